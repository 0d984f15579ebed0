package org.comity.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.comity.core.reconcile.Arbitrated;
import org.comity.core.reconcile.PictureJson;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Folds a bundle into its joint picture. */
@Command(
        name = "reconcile",
        mixinStandardHelpOptions = true,
        description = "Prints the joint picture that follows from a sound bundle, as JSON.")
@SuppressWarnings("NullAway.Init") // picocli sets the fields before the command runs
final class ReconcileCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Option(names = "--certificate", description = "Print the divergence certificate alone.")
    private boolean certificateAlone;

    @Parameters(paramLabel = "<bundle>", description = "A bundle that a mesh exported.")
    private Path bundle;

    @Override
    public Integer call() throws IOException {
        Arbitrated derived = Inputs.sound(bundle).derived().orElseThrow();
        PrintWriter out = spec.commandLine().getOut();
        out.println(certificateAlone ? PictureJson.certificate(derived) : PictureJson.of(derived));
        out.flush();
        return 0;
    }
}
