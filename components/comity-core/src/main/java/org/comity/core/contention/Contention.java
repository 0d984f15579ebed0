package org.comity.core.contention;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.comity.core.agreement.Domain;
import org.comity.core.mesh.Digest;
import org.comity.core.mesh.Encoding;
import org.comity.core.observation.PhenomenonTime;

/**
 * Facts that compete for one answer.
 *
 * @param segment the piece of the time axis, for an interval domain; empty for an event domain
 * @param candidates what stands, sorted by oid; empty where everything was retracted
 * @param superseded what an authority itself replaced, sorted by oid
 */
public record Contention(
        Domain domain, Group group, Optional<PhenomenonTime> segment, List<Fact> candidates, List<Fact> superseded) {

    public Contention {
        Objects.requireNonNull(domain, "domain");
        Objects.requireNonNull(group, "group");
        Objects.requireNonNull(segment, "segment");
        candidates = candidates.stream().sorted().toList();
        superseded = superseded.stream().sorted().toList();
    }

    /** "comity-contention-v1": domain, property, sorted features, and the segment of an interval. */
    public Digest id() {
        Encoding out = Encoding.of("comity-contention-v1")
                .text(domain.name())
                .text(domain.property().scheme())
                .text(domain.property().value())
                .list(
                        group.features(),
                        (into, feature) -> into.text(feature.scheme()).text(feature.value()));
        segment.ifPresent(
                time -> out.text(time.start().toString()).text(time.end().toString()));
        return out.digest();
    }

    /** Whether candidates of different meshes say different things: what merging would have to settle. */
    public boolean isContested() {
        return candidates.stream().map(Fact::mesh).distinct().count() > 1
                && candidates.stream().map(Fact::said).distinct().count() > 1;
    }
}
