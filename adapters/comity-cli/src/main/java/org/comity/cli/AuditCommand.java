package org.comity.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.comity.core.reconcile.Audit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
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

    @Parameters(paramLabel = "<bundle>", description = "A bundle that a mesh exported.")
    private Path bundle;

    @Override
    public Integer call() throws IOException {
        Audit.Report report = Inputs.audit().check(Inputs.octets(bundle));
        PrintWriter out = spec.commandLine().getOut();
        report.findings().forEach(finding -> out.println("FAILED " + finding.check() + " " + finding.detail()));
        if (report.isGood()) {
            report.derived()
                    .ifPresent(derived -> out.println("OK " + derived.picture().digest()));
        }
        out.flush();
        return report.isGood() ? 0 : 1;
    }
}
