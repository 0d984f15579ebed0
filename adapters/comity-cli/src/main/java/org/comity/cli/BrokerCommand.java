package org.comity.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.function.Predicate;
import org.comity.artemis.BrokerPlan;
import org.comity.artemis.Quarantine;
import org.comity.core.mesh.Json;
import org.comity.core.mesh.Reason;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Sets up a site's stand-alone broker, and looks after what it put aside. */
@Command(
        name = "broker",
        mixinStandardHelpOptions = true,
        description = "Sets up a site's stand-alone Artemis broker, and looks after what was put aside on it.")
@SuppressWarnings("NullAway.Init") // picocli sets the fields before the command runs
final class BrokerCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    static CommandLine commandLine(Clock clock) {
        return new CommandLine(new BrokerCommand())
                .addSubcommand(new BrokerKeysCommand(clock))
                .addSubcommand(new BrokerConfigCommand())
                .addSubcommand(new CommandLine(new QuarantineOf()));
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Say what to do: keys, config or quarantine");
    }

    /** What could not be taken from the broker's queues. */
    @Command(
            name = "quarantine",
            mixinStandardHelpOptions = true,
            description = "Lists what could not be taken from the broker's queues, or gives it again.")
    @SuppressWarnings("NullAway.Init") // picocli sets the fields before the command runs
    static final class QuarantineOf implements Runnable {
        @Spec
        private CommandSpec spec;

        @Override
        public void run() {
            throw new ParameterException(spec.commandLine(), "Say what to do: list or replay");
        }

        @Command(
                name = "list",
                mixinStandardHelpOptions = true,
                description = "Lists what lies there, with the reason and the queue where it was.")
        int list(
                @Parameters(
                                paramLabel = "<comity.properties>",
                                description = "The settings of the site, or its folder.")
                        Path settings,
                @Option(names = "--json", description = "Answer with one JSON object.") boolean json)
                throws IOException {
            return tell(tried(() -> quarantine(settings).list()), "put aside", json);
        }

        @Command(
                name = "replay",
                mixinStandardHelpOptions = true,
                description = {
                    "Gives again, each message to the queue where it was; without an option all.",
                    "What still cannot be taken comes back."
                })
        int replay(
                @Parameters(
                                paramLabel = "<comity.properties>",
                                description = "The settings of the site, or its folder.")
                        Path settings,
                @Option(names = "--id", paramLabel = "<id>", description = "Of these messages alone.") @Nullable
                        List<Long> ids,
                @Option(names = "--reason", paramLabel = "<reason>", description = "For this reason alone.") @Nullable
                        Reason reason,
                @Option(names = "--json", description = "Answer with one JSON object.") boolean json)
                throws IOException {
            Predicate<Quarantine.Item> which =
                    item -> (ids == null || ids.contains(item.id())) && (reason == null || item.reason() == reason);
            return tell(tried(() -> quarantine(settings).replay(which)), "given again", json);
        }

        private static Quarantine quarantine(Path settings) throws IOException {
            return new Quarantine(BrokerSite.of(settings).login(BrokerPlan.OPERATOR));
        }

        private interface Asking {
            List<Quarantine.Item> ask() throws IOException;
        }

        private static List<Quarantine.Item> tried(Asking asking) throws IOException {
            try {
                return asking.ask();
            } catch (IllegalStateException e) {
                throw new Refusal(e.getMessage() + ": does it run, and are tls/operator.p12 and broker.at its own?", e);
            }
        }

        private int tell(List<Quarantine.Item> items, String what, boolean json) {
            PrintWriter out = spec.commandLine().getOut();
            if (json) {
                out.println(Json.object(
                        Json.field("items", Json.array(items.stream().map(QuarantineOf::json)))));
            } else {
                items.forEach(item -> out.println(item.id() + " " + item.reason() + " " + item.size() + " octets of "
                        + item.queue() + " " + item.detail()));
                out.println(items.size() + " " + what);
            }
            out.flush();
            return 0;
        }

        private static String json(Quarantine.Item item) {
            return Json.object(
                    Json.field("id", Long.toString(item.id())),
                    Json.field("reason", Json.quote(item.reason().name())),
                    Json.field("queue", Json.quote(item.queue())),
                    Json.field("octets", Long.toString(item.size())),
                    Json.field("detail", Json.quote(item.detail())));
        }
    }
}
