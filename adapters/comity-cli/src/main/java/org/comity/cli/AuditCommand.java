package org.comity.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.comity.core.mesh.Json;
import org.comity.core.reconcile.Audit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Derives every decision of a bundle again. */
@Command(
        name = "audit",
        mixinStandardHelpOptions = true,
        description = "Derives every decision and the picture digest of a bundle again, with no network and no clock.")
@SuppressWarnings("NullAway.Init") // picocli sets the fields before the command runs
final class AuditCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Option(names = "--json", description = "Answers in JSON.")
    private boolean json;

    @Parameters(paramLabel = "<bundle>", description = "A bundle that a mesh exported.")
    private Path bundle;

    @Override
    public Integer call() throws IOException {
        Audit.Report report = Inputs.audit().check(Inputs.octets(bundle));
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(json(report));
            out.flush();
            return report.isGood() ? 0 : 1;
        }
        report.findings().forEach(finding -> out.println("FAILED " + finding.check() + " " + finding.detail()));
        if (report.isGood()) {
            report.derived()
                    .ifPresent(derived -> out.println("OK " + derived.picture().digest()));
        }
        out.flush();
        return report.isGood() ? 0 : 1;
    }

    private static String json(Audit.Report report) {
        return Json.object(
                Json.field("good", String.valueOf(report.isGood())),
                Json.field(
                        "picture",
                        report.derived()
                                .map(one -> Json.quote(one.picture().digest().hex()))
                                .orElse("null")),
                Json.field(
                        "findings",
                        Json.array(report.findings().stream()
                                .map(one -> Json.object(
                                        Json.field("check", Json.quote(String.valueOf(one.check()))),
                                        Json.field("detail", Json.quote(one.detail())))))));
    }
}
