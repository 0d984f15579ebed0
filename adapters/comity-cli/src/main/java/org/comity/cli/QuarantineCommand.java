package org.comity.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.comity.core.authority.AgentId;
import org.comity.core.boundary.Verified;
import org.comity.core.control.Statement;
import org.comity.core.mesh.Json;
import org.comity.core.mesh.Oid;
import org.comity.core.picture.JointPicture;
import org.comity.core.reconcile.Arbitrated;
import org.comity.core.reconcile.CameThrough;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Lists what came only through one boundary agent, and prepares the statement that sets it aside. */
@Command(
        name = "quarantine",
        mixinStandardHelpOptions = true,
        description = "Lists what came only through one boundary agent, and which rulings rest on it.")
@SuppressWarnings("NullAway.Init") // picocli sets the fields before the command runs
final class QuarantineCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Option(names = "--agent", required = true, paramLabel = "<urn>", description = "The boundary agent.")
    private String agent;

    @Option(
            names = "--statement",
            paramLabel = "<file>",
            description = "Write the quarantine for every party to sign; in S it makes these items not counted.")
    private @Nullable Path statement;

    @Option(names = "--json", description = "Answers in JSON.")
    private boolean json;

    @Parameters(paramLabel = "<bundle>", description = "A bundle that a mesh exported.")
    private Path bundle;

    @Override
    public Integer call() throws IOException {
        Arbitrated derived = Inputs.sound(bundle).derived().orElseThrow();
        List<Verified> set = derived.detected().ordered().released();
        List<Oid> through = CameThrough.only(set, agent());
        Map<Oid, Verified> known = set.stream().collect(Collectors.toMap(Verified::oid, Function.identity()));
        PrintWriter out = spec.commandLine().getOut();
        if (statement != null) {
            Files.write(
                    statement,
                    Inputs.WIRE
                            .statements()
                            .write(new Statement.Quarantine(through))
                            .bytes());
        }
        if (json) {
            out.println(json(derived, through));
        } else {
            through.forEach(
                    oid -> out.println(known.containsKey(oid) ? Inputs.name(known.get(oid)) : oid + " missing"));
            rulings(derived.picture(), new HashSet<>(through)).forEach(line -> out.println("rests on it: " + line));
            out.println(through.size() + " came through " + agent + " alone");
            Optional.ofNullable(statement).ifPresent(file -> out.println("OK " + file));
        }
        out.flush();
        return 0;
    }

    private String json(Arbitrated derived, List<Oid> through) {
        return Json.object(
                Json.field("agent", Json.quote(agent)),
                Json.field("items", Json.array(through.stream().map(oid -> Json.quote(oid.hex())))),
                Json.field(
                        "rulings",
                        Json.array(rulings(derived.picture(), new HashSet<>(through)).stream()
                                .map(Json::quote))));
    }

    private AgentId agent() {
        try {
            return new AgentId(agent);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), "--agent: " + e.getMessage(), e);
        }
    }

    /** The contentions in which one of them prevails. */
    private static List<String> rulings(JointPicture picture, Set<Oid> through) {
        return picture.entries().stream()
                .filter(entry ->
                        entry.ruling().winner().filter(through::contains).isPresent())
                .map(entry -> entry.contention().domain().name() + " "
                        + entry.ruling().contention())
                .toList();
    }
}
