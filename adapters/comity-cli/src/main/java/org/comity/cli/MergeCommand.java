package org.comity.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.comity.core.arbitration.Ruling;
import org.comity.core.contention.Fact;
import org.comity.core.control.Statement;
import org.comity.core.mesh.MeshId;
import org.comity.core.mesh.Oid;
import org.comity.core.picture.JointPicture;
import org.comity.core.reconcile.MergeJson;
import org.comity.core.reconcile.MergeQueue;
import org.comity.core.reconcile.Voice;
import org.comity.site.Site;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

/** Lists what waits for people, and signs what they decide. */
@Command(
        name = "merge",
        mixinStandardHelpOptions = true,
        description = {
            "Lists what waits for people, and signs what they decide.",
            "A store is a bundle, or the settings (comity.properties) of a site that does not run."
        })
final class MergeCommand extends JointCommand {
    private MergeCommand(Clock clock) {
        super(clock, "list, show, decide or status");
    }

    static CommandLine commandLine(Clock clock) {
        return new CommandLine(new MergeCommand(clock));
    }

    @Command(
            name = "list",
            mixinStandardHelpOptions = true,
            description = "Lists the domains that are stopped and the contentions that wait, each with why.")
    int list(
            @Option(names = "--json", description = "Answers in JSON.") boolean json,
            @Parameters(paramLabel = "<store>") Path store)
            throws IOException {
        MergeQueue queue = new MergeQueue(Holding.read(store, clock).now());
        if (json) {
            return say(List.of(MergeJson.of(queue)));
        }
        List<String> lines = new ArrayList<>();
        int waiting = 0;
        for (MergeQueue.Queued one : queue.domains()) {
            lines.add(one.domain().name() + " " + one.verdict().verdict()
                    + (one.why().isEmpty() ? "" : ": " + String.join("; ", one.why())));
            one.waiting().forEach(entry -> lines.add("  " + name(entry) + ": " + queue.why(entry)));
            waiting += one.waiting().size();
        }
        lines.add(waiting + " contentions wait in " + queue.domains().size() + " domains");
        return say(lines);
    }

    private static String name(JointPicture.Entry entry) {
        return entry.ruling().contention() + " "
                + entry.contention().group().features().get(0);
    }

    @Command(
            name = "show",
            mixinStandardHelpOptions = true,
            description =
                    "Shows one contention: what is said, by whom, on what it rests, what each comparator says, what is sealed.")
    int show(
            @Option(names = "--json", description = "Answers in JSON.") boolean json,
            @Parameters(index = "0", paramLabel = "<store>") Path store,
            @Parameters(
                            index = "1",
                            paramLabel = "<contention>",
                            description = "Its id, or as much of its beginning as no other shares.")
                    String contention)
            throws IOException {
        Holding holding = Holding.read(store, clock);
        MergeQueue queue = new MergeQueue(holding.now());
        JointPicture.Entry entry = entry(queue, contention);
        if (json) {
            return say(List.of(MergeJson.of(queue, entry)));
        }
        Explanation explanation = new Explanation(holding.now(), holding.kept());
        List<Explanation.Line> lines = new ArrayList<>(explanation.of(entry));
        lines.add(1, new Explanation.Line("waits", queue.why(entry)));
        Ruling advice = holding.now().detected().byPolicy(entry.contention());
        lines.add(2, new Explanation.Line("policy says", advice.resolution() + ", decided by " + advice.decidedBy()));
        holding.now()
                .detected()
                .sealed(entry.contention())
                .map(ruling -> ruling.winner().map(Oid::hex).orElse("no winner") + ", decided by " + ruling.decidedBy())
                .ifPresent(text -> lines.add(3, new Explanation.Line("sealed", text)));
        for (Fact fact : entry.contention().candidates()) {
            holding.now()
                    .detected()
                    .ordered()
                    .all()
                    .get(fact.oid().digest())
                    .ifPresent(one -> lines.addAll(explanation.of(one)));
        }
        return say(lines.stream()
                .map(line -> String.format(Locale.ROOT, "%-16s %s", line.label(), line.text()))
                .toList());
    }

