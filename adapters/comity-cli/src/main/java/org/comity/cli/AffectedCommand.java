package org.comity.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.comity.core.agreement.Agreement;
import org.comity.core.arbitration.Ruling;
import org.comity.core.authority.AgentId;
import org.comity.core.boundary.Verified;
import org.comity.core.mesh.Digest;
import org.comity.core.mesh.Oid;
import org.comity.core.mesh.Reason;
import org.comity.core.picture.JointPicture;
import org.comity.core.reconcile.Affected;
import org.comity.xml.AgreementDocument;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Lists every decision that rests on an observation, an equivalence or an agent. */
@Command(
        name = "affected",
        mixinStandardHelpOptions = true,
        description = {
            "Lists every decision that rests on an observation, an equivalence or an agent:",
            "those that name it or were led by it, and those that would be others without it."
        })
@SuppressWarnings("NullAway.Init") // picocli sets the fields before the command runs
final class AffectedCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Option(
            names = "--by",
            required = true,
            paramLabel = "<oid>",
            description = "An observation's oid, an equivalence's id, or the name of a boundary agent.")
    private String by;

    @Parameters(paramLabel = "<bundle>", description = "A bundle that a mesh exported.")
    private Path bundle;

    @Override
    public Integer call() throws IOException {
        List<Verified> set = Inputs.sound(bundle)
                .derived()
                .orElseThrow()
                .detected()
                .ordered()
                .released();
        Agreement agreement =
                Inputs.good(AgreementDocument.read(Inputs.bundle(bundle).agreement()), bundle.toString());
        Affected affected = affected(agreement, set);
        if (affected.removed().isEmpty()) {
            throw new Refusal("REFUSED the bundle's S holds nothing of " + by);
        }
        PrintWriter out = spec.commandLine().getOut();
        lines(affected).forEach(out::println);
        out.flush();
        return 0;
    }

    private Affected affected(Agreement agreement, List<Verified> set) {
        Optional<Digest> digest = digest();
        Optional<Oid> oid = digest.map(Oid::new)
                .filter(one -> set.stream().anyMatch(held -> held.oid().equals(one)));
        if (oid.isPresent()) {
            return Affected.by(agreement, set, oid.get());
        }
        return digest.isPresent()
                ? Affected.byEquivalence(agreement, set, digest.get())
                : Affected.byAgent(agreement, set, agent());
    }

    private Optional<Digest> digest() {
        try {
            return Optional.of(Digest.parse(by));
        } catch (IllegalArgumentException none) {
            return Optional.empty();
        }
    }

    private AgentId agent() {
        try {
            return new AgentId(by);
        } catch (IllegalArgumentException none) {
            throw new Refusal("REFUSED " + by + " is no oid, no id of an equivalence and no name of an agent");
        }
    }

    static List<String> lines(Affected affected) {
        List<String> lines = new ArrayList<>();
        for (Affected.Decision one : affected.rulings()) {
            JointPicture.Entry entry = one.with().or(one::without).orElseThrow();
            lines.add("ruling " + one.contention() + " "
                    + entry.contention().domain().name() + " "
                    + entry.contention().group().features().stream()
                            .map(Object::toString)
                            .collect(Collectors.joining(", "))
                    + ": " + how(one.how()));
            lines.add("  as it stands: " + text(one.with()));
            lines.add("  without it: " + text(one.without()));
        }
        for (Affected.Admission one : affected.admissions()) {
            String gone = affected.removed().contains(one.oid()) ? "it is this" : counted(one.without());
            lines.add("admission " + one.oid() + ": " + how(one.how()) + ", " + counted(one.with()) + "; without it: "
                    + gone);
        }
        lines.add(affected.rulings().size() + " rulings, " + affected.changed().size()
                + " of which would be others, and " + affected.admissions().size() + " admissions rest on it");
        return lines;
    }

    private static String how(java.util.Set<Affected.How> how) {
        return how.stream().sorted().map(Enum::name).collect(Collectors.joining(" "));
    }

    private static String text(Optional<JointPicture.Entry> entry) {
        return entry.map(JointPicture.Entry::ruling).map(AffectedCommand::text).orElse("no such ruling");
    }

    private static String text(Ruling ruling) {
        return ruling.resolution() + ", decided by " + ruling.decidedBy()
                + ruling.winner().map(oid -> ", winner " + oid).orElse("");
    }

    private static String counted(Optional<Reason> reason) {
        return reason.map(why -> "not counted " + why).orElse("counted");
    }
}
