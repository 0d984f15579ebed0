package org.comity.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.comity.core.mesh.Json;
import org.comity.core.mesh.Oid;
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

    @Option(names = "--json", description = "Answers in JSON: for each contention its lines, a label and a text each.")
    private boolean json;

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
        } else {
            List<List<Explanation.Line>> told = told(explanation);
            if (json) {
                out.println(Json.array(told.stream().map(ExplainCommand::json)));
            } else {
                told.forEach(lines -> print(out, lines));
            }
        }
        out.flush();
        return 0;
    }

    private List<List<Explanation.Line>> told(Explanation explanation) {
        if (oid != null) {
            return List.of(explanation
                    .find(parse(oid))
                    .map(explanation::of)
                    .orElseThrow(() -> new Refusal("REFUSED the bundle's S does not hold that observation")));
        }
        List<List<Explanation.Line>> told = new ArrayList<>();
        explanation.entries().forEach(entry -> told.add(explanation.of(entry)));
        told.add(explanation.setAside());
        return told;
    }

    private static String json(List<Explanation.Line> lines) {
        return Json.array(lines.stream()
                .map(line -> Json.object(
                        Json.field("label", Json.quote(line.label())), Json.field("text", Json.quote(line.text())))));
    }

    private Oid parse(String text) {
        try {
            return Oid.parse(text);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), "--oid: " + e.getMessage(), e);
        }
    }

    private static void print(PrintWriter out, List<Explanation.Line> lines) {
        lines.forEach(line -> out.println(String.format(Locale.ROOT, "%-16s %s", line.label(), line.text())));
        out.println();
    }
}
