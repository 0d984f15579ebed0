package org.comity.core.reconcile;

import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.comity.core.mesh.Digest;
import org.comity.core.mesh.DigestTree;
import org.comity.core.mesh.Oid;
import org.comity.core.mesh.Reason;

/**
 * What is in S and not counted, by oid, and apart from the rest what evidence about something else may make count. Immutable.
 *
 * @param open those of {@link #LIFTED}
 */
record Uncounted(DigestTree<Reason> reasons, DigestTree<Reason> open) {

    /** A head that proves it older, or the beacon that it names, may come later and say nothing of it by name. */
    private static final Set<Reason> LIFTED = EnumSet.of(Reason.CREDENTIAL_EXPIRED, Reason.HEAD_UNKNOWN);

    static final Uncounted NONE = new Uncounted(DigestTree.empty(Detected::saysOf), DigestTree.ofKeys());

    /** With these reasons; empty takes one away. */
    Uncounted with(Map<Digest, Optional<Reason>> changes) {
        Map<Digest, Optional<Reason>> opened = new HashMap<>();
        changes.forEach((oid, reason) -> {
            if (reason.filter(LIFTED::contains).isPresent() || open.containsKey(oid)) {
                opened.put(oid, reason.filter(LIFTED::contains));
            }
        });
        return new Uncounted(reasons.with(changes), open.with(opened));
    }

    /** What is open for that reason. */
    Stream<Oid> openFor(Reason reason) {
        return open.stream().filter(entry -> entry.value() == reason).map(entry -> new Oid(entry.key()));
    }

    boolean contains(Oid oid) {
        return reasons.containsKey(oid.digest());
    }
}
