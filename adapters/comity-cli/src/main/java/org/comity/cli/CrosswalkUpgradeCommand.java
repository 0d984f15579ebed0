package org.comity.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.comity.core.boundary.Verified;
import org.comity.core.control.Statement;
import org.comity.core.mesh.Oid;
import org.comity.core.reconcile.Affected;
import org.comity.core.reconcile.Arbitrated;
import org.comity.core.taxonomy.Equivalence;
import org.comity.crosswalk.Upgrade;
import org.comity.xml.AgreementDocument;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Says what a new version of a code list changes, and which decisions rest on what it withdraws. */
@Command(
        name = "upgrade",
        mixinStandardHelpOptions = true,
        description = {
            "Says which codes a new version of a code list adds, drops and gives another meaning.",
            "With a bundle: which decisions rest on what it withdraws. Exit 0: nothing is dropped or changed; 1: something is."
        })
@SuppressWarnings("NullAway.Init") // picocli sets the fields before the command runs
final class CrosswalkUpgradeCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Option(names = "--kind", description = "authority, property, term, feature or unit", defaultValue = "term")
    private String kind;

    @Option(names = "--bundle", paramLabel = "<bundle>", description = "A bundle that a mesh exported.")
    private @Nullable Path bundle;

    @Parameters(index = "0", paramLabel = "<old>", description = "The old version " + CrosswalkFile.FORMS + ".")
    private Path before;

    @Parameters(index = "1", paramLabel = "<new>", description = "The new version.")
    private Path after;

    @Override
    public Integer call() throws IOException {
        Equivalence.Kind names = CrosswalkCommand.kind(spec, kind);
        Upgrade upgrade = Upgrade.of(
                CrosswalkFile.read(before, names).equivalences(),
                CrosswalkFile.read(after, names).equivalences());
        PrintWriter out = spec.commandLine().getOut();
        upgrade.appeared().forEach(code -> out.println("+ " + code));
        upgrade.disappeared().forEach(code -> out.println("- " + code));
        upgrade.changed()
                .forEach(one -> out.println("~ " + one.code() + ": " + String.join(", ", one.before()) + " -> "
                        + String.join(", ", one.after())));
        out.println("appeared " + upgrade.appeared().size() + ", disappeared "
                + upgrade.disappeared().size() + ", changed "
                + upgrade.changed().size());
        if (bundle != null) {
            decisions(upgrade, bundle, out);
        }
        out.flush();
        return upgrade.disappeared().isEmpty() && upgrade.changed().isEmpty() ? 0 : 1;
    }

    private static void decisions(Upgrade upgrade, Path bundle, PrintWriter out) throws IOException {
        Arbitrated derived = Inputs.sound(bundle).derived().orElseThrow();
        Set<Oid> attestations = derived.detected().ordered().released().stream()
                .filter(one -> one.statement().orElse(null) instanceof Statement.Equivalent act
                        && upgrade.withdraws(act.equivalence()))
                .map(Verified::oid)
                .collect(Collectors.toSet());
        Affected affected = Affected.by(
                Inputs.good(AgreementDocument.read(Inputs.bundle(bundle).agreement()), bundle.toString()),
                derived.detected().ordered().released(),
                attestations);
        out.println("attestations of what is withdrawn " + attestations.size());
        AffectedCommand.lines(affected).forEach(out::println);
    }
}
