package org.comity.core.reconcile;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.comity.core.boundary.Verified;
import org.comity.core.contention.Contention;
import org.comity.core.contention.Fact;
import org.comity.core.mesh.Oid;

/**
 * How old the revocation list in a credential was when its mesh logged what the credential signed: both by that mesh's own time, so
 * that no clock of another has a say, and a stolen key cannot make itself younger.
 */
final class RevocationAges {
    private final Map<Oid, Verified> released = new HashMap<>();
    private final Releases releases;
    private final MeshTimes times;

    RevocationAges(Collection<Verified> released, Releases releases, MeshTimes times) {
        released.forEach(one -> this.released.put(one.oid(), one));
        this.releases = releases;
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
        return Optional.ofNullable(released.get(oid))
                .flatMap(one -> one.credential()
                        .unrevokedAt()
                        .flatMap(list ->
                                times.logged(one, releases.of(oid)).map(logged -> Duration.between(list, logged))));
    }
}
