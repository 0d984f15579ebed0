package org.comity.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.comity.core.agreement.Agreement;
import org.comity.core.boundary.Verification;
import org.comity.core.mesh.Digest;
import org.comity.core.mesh.Json;
import org.comity.core.mesh.Octets;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Verifies observations on their own merits. */
@Command(
        name = "verify",
        mixinStandardHelpOptions = true,
        description = "Verifies exported observations against the anchors of an agreement.")
@SuppressWarnings("NullAway.Init") // picocli sets the fields before the command runs
final class VerifyCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Option(names = "--agreement", required = true, paramLabel = "<file>", description = "The agreement.")
    private Path agreement;

    @Option(
            names = "--documents",
            required = true,
            paramLabel = "<folder or file>",
            description = "Credentials and attestations that the observations name; a folder is read whole.")
    private List<Path> documents;

    @Option(names = "--json", description = "Answers in JSON.")
    private boolean json;

    @Parameters(paramLabel = "<observation>", arity = "1..*", description = "Files with one observation each.")
    private List<Path> observations;

    @Override
    public Integer call() throws IOException {
        Agreement read = Inputs.agreement(agreement);
        Verification verification = Inputs.verification();
        Map<Digest, Octets> known = verification.index(read());
        PrintWriter out = spec.commandLine().getOut();
        boolean all = true;
        for (Path file : observations) {
            all &= verification
                    .verify(Inputs.octets(file), read, digest -> Optional.ofNullable(known.get(digest)))
                    .<Boolean>fold(
                            one -> {
                                out.println(
                                        json
                                                ? json(
                                                        file,
                                                        Json.field("good", "true"),
                                                        "oid",
                                                        one.oid().hex())
                                                : "OK " + Inputs.name(one));
                                return true;
                            },
                            no -> {
                                out.println(
                                        json
                                                ? json(
                                                        file,
                                                        Json.field("good", "false"),
                                                        "reason",
                                                        no.reason().name(),
                                                        "detail",
                                                        no.detail())
                                                : "REFUSED " + no.reason() + " " + no.detail());
                                return false;
                            });
        }
        out.flush();
        return all ? 0 : 1;
    }

    /** One object a line, so that a program can read while the next is verified. */
    private static String json(Path file, String good, String... pairs) {
        List<String> fields = new ArrayList<>(List.of(Json.field("file", Json.quote(file.toString())), good));
        for (int i = 0; i < pairs.length; i += 2) {
            fields.add(Json.field(pairs[i], Json.quote(pairs[i + 1])));
        }
        return Json.object(fields.stream());
    }

    private List<Octets> read() throws IOException {
        List<Octets> found = new ArrayList<>();
        for (Path place : documents) {
            try (Stream<Path> files = Files.walk(place, 1)) {
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    found.add(Inputs.octets(file));
                }
            }
        }
        return found;
    }
}
