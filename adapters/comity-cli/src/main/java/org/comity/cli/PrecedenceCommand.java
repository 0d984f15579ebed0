package org.comity.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.comity.core.mesh.Json;
import org.comity.core.mesh.Oid;
import org.comity.core.mesh.Outcome;
import org.comity.core.reconcile.PairProof;
import org.comity.core.temporal.Layer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** Finds, proves and checks which of two observations came first. */
@Command(
        name = "precedence",
        mixinStandardHelpOptions = true,
        description = {
            "Says which of two observations is proven to come first, by which layer of evidence and by which steps.",
            "Every observation is verified against the anchors of the bundle's agreement, whose digest is printed.",
            "What --proof writes is a bundle of what this pair needs: give it to anyone, who runs this command on it."
        })
@SuppressWarnings("NullAway.Init") // picocli sets the fields before the command runs
final class PrecedenceCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(index = "0", paramLabel = "<bundle>", description = "A bundle, or a proof that this command wrote.")
    private Path bundle;

    @Parameters(index = "1", paramLabel = "<first>", description = "The oid of the one.")
    private String first;

    @Parameters(index = "2", paramLabel = "<second>", description = "The oid of the other.")
    private String second;

    @Option(names = "--proof", paramLabel = "<file>", description = "Writes the proof.")
    private Optional<Path> proof = Optional.empty();

    @ParentCommand
    private LedgerCommand ledger;

    @Override
    public Integer call() throws IOException {
        Outcome<PairProof> found = PairProof.find(Inputs.octets(bundle), Inputs.audit(), oid(first), oid(second));
        Optional<PairProof> good = found.fold(Optional::of, no -> Optional.empty());
        if (proof.isPresent() && good.isPresent()) {
            Files.write(proof.get(), good.get().proof().octets().bytes());
        }
        PrintWriter out = spec.commandLine().getOut();
        String said = found.fold(
                pair -> ledger.inJson() ? answer(pair).json() : answer(pair).text(),
                no -> ledger.inJson() ? Answer.refused(no) : "REFUSED " + no.reason() + " " + no.detail());
        out.println(said);
        out.flush();
        return good.isPresent() ? 0 : 1;
    }

    private Oid oid(String text) {
        try {
            return Oid.parse(text);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }

    private static Answer answer(PairProof pair) {
        Optional<Layer> layer = pair.precedence().layer();
        return new Answer(pair.precedence().relation()
                        + layer.map(one -> " by " + one).orElse(""))
                .say(
                        Stream.concat(
                                pair.precedence().proof().stream(), Stream.of("under agreement " + pair.agreement())),
                        Json.field(
                                "relation",
                                Json.quote(pair.precedence().relation().name())),
                        Json.field("layer", Json.quote(layer.map(Enum::name).orElse(""))),
                        Json.field(
                                "steps",
                                Json.array(pair.precedence().proof().stream().map(Json::quote))),
                        Json.field("agreement", Json.quote(pair.agreement().hex())));
    }
}
