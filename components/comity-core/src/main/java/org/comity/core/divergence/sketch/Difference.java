package org.comity.core.divergence.sketch;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.comity.core.mesh.Digest;
import org.comity.core.mesh.Oid;
import org.comity.core.mesh.Outcome;
import org.comity.core.mesh.Reason;

/**
 * What two sets differ in, as the symbols say; true only once it is confirmed.
 *
 * @param claimed the digest of the other set
 * @param theirs ids, under the session's salt, of what the other side alone has
 * @param ours what this side alone has, sorted
 */
public record Difference(Digest claimed, List<Long> theirs, List<Oid> ours) {

    public Difference {
        Objects.requireNonNull(claimed, "claimed");
        theirs = List.copyOf(theirs);
        ours = ours.stream().sorted().toList();
    }

    /** How many members. */
    public int size() {
        return theirs.size() + ours.size();
    }

    /**
     * Checks the claimed digest: the own set, without what this side alone has and with what was received, must be the
     * other's set. SET_DIFFERS otherwise, whoever is to blame: try another salt, then exchange all ids.
     */
    public Outcome<Difference> confirm(Collection<Oid> own, Collection<Oid> received) {
        Set<Oid> other = new HashSet<>(own);
        ours.forEach(other::remove);
        other.addAll(received);
        return SetSketch.digestOf(other).equals(claimed)
                ? Outcome.yes(this)
                : Outcome.no(Reason.SET_DIFFERS, "the sets still differ after " + size() + " differences");
    }
}
