package org.comity.cli;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.comity.core.arbitration.Ruling;
import org.comity.core.arbitration.Turning;
import org.comity.core.boundary.Attached;
import org.comity.core.boundary.TranslatedConsignment;
import org.comity.core.boundary.Verified;
import org.comity.core.contention.Fact;
import org.comity.core.contention.NotCounted;
import org.comity.core.control.Statement;
import org.comity.core.mesh.Oid;
import org.comity.core.mesh.Reason;
import org.comity.core.picture.JointPicture;
import org.comity.core.reconcile.Arbitrated;
import org.comity.core.reconcile.Kept;
import org.comity.core.temporal.Bracket;
import org.comity.core.temporal.Precedence;

/** Who said what, under whose authority, when, and why it prevailed: as lines of a label and a text. */
final class Explanation {
    /** One line. */
    record Line(String label, String text) {}

    private final Arbitrated arbitrated;
    private final Map<Oid, Verified> set = new HashMap<>();
    private final Map<Oid, Oid> releasedBy = new HashMap<>();
    private final Map<Oid, Reason> notCounted;
    private final List<Kept> kept;

    Explanation(Arbitrated arbitrated, List<Kept> kept) {
        this.arbitrated = arbitrated;
        this.kept = List.copyOf(kept);
        for (Verified one : arbitrated.detected().ordered().released()) {
            set.put(one.oid(), one);
            if (one.statement().orElse(null) instanceof Statement.Consignment consignment) {
                consignment.members().forEach(member -> releasedBy.putIfAbsent(member.oid(), one.oid()));
            }
        }
        notCounted = arbitrated.detected().notCounted().stream()
                .collect(Collectors.toMap(NotCounted::oid, NotCounted::reason));
    }

    List<JointPicture.Entry> entries() {
        return arbitrated.picture().entries();
    }

    Arbitrated arbitrated() {
        return arbitrated;
    }

    Optional<Verified> find(Oid oid) {
        return Optional.ofNullable(set.get(oid));
    }

    /** What was refused or waits, what is in S and does not count, and consignments that are not followed. */
    List<Line> setAside() {
        List<Line> lines = new ArrayList<>();
        for (Kept one : kept) {
            String what = one.reason().effect() == Reason.Effect.HOLDS ? "waits" : "refused";
            lines.add(new Line(
                    what,
                    one.reason() + ", " + one.detail() + ", octets "
                            + one.octets().digest()));
        }
        new TreeMap<>(notCounted).forEach((oid, reason) -> lines.add(new Line("not counted", reason + ", " + oid)));
        new TreeMap<>(arbitrated.detected().ordered().notFollowed())
                .forEach((oid, reason) -> lines.add(new Line("not followed", reason + ", " + oid)));
        return lines;
    }

    /** What one observation is and on what it rests. */
    List<Line> of(Verified one) {
        List<Line> lines = new ArrayList<>();
        lines.add(new Line("observation", one.oid().hex()));
        lines.add(new Line("said", what(one)));
        lines.add(new Line("about", one.core().feature() + ", " + one.core().property()));
        TranslatedConsignment.attach(one.core(), arbitrated.detected().crosswalk())
                .forEach(attached -> lines.add(new Line("mapped", mapped(attached))));
        lines.add(new Line("by authority", one.core().origin().authority() + " of " + one.mesh()));
        lines.add(new Line(
                "device",
                one.core().origin().device() + ", number " + one.core().origin().sequence() + ", key " + one.tier()));
        lines.add(new Line(
                "credential",
                one.credential().digest() + ", " + one.credential().notBefore() + " to "
                        + one.credential().notAfter()));
        lines.add(new Line(
                "held",
                one.core().phenomenonTime().start() + " to "
                        + one.core().phenomenonTime().end()));
        lines.add(new Line("made, it claims", one.core().made().claim().toString()));
        lines.add(new Line("made, proven", bracket(one.oid())));
        lines.add(new Line(
                "released by",
                Optional.ofNullable(releasedBy.get(one.oid())).map(Oid::hex).orElse("itself")));
        one.core().lineage().revisionOf().ifPresent(oid -> lines.add(new Line("revises", oid.hex())));
        one.core().lineage().retracts().forEach(oid -> lines.add(new Line("retracts", oid.hex())));
        one.core()
                .lineage()
                .sources()
                .forEach(source ->
                        lines.add(new Line("from source", source.fold(Oid::hex, digest -> "committed " + digest))));
        lines.add(new Line(
                "counted",
                Optional.ofNullable(notCounted.get(one.oid()))
                        .map(reason -> "no: " + reason)
                        .orElse("yes")));
        return lines;
    }

