package org.comity.core.reconcile;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import org.comity.core.contention.Contention;
import org.comity.core.contention.Fact;
import org.comity.core.mesh.Oid;

/**
 * How old the revocation list in a credential was when its mesh logged what the credential signed: both by that mesh's own time, so
 * that no clock of another has a say, and a stolen key cannot make itself younger.
 */
final class RevocationAges {
    private final Ordered ordered;
    private final MeshTimes times;

    RevocationAges(Ordered ordered, MeshTimes times) {
        this.ordered = ordered;
        this.times = times;
    }

    /** Whether its domain asks for lists, and a candidate's credential has none that is young enough. */
    boolean isUnproven(Contention contention) {
        OptionalInt max = contention.domain().thresholds().revocationAgeSecondsMax();
        return max.isPresent()
                && contention.candidates().stream()
                        .map(Fact::oid)
                        .anyMatch(oid -> age(oid).filter(age -> age.compareTo(Duration.ofSeconds(max.getAsInt())) <= 0)
                                .isEmpty());
    }

    private Optional<Duration> age(Oid oid) {
        return ordered.all()
                .get(oid.digest())
                .flatMap(one -> one.credential()
                        .unrevokedAt()
                        .flatMap(list -> times.logged(one, ordered.releases().of(oid))
                                .map(logged -> Duration.between(list, logged))));
    }
}
