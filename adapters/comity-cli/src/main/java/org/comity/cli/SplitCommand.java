package org.comity.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.comity.core.ledger.SplitView;
import org.comity.core.mesh.Json;
import org.comity.core.mesh.MeshId;
import org.comity.core.mesh.Outcome;
import org.comity.crypto.NoteKeys;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** Checks a certificate that a mesh showed two histories of its ledger. */
@Command(
        name = "split",
        mixinStandardHelpOptions = true,
        description = {
            "Checks a certificate that a mesh showed two histories of its ledger: two heads under its own key that",
            "cannot both be true. Nobody's word is needed but the accused's ledger key."
        })
@SuppressWarnings("NullAway.Init") // picocli sets the fields before the command runs
final class SplitCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "<certificate>", description = "The evidence (comity-split-v1), as refused or stated.")
    private Path file;

    @ParentCommand
    private LedgerCommand ledger;

    @Override
    public Integer call() throws IOException {
        String key = ledger.givenKey()
                .orElseThrow(() -> new ParameterException(spec.commandLine(), "Give the accused's ledger key: --key"));
        MeshId mesh = mesh(key);
        Outcome<Long> proven = SplitView.read(Inputs.octets(file)).then(view -> view.verify(mesh, key, new NoteKeys()));
        PrintWriter out = spec.commandLine().getOut();
        String said = proven.fold(
                size -> {
                    Answer answer = new Answer("PROVEN " + mesh + " has two histories from size " + size + " on")
                            .say(
                                    Stream.of(),
                                    Json.field("mesh", Json.quote(mesh.urn())),
                                    Json.field("size", Long.toString(size)));
                    return ledger.inJson() ? answer.json() : answer.text();
                },
                no -> ledger.inJson() ? Answer.refused(no) : "REFUSED " + no.reason() + " " + no.detail());
        out.println(said);
        out.flush();
        return proven.<Integer>fold(size -> 0, no -> 1);
    }

    private MeshId mesh(String key) {
        try {
            return new MeshId(key.split("\\+", 2)[0]);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), "The key's name is no mesh", e);
        }
    }
}
