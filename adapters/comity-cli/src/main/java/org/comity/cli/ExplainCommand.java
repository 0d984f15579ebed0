package org.comity.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.comity.core.mesh.Oid;
import org.comity.core.picture.JointPicture;
import org.comity.core.reconcile.Audit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Explains what a bundle says. */
@Command(
        name = "explain",
        mixinStandardHelpOptions = true,
        description = "Says who said what, under whose authority, when, and why it prevailed.")
@SuppressWarnings("NullAway.Init") // picocli sets the fields before the command runs
final class ExplainCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Option(names = "--oid", paramLabel = "<oid>", description = "One observation alone.")
    private @Nullable String oid;

    @Option(names = "--html", paramLabel = "<file>", description = "Write a page for a browser instead.")
    private @Nullable Path html;

    @Parameters(paramLabel = "<bundle>", description = "A bundle that a mesh exported.")
    private Path bundle;

    @Override
    public Integer call() throws IOException {
        Audit.Report report = Inputs.sound(bundle);
        Explanation explanation = new Explanation(
                report.derived().orElseThrow(), Inputs.bundle(bundle).kept());
        PrintWriter out = spec.commandLine().getOut();
        if (html != null) {
            Files.writeString(html, LineagePage.of(explanation));
            out.println("OK " + html);
        } else if (oid != null) {
            print(out, explanation.find(parse(oid)).map(explanation::of));
        } else {
            for (JointPicture.Entry entry : explanation.entries()) {
                print(out, Optional.of(explanation.of(entry)));
            }
            print(out, Optional.of(explanation.setAside()));
        }
        out.flush();
        return 0;
    }

    private Oid parse(String text) {
        try {
            return Oid.parse(text);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), "--oid: " + e.getMessage(), e);
        }
    }

    private static void print(PrintWriter out, Optional<List<Explanation.Line>> lines) {
        lines.orElseThrow(() -> new Refusal("REFUSED the bundle's S does not hold that observation"))
                .forEach(line -> out.println(String.format(Locale.ROOT, "%-16s %s", line.label(), line.text())));
        out.println();
    }
}
