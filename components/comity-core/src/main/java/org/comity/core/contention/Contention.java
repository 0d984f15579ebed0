package org.comity.core.contention;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.comity.core.agreement.Domain;
import org.comity.core.mesh.Digest;
import org.comity.core.mesh.Encoding;
import org.comity.core.observation.PhenomenonTime;

/** Facts that compete for one answer. Immutable; equal where all that it says is equal. */
public final class Contention {

    private final Domain domain;
    private final Group group;
    private final Optional<PhenomenonTime> segment;
    private final List<Fact> candidates;
    private final List<Fact> superseded;
    private final Digest id;

    /**
     * @param segment the piece of the time axis, for an interval domain; empty for an event domain
     * @param candidates what stands; empty where everything was retracted
     * @param superseded what an authority itself replaced
     */
    public Contention(
            Domain domain,
            Group group,
            Optional<PhenomenonTime> segment,
            List<Fact> candidates,
            List<Fact> superseded) {
        this.domain = Objects.requireNonNull(domain, "domain");
        this.group = Objects.requireNonNull(group, "group");
        this.segment = Objects.requireNonNull(segment, "segment");
        this.candidates = sorted(candidates);
        this.superseded = sorted(superseded);
        this.id = identify();
    }

    private static List<Fact> sorted(List<Fact> facts) {
        return facts.size() < 2 ? List.copyOf(facts) : facts.stream().sorted().toList();
    }

    /** "comity-contention-v1": domain, property, sorted features, and the segment of an interval. */
    private Digest identify() {
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

    /** The identity: what it is about, whatever is said of it. */
    public Digest id() {
        return id;
    }

    /** The domain. */
    public Domain domain() {
        return domain;
    }

    /** The features that are one. */
    public Group group() {
        return group;
    }

    /** The piece of the time axis, for an interval domain. */
    public Optional<PhenomenonTime> segment() {
        return segment;
    }

    /** What stands, sorted by oid; empty where everything was retracted. */
    public List<Fact> candidates() {
        return candidates;
    }

    /** What an authority itself replaced, sorted by oid. */
    public List<Fact> superseded() {
        return superseded;
    }

    /** Whether candidates of different meshes say different things: what merging would have to settle. */
    public boolean isContested() {
        return candidates.size() > 1
                && candidates.stream().map(Fact::mesh).distinct().count() > 1
                && candidates.stream().map(Fact::said).distinct().count() > 1;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Contention that
                && id.equals(that.id)
                && group.equals(that.group)
                && candidates.equals(that.candidates)
                && superseded.equals(that.superseded);
    }

    @Override
    public int hashCode() {
        return id.hashCode();
    }

    @Override
    public String toString() {
        return "Contention[" + id + "]";
    }
}