    private static String mapped(Attached attached) {
        return attached.kind() + " " + attached.name() + " "
                + attached.match().predicate() + " " + attached.match().term() + ", confidence "
                + attached.match().confidencePermille() + "/1000, attested by "
                + attached.match().path().stream()
                        .flatMap(link -> link.by().stream())
                        .map(by -> by.authority() + " in " + by.oid())
                        .collect(Collectors.joining(", "));
    }

    private static String what(Verified one) {
        return one.statement()
                .map(statement -> statement.kind().wireName() + " statement")
                .orElseGet(() -> new String(one.core().result().content().bytes(), StandardCharsets.UTF_8));
    }

    private String bracket(Oid oid) {
        Bracket bracket = arbitrated.detected().ordered().time().bracket(oid);
        return "not before " + bracket.from().map(Object::toString).orElse("(unknown)") + ", not after "
                + bracket.to().map(Object::toString).orElse("(unknown)");
    }

    /** Why a contention ended as it did. */
    List<Line> of(JointPicture.Entry entry) {
        Ruling ruling = entry.ruling();
        List<Line> lines = new ArrayList<>();
        lines.add(new Line("contention", ruling.contention().hex()));
        lines.add(new Line("domain", entry.contention().domain().name()));
        lines.add(new Line(
                "features",
                entry.contention().group().features().stream()
                        .map(Object::toString)
                        .collect(Collectors.joining(", "))));
        lines.add(new Line("resolution", ruling.resolution() + ", decided by " + ruling.decidedBy()));
        for (Ruling.Row row : ruling.rows()) {
            String values = row.values().stream()
                    .map(value -> value.comparison() + " "
                            + (value.value().isPresent() ? value.value().getAsLong() : "-"))
                    .collect(Collectors.joining(", "));
            boolean won = ruling.winner().filter(row.candidate()::equals).isPresent();
            lines.add(new Line(won ? "winner" : "candidate", row.candidate() + ": " + values));
        }
        for (Oid loser : ruling.losers()) {
            lines.add(new Line("to prevail", loser + ": " + turning(entry, loser)));
        }
        entry.contention()
                .superseded()
                .forEach(fact -> lines.add(new Line("superseded", fact.oid().hex())));
        lines.addAll(precedence(entry));
        return lines;
    }

    /** What would have to be otherwise for that candidate to prevail. */
    private String turning(JointPicture.Entry entry, Oid loser) {
        Ruling ruling = entry.ruling();
        String person = switch (ruling.resolution()) {
            case DECIDED -> "a later merge decision must choose it; by the policy alone ";
            case GOVERNED, SEALED -> "a merge decision must choose it; by the policy alone ";
            case PREVAILS, ESCALATED, RETRACTED, SUSPENDED -> "";
        };
        if (ruling.decidedBy().equals(Ruling.ASSOCIATION_CONFLICT)) {
            return "the signed links that contradict each other must be taken back";
        }
        return person
                + Turning.of(arbitrated.detected().ordered().agreement(), ruling.rows(), loser)
                        .map(turning -> turning.changes().isEmpty()
                                ? "it prevails, or says the same as what does"
                                : turning.changes().stream()
                                        .map(one -> one.step() + " " + one.to() + " instead of "
                                                + (one.isWeighed()
                                                        ? String.valueOf(
                                                                one.from().getAsLong())
                                                        : "none"))
                                        .collect(Collectors.joining(" and ")))
                        .orElse("no value of its own would do: the others must lose");
    }

    private List<Line> precedence(JointPicture.Entry entry) {
        List<Line> lines = new ArrayList<>();
        List<Fact> facts = entry.contention().candidates();
        for (Fact one : facts) {
            for (Fact other : facts) {
                if (one.compareTo(other) < 0) {
                    Precedence order = arbitrated.detected().ordered().time().precedence(one.oid(), other.oid());
                    String layer =
                            order.layer().map(proven -> ", proven by " + proven).orElse("");
                    lines.add(new Line("order", one.oid() + " " + order.relation() + " " + other.oid() + layer));
                }
            }
        }
        return lines;
    }
}
