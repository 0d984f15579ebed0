package org.comity.core.reconcile;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.comity.core.agreement.Agreement;
import org.comity.core.agreement.Party;
import org.comity.core.boundary.Verified;
import org.comity.core.control.Entitlement;
import org.comity.core.mesh.Digest;
import org.comity.core.mesh.MeshId;

/**
 * The chain of agreement epochs that all parties signed: those of the epoch before. A mesh that an epoch names anew has no voice in S until
 * then; it joins by releasing under it.
 *
 * @param inForce the newest
 * @param digests of all epochs so far, the first included
 * @param forked whether two epochs that all signed follow the same one: then neither is in force
 */
record Epochs(Agreement inForce, Set<Digest> digests, Fork forked) {

    enum Fork {
        NONE,
        FORKED
    }

    Epochs {
        digests = Set.copyOf(digests);
    }

    /** Follows the chain from the first epoch; an epoch of an older suite than the one before is none of it. */
    static Epochs follow(Agreement genesis, Collection<Verified> released) {
        Map<Digest, Agreement> documents = new HashMap<>();
        released.forEach(one -> one.epoch().ifPresent(epoch -> documents.put(epoch.digest(), epoch)));
        Set<Digest> digests = new HashSet<>(Set.of(genesis.digest()));
        Agreement current = genesis;
        while (true) {
            Agreement last = current;
            List<Agreement> next = documents.values().stream()
                    .filter(epoch -> epoch.previous().equals(Optional.of(last.digest())))
                    .filter(epoch -> epoch.id().equals(last.id()) && epoch.epoch() == last.epoch() + 1)
                    .filter(epoch -> epoch.suite().year() >= last.suite().year())
                    .filter(epoch -> signedByAll(epoch, last, released))
                    .toList();
            if (next.size() != 1) {
                return new Epochs(current, digests, next.isEmpty() ? Fork.NONE : Fork.FORKED);
            }
            current = next.get(0);
            digests.add(current.digest());
        }
    }

    private static boolean signedByAll(Agreement epoch, Agreement last, Collection<Verified> released) {
        Set<MeshId> signed = new HashSet<>();
        for (Verified one : released) {
            if (one.epoch().filter(epoch::equals).isPresent()
                    && one.statement()
                            .filter(statement -> Entitlement.allows(statement, one.credential(), last))
                            .isPresent()) {
                signed.add(one.mesh());
            }
        }
        return last.parties().stream().map(Party::mesh).allMatch(signed::contains);
    }
}
