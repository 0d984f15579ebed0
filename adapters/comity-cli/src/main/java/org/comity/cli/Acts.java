package org.comity.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.comity.core.control.Statement;
import org.comity.core.control.StatementKind;
import org.comity.core.mesh.Octets;
import org.comity.core.mesh.Outcome;
import org.comity.core.observation.Observation;
import org.comity.core.reconcile.Cosigning;
import org.comity.core.reconcile.JointAct;
import org.comity.core.reconcile.MergeHistory;
import org.comity.core.reconcile.MergeJson;
import org.comity.core.reconcile.MergeQueue;
import org.comity.core.reconcile.Voice;
import org.comity.site.Site;

/** Merge decisions and cuts of one site, as commands begin, co-sign and tell of them. */
final class Acts {
    private final Site site;
    private final Cosigning signing;

    Acts(Site site) {
        this.site = site;
        this.signing = new Cosigning(site.agent());
    }

    MergeQueue queue() {
        return signing.queue();
    }

    Statement.Cut proposal() {
        return signing.proposal();
    }

    static <T> T good(Outcome<T> outcome) {
        return outcome.fold(one -> one, no -> {
            throw new Refusal("REFUSED " + no.reason() + ": " + no.detail());
        });
    }

    /** Begins an act, or signs one that is the same. */
    List<String> sign(Statement statement, Voice by, Optional<Path> file) throws IOException {
        return signed(good(signing.sign(statement, by)), statement, file);
    }

    /** Signs what another signed: named by its id in S, or in the file that the other wrote. */
    List<String> cosign(String idOrFile, Voice by, Optional<Path> file) throws IOException {
        Path path = Path.of(idOrFile);
        if (Files.isRegularFile(path)) {
            Octets octets = Inputs.octets(path);
            Observation signed = good(signing.sign(octets, by));
            return signed(
                    signed,
                    good(Inputs.WIRE
                            .statements()
                            .read(kind(signed), signed.core().result().content())),
                    file);
        }
        JointAct act = MergeCommand.one(
                signing.acts().stream()
                        .filter(one -> one.id().hex().startsWith(idOrFile))
                        .toList(),
                "decision or cut",
                idOrFile);
        return sign(act.statement(), by, file);
    }

    private static StatementKind kind(Observation signed) {
        return StatementKind.ofWireName(signed.core().property().value()).orElseThrow();
    }

    private List<String> signed(Observation signed, Statement statement, Optional<Path> file) throws IOException {
        if (file.isPresent()) {
            Files.write(file.get(), signed.octets().bytes());
        }
        site.agent().release();
        List<String> lines = new ArrayList<>();
        lines.add("SIGNED " + signed.oid() + " by " + signed.core().origin().authority());
        signing.acts().stream()
                .filter(one -> one.statement().equals(statement))
                .forEach(one -> lines.addAll(lines(one, Optional.empty())));
        return lines;
    }

    /** How all acts of a kind stand. */
    static List<String> status(Holding holding, Class<? extends Statement> kind, boolean json) {
        List<JointAct> acts = JointAct.of(holding.now(), Inputs.WIRE.statements()).stream()
                .filter(one -> kind.isInstance(one.statement()))
                .toList();
        MergeHistory history = MergeHistory.of(holding.now(), holding.admitted());
        if (json) {
            return List.of(MergeJson.of(acts, history));
        }
        List<String> lines = new ArrayList<>();
        acts.forEach(one -> lines.addAll(lines(one, history.effect(one.statement()))));
        if (kind == Statement.MergeDecision.class) {
            history.stops()
                    .forEach(stop -> lines.add("domain " + stop.domain() + " stopped with " + stop.since()
                            + stop.until().map(turn -> "; went on with " + turn).orElse("; is stopped")));
        }
        lines.add(acts.size() + " in all");
        return lines;
    }

    private static List<String> lines(JointAct act, Optional<MergeHistory.Turn> since) {
        List<String> lines = new ArrayList<>();
        lines.add(act.statement().kind().wireName() + " " + act.id() + ": " + act.effect()
                + act.reason().map(reason -> " " + reason).orElse("")
                + since.map(turn -> ", since " + turn).orElse(""));
        if (act.statement() instanceof Statement.MergeDecision decision) {
            decision.choices()
                    .forEach(choice -> lines.add("  in " + decision.domain() + " " + choice.contention() + ": "
                            + choice.policy()
                                    .map(policy -> "anew under " + policy)
                                    .orElseGet(() -> choice.winner().orElseThrow() + " prevails")));
        }
        act.signatures()
                .forEach(one -> lines.add("  signed by " + one.by() + " in " + one.oid()
                        + one.reason().map(reason -> ", " + reason).orElse("")));
        if (act.needed() > 0) {
            lines.add("  " + act.needed() + " more of " + String.join(", ", act.missing()));
        }
        return lines;
    }
}