    private static JointPicture.Entry entry(MergeQueue queue, String id) {
        return one(
                queue.now().picture().entries().stream()
                        .filter(entry -> entry.ruling().contention().hex().startsWith(id))
                        .toList(),
                "contention",
                id);
    }

    static <T> T one(List<T> found, String what, String id) {
        if (found.size() != 1) {
            throw new Refusal(
                    (found.isEmpty() ? "there is no " : found.size() + " begin like this ") + what + " " + id);
        }
        return found.get(0);
    }

    /** What to decide: exactly one of these. */
    @SuppressWarnings("NullAway.Init") // picocli sets the fields before the command runs
    private static final class What {
        @Option(
                names = "--accept",
                paramLabel = "<mesh>",
                description = "All that waits in the domain goes to what that mesh says.")
        private @Nullable String mesh;

        @Option(
                names = "--policy",
                paramLabel = "<name>",
                description = "All that waits in the domain is arbitrated anew under that policy of the agreement.")
        private @Nullable String policy;

        @Option(
                names = "--choose",
                paramLabel = "<contention>=<oid>",
                description = "That observation prevails; may be repeated, and ids may be cut short.")
        private @Nullable Map<String, String> choices;

        @Option(
                names = "--cosign",
                paramLabel = "<id or file>",
                description = "Sign what another began: its id in 'merge status', or the file that --file wrote.")
        private @Nullable String cosign;
    }

    @Command(
            name = "decide",
            mixinStandardHelpOptions = true,
            description = {
                "Signs a merge decision as one of the deciders that the agreement names; the next run sends it.",
                "Exit 1: it was not signed, the reason is in the ledger."
            })
    int decide(
            @Option(names = "--settings", required = true, paramLabel = "<comity.properties>") Path settings,
            @Option(
                            names = "--as",
                            required = true,
                            paramLabel = "<voice>",
                            description = "Who signs: the name of a key of the site.")
                    String as,
            @Option(names = "--domain", paramLabel = "<name>") @Nullable String domain,
            @ArgGroup(multiplicity = "1") What what,
            @Option(
                            names = "--file",
                            paramLabel = "<file>",
                            description = "Write what was signed, for others to co-sign.")
                    @Nullable
                    Path file)
            throws IOException {
        if (what.cosign == null && domain == null) {
            throw new ParameterException(spec.commandLine(), "Say which --domain it is about");
        }
        try (Site site = Holding.site(settings, clock)) {
            Voice by = site.voice(as).orElseThrow(() -> new Refusal("the site has no voice '" + as + "' in keys/"));
            Acts acts = new Acts(site);
            return what.cosign != null
                    ? say(acts.cosign(what.cosign, by, Optional.ofNullable(file)))
                    : say(acts.sign(
                            decision(acts.queue(), String.valueOf(domain), what), by, Optional.ofNullable(file)));
        }
    }

    private static Statement decision(MergeQueue queue, String domain, What what) {
        if (what.mesh != null) {
            return Acts.good(queue.accept(domain, new MeshId(what.mesh)));
        }
        if (what.policy != null) {
            return Acts.good(queue.under(domain, what.policy));
        }
        List<Statement.Choice> choices = new ArrayList<>();
        Optional.ofNullable(what.choices).orElse(Map.of()).forEach((contention, oid) -> {
            JointPicture.Entry entry = entry(queue, contention);
            List<Oid> winners = entry.contention().candidates().stream()
                    .map(Fact::oid)
                    .filter(one -> one.hex().startsWith(oid))
                    .toList();
            choices.add(new Statement.Choice(entry.ruling().contention(), one(winners, "candidate", oid)));
        });
        return queue.choose(domain, choices);
    }

    @Command(
            name = "status",
            mixinStandardHelpOptions = true,
            description =
                    "Says of each merge decision who signed, who may still, whether it holds, and when domains went on.")
    int status(
            @Option(names = "--json", description = "Answers in JSON.") boolean json,
            @Parameters(paramLabel = "<store>") Path store)
            throws IOException {
        return say(Acts.status(Holding.read(store, clock), Statement.MergeDecision.class, json));
    }
}
