package org.comity.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.comity.site.Founding;
import org.comity.site.SiteFault;
import org.comity.site.Trial;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Writes a folder to begin with. */
@Command(
        name = "init",
        mixinStandardHelpOptions = true,
        description = {
            "Writes two meshes to try things with, a folder each: agreement, keys, a crosswalk, routes and settings.",
            "Each runs at once; run both and they meet. With --terms the parties are those of your own terms, and routes are yours to"
                    + " write. All keys are made in one place: for trials alone."
        })
@SuppressWarnings("NullAway.Init") // picocli sets the fields before the command runs
final class InitCommand implements Callable<Integer> {
    private final Clock clock;

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--terms",
            paramLabel = "<file>",
            description =
                    "An agreement whose parties stand in for those to be made; a folder for each, by its mesh's last word.")
    private Optional<Path> terms;

    @Option(
            names = "--agent",
            defaultValue = "agreement",
            paramLabel = "<name>",
            description = "With --terms: name of the boundary agent in the registry; ${DEFAULT-VALUE} by default.")
    private String agent;

    @Parameters(paramLabel = "<folder>", description = "Where to write; what is there is not overwritten.")
    private Path folder;

    InitCommand(Clock clock) {
        this.clock = clock;
    }

    @Override
    public Integer call() throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        try {
            for (String line : terms.isPresent() ? found(terms.get()) : trial()) {
                out.println(line);
            }
        } catch (SiteFault e) {
            throw new Refusal(String.valueOf(e.getMessage()), e);
        }
        out.flush();
        return 0;
    }

    private List<String> found(Path file) throws IOException {
        return new Founding(new SecureRandom(), clock.instant())
                .write(folder, agent, Inputs.agreement(file)).stream()
                        .map(Path::toString)
                        .toList();
    }

    private List<String> trial() {
        Trial.write(folder, new SecureRandom(), clock.instant());
        return List.of(
                "comity run " + folder.resolve("county").resolve("routes.yaml"),
                "comity run " + folder.resolve("state").resolve("routes.yaml"));
    }
}
