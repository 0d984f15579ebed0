package org.comity.core.arbitration;

import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import org.comity.core.mesh.Digest;
import org.comity.core.mesh.Encoding;
import org.comity.core.mesh.Oid;

/**
 * The outcome of arbitration for one contention.
 *
 * @param winner present where the resolution is PREVAILS or DECIDED, and where a SEALED one had a winner
 * @param losers the other candidates, sorted; all candidates where there is no winner
 * @param decidedBy the first deciding comparator, or why none was asked
 * @param rows every candidate with every value, sorted by oid
 */
public record Ruling(
        Digest contention,
        Resolution resolution,
        Optional<Oid> winner,
        List<Oid> losers,
        String decidedBy,
        List<Row> rows) {

    /** How a contention ended. */
    public enum Resolution {
        /** The policy chose. */
        PREVAILS,
        /** A merge decision in force chose. */
        DECIDED,
        /** The domain is governed: it waits for a merge decision. */
        GOVERNED,
        /** The policy could not choose: a person must. */
        ESCALATED,
        /** Everything was taken back. */
        RETRACTED,
        /** What a cut sealed stands, with or without a winner; something touches it and waits for a merge decision. */
        SEALED,
        /** The agreed custom comparator gave no answer on this side, which claims nothing of it. */
        SUSPENDED
    }

    /** The only candidate. */
    public static final String ONLY_CANDIDATE = "ONLY_CANDIDATE";

    /** All that remained say the same; which of them is shown changes nothing. */
    public static final String UNANIMOUS = "UNANIMOUS";

    /** No comparator left a single candidate. */
    public static final String ESCALATE = "ESCALATE";

    /** What deciders chose. Where they named a policy, its name, a colon and its deciding step stand instead. */
    public static final String MERGE_DECISION = "MERGE_DECISION";

    /** A cut that all parties signed. */
    public static final String CUT = "CUT";

    /** Signed links join what must not be joined. */
    public static final String ASSOCIATION_CONFLICT = "ASSOCIATION_CONFLICT";

    /** A value that a comparator gave to a candidate; empty where an earlier step had dropped it. */
    public record Value(String comparison, OptionalLong value) {}

    /** One candidate and its values, in the order of the chain. */
    public record Row(Oid candidate, List<Value> values) {
        public Row {
            Objects.requireNonNull(candidate, "candidate");
            values = List.copyOf(values);
        }
    }

    public Ruling {
        Objects.requireNonNull(contention, "contention");
        Objects.requireNonNull(winner, "winner");
        losers = losers.isEmpty() ? List.of() : losers.stream().sorted().toList();
        Objects.requireNonNull(decidedBy, "decidedBy");
        rows = rows.size() < 2
                ? List.copyOf(rows)
                : rows.stream().sorted(Comparator.comparing(Row::candidate)).toList();
        boolean decided = resolution == Resolution.PREVAILS || resolution == Resolution.DECIDED;
        if (decided != winner.isPresent() && resolution != Resolution.SEALED) {
            throw new IllegalArgumentException("a winner exactly where one prevails");
        }
    }

    /** That the only candidate prevails, whatever its values are. */
    public static Ruling only(Digest contention, Oid candidate, List<Value> values) {
        return new Ruling(
                contention,
                Resolution.PREVAILS,
                Optional.of(candidate),
                List.of(),
                ONLY_CANDIDATE,
                List.of(new Row(candidate, values)));
    }

    /** Appends contention, resolution, winner, losers, the deciding step and every value. */
    public void encode(Encoding out) {
        out.digest(contention).text(resolution.name()).list(winner.stream().toList(), Encoding::oid);
        out.list(losers, Encoding::oid).text(decidedBy).list(rows, Ruling::encodeRow);
    }

    private static void encodeRow(Encoding out, Row row) {
        out.oid(row.candidate()).list(row.values(), (into, value) -> {
            into.text(value.comparison());
            into.list(value.value().stream().boxed().toList(), Encoding::number);
        });
    }
}
