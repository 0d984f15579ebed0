package org.comity.core.reconcile;

import java.util.List;
import java.util.Optional;
import org.comity.core.arbitration.Ruling;
import org.comity.core.contention.Contention;
import org.comity.core.contention.Fact;
import org.comity.core.mesh.Oid;
import org.comity.core.mesh.Reason;
import org.comity.core.picture.JointPicture;

/**
 * A contention and all that is said of it before the certificate.
 *
 * @param entry the contention with what the policy, or else a cut, says: what stands where its domain is not stopped
 * @param decided what a merge decision in force makes of it
 * @param unproven whether a candidate's credential is not known to be unrevoked as lately as its domain asks
 */
record Standing(JointPicture.Entry entry, Share share, Optional<Ruling> decided, boolean unproven) {

    /** What the certificate makes of it. */
    enum Share {
        /** Since the last cut: counted. */
        OPEN,
        /** Sealed, and nothing touched it: no longer counted. */
        INTACT,
        /** Sealed, and something touches it: counted as undecidable. */
        TOUCHED,
        /** Sealed, and the fold of today has no contention of it: counted as undecidable. */
        LEFT
    }

    /** One of which nothing but its ruling is said. */
    static Standing plain(JointPicture.Entry entry) {
        return new Standing(entry, Share.OPEN, Optional.empty(), false);
    }

    boolean isPlain() {
        return share == Share.OPEN && decided.isEmpty() && !unproven;
    }

    Contention contention() {
        return entry.contention();
    }

    Ruling ruling() {
        return entry.ruling();
    }

    /** Whether it counts, and waits for nobody. */
    boolean isOpen() {
        return share != Share.INTACT && decided.isEmpty();
    }

    boolean isContested() {
        return isOpen() && contention().isContested();
    }

    boolean isUndecidable() {
        return isOpen() && (share == Share.TOUCHED || share == Share.LEFT || isEscalated());
    }

    private boolean isEscalated() {
        return entry.resolution() == Ruling.Resolution.ESCALATED;
    }

    boolean isUnproven() {
        return isOpen() && unproven;
    }

    /** Whether the custom comparator was needed and gave no answer. */
    boolean isSuspended() {
        return decided.map(Ruling::resolution).orElseGet(entry::resolution) == Ruling.Resolution.SUSPENDED;
    }

    /** Why the custom comparator gave no answer. */
    Optional<Reason> suspended() {
        return Optional.of(decided.orElseGet(this::ruling))
                .filter(one -> one.resolution() == Ruling.Resolution.SUSPENDED)
                .map(one -> Reason.valueOf(one.decidedBy()));
    }

    /** What is shown while this side suspends the domain: what nobody contests, what was decided and what is sealed stands. */
    Ruling suspend(Ruling settled, Reason why) {
        boolean hangs = isSuspended() || isOpen() && contention().candidates().size() > 1;
        return hangs
                ? outcome(contention(), Ruling.Resolution.SUSPENDED, Optional.empty(), why.name(), ruling().rows())
                : settled;
    }

    /** What is ruled, given whether the certificate stops the domain. */
    Ruling settle(boolean stopped) {
        if (decided.isPresent()) {
            return decided.get();
        }
        return stopped && share == Share.OPEN && (isContested() || isUndecidable() || isUnproven())
                ? outcome(contention(), Ruling.Resolution.GOVERNED, Optional.empty(), "GOVERNED", ruling().rows())
                : ruling();
    }

    /** A ruling in which all candidates but the winner lose. */
    static Ruling outcome(
            Contention contention,
            Ruling.Resolution resolution,
            Optional<Oid> winner,
            String decidedBy,
            List<Ruling.Row> rows) {
        List<Oid> losers = contention.candidates().stream()
                .map(Fact::oid)
                .filter(oid -> winner.filter(oid::equals).isEmpty())
                .toList();
        return new Ruling(contention.id(), resolution, winner, losers, decidedBy, rows);
    }
}
