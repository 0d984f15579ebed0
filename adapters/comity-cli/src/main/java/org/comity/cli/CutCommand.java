package org.comity.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import org.comity.core.control.Statement;
import org.comity.site.Site;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Seals the past: the agents of all parties sign the same cut. */
@Command(
        name = "cut",
        mixinStandardHelpOptions = true,
        description = {
            "Seals the past: once the agents of all parties have signed one cut, what it seals is no longer rewritten silently.",
            "A store is a bundle, or the settings (comity.properties) of a site that does not run."
        })
final class CutCommand extends JointCommand {
    private CutCommand(Clock clock) {
        super(clock, "propose, sign or status");
    }

    static CommandLine commandLine(Clock clock) {
        return new CommandLine(new CutCommand(clock));
    }

    @Command(
            name = "propose",
            mixinStandardHelpOptions = true,
            description = "Signs, as the site's agent, the cut that seals S as it stands now; the next run sends it.")
    int propose(
            @Option(names = "--file", paramLabel = "<file>", description = "Write what was signed, for others to sign.")
                    @Nullable
                    Path file,
            @Parameters(paramLabel = "<comity.properties>") Path settings)
            throws IOException {
        try (Site site = Holding.site(settings, clock)) {
            Acts acts = new Acts(site);
            return say(acts.sign(acts.proposal(), site.agent().credentials(), Optional.ofNullable(file)));
        }
    }

    @Command(
            name = "sign",
            mixinStandardHelpOptions = true,
            description = {
                "Signs, as the site's agent, a cut that another party proposed, where S makes the same rulings at its frontiers.",
                "Exit 1: it was not signed, the reason is in the ledger."
            })
    int sign(
            @Parameters(index = "0", paramLabel = "<comity.properties>") Path settings,
            @Parameters(
                            index = "1",
                            paramLabel = "<id or file>",
                            description = "Its id in 'cut status', or the file that 'cut propose --file' wrote.")
                    String cut)
            throws IOException {
        try (Site site = Holding.site(settings, clock)) {
            return say(new Acts(site).cosign(cut, site.agent().credentials(), Optional.empty()));
        }
    }

    @Command(
            name = "status",
            mixinStandardHelpOptions = true,
            description =
                    "Says of each cut which parties signed, which are missing, whether it is in force and since when.")
    int status(
            @Option(names = "--json", description = "Answers in JSON.") boolean json,
            @Parameters(paramLabel = "<store>") Path store)
            throws IOException {
        return say(Acts.status(Holding.read(store, clock), Statement.Cut.class, json));
    }
}
