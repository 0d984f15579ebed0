package org.comity.cli;

import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.comity.core.mesh.Json;
import org.comity.core.partition.Partition;
import org.comity.core.partition.Turn;
import org.comity.core.reconcile.Encounter;
import org.comity.site.Site;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

/** Tells how a site stands to its peer, and orders moves. */
@Command(
        name = "partition",
        mixinStandardHelpOptions = true,
        description = {
            "Tells how a site stands to its peer and which moves it may make, and makes one where it is named.",
            "Each move is a leaf of the ledger, with who ordered it and why. The site must not run: a site that runs moves by"
                    + " comity-partition in its routes."
        })
@SuppressWarnings("NullAway.Init") // picocli sets the fields before the command runs
final class PartitionCommand extends SiteCommand {
    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "<move>",
            description = "disconnect, one-way, rejoin or quarantine; the state alone where none is named.")
    private Optional<String> move;

    @Option(names = "--who", paramLabel = "<name>", description = "Who orders it; the user of this system otherwise.")
    private Optional<String> who;

    @Option(names = "--why", paramLabel = "<reason>", description = "Why; a move needs it.")
    private Optional<String> why;

    PartitionCommand(Clock clock) {
        super(clock);
    }

    @Override
    int run(Site site, List<String> lines, List<String> items) {
        Encounter encounter = site.encounter()
                .orElseThrow(
                        () -> new Refusal("the site has no encounter: abroad.pem is missing, the credential that the"
                                + " peer's mesh issued for this side's agent"));
        boolean made = move.map(name -> moved(encounter, moveOf(name), lines)).orElse(true);
        encounter.moves().forEach(then -> lines.add("was made " + line(then)));
        lines.add("now " + line(encounter.partition()));
        lines.add("may " + named(encounter).collect(Collectors.joining(", ")));
        items.add(Json.object(
                Json.field("mode", Json.quote(encounter.mode().name())),
                Json.field("who", Json.quote(encounter.partition().turn().who())),
                Json.field("why", Json.quote(encounter.partition().turn().why())),
                Json.field(
                        "basis", Json.quote(encounter.partition().turn().basis().name())),
                Json.field("moves", Json.array(named(encounter).map(Json::quote)))));
        return made ? 0 : 1;
    }

    private boolean moved(Encounter encounter, Partition.Move wanted, List<String> lines) {
        Turn turn = turn();
        return encounter.move(wanted, turn).fold(now -> true, no -> {
            lines.add("REFUSED " + no.reason() + " " + no.detail());
            return false;
        });
    }

    private Turn turn() {
        String reason = why.orElseThrow(() -> misuse("say why with --why: the ledger keeps it"));
        try {
            return Turn.ordered(who.orElseGet(() -> System.getProperty("user.name")), reason);
        } catch (IllegalArgumentException e) {
            throw misuse(String.valueOf(e.getMessage()));
        }
    }

    private Partition.Move moveOf(String name) {
        for (Partition.Move one : Partition.Move.values()) {
            if (name(one).equals(name)) {
                return one;
            }
        }
        throw misuse("there is no move " + name + ": say disconnect, one-way, rejoin or quarantine");
    }

    private ParameterException misuse(String sentence) {
        return new ParameterException(spec.commandLine(), sentence);
    }

    private static Stream<String> named(Encounter encounter) {
        return encounter.offers().stream().map(PartitionCommand::name);
    }

    private static String name(Partition.Move one) {
        return one.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static String line(Partition now) {
        return now.mode() + " " + now.turn().basis() + " by " + now.turn().who() + ": "
                + now.turn().why();
    }
}
