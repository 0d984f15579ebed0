package org.comity.core.contention;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.comity.core.agreement.Domain;
import org.comity.core.mesh.Digest;
import org.comity.core.mesh.Encoding;
import org.comity.core.observation.FeatureOfInterest;
import org.comity.core.observation.PhenomenonTime;

/** Facts that compete for one answer. Immutable; equal where all that it says is equal. */
public abstract sealed class Contention {

    private final Digest id;

    private Contention(Digest id) {
        this.id = id;
    }

    /**
     * What competes.
     *
     * @param segment the piece of the time axis, for an interval domain; empty for an event domain
     * @param candidates what stands; empty where everything was retracted
     * @param superseded what an authority itself replaced
     */
    public static Contention of(
            Domain domain,
            Group group,
            Optional<PhenomenonTime> segment,
            List<Fact> candidates,
            List<Fact> superseded) {
        return of(id(domain, group.features(), segment), new Matter(domain, group, segment), candidates, superseded);
    }

    /** The same, where the identity is known. */
    static Contention of(Digest id, Matter matter, List<Fact> candidates, List<Fact> superseded) {
        return candidates.size() == 1 && superseded.isEmpty() && matter.equals(Matter.of(candidates.get(0)))
                ? new Only(id, candidates.get(0))
                : new Several(id, matter, candidates, superseded);
    }

    /** "comity-contention-v1": domain, property, sorted features, and the segment of an interval. */
    static Digest id(Domain domain, List<FeatureOfInterest> features, Optional<PhenomenonTime> segment) {
        Encoding out = Encoding.of("comity-contention-v1")
                .text(domain.name())
                .text(domain.property().scheme())
                .text(domain.property().value())
                .list(features, (into, feature) -> into.text(feature.scheme()).text(feature.value()));
        segment.ifPresent(
                time -> out.text(time.start().toString()).text(time.end().toString()));
        return out.digest();
    }

    /** The identity: what it is about, whatever is said of it. */
    public final Digest id() {
        return id;
    }

    /** The domain. */
    public abstract Domain domain();

    /** The features that are one. */
    public final Group group() {
        return matter().group();
    }

    /** The piece of the time axis, for an interval domain. */
    public final Optional<PhenomenonTime> segment() {
        return matter().segment();
    }

    abstract Matter matter();

    /** What stands, sorted by oid; empty where everything was retracted. */
    public abstract List<Fact> candidates();

    /** What an authority itself replaced, sorted by oid. */
    public abstract List<Fact> superseded();

    /** Whether candidates of different meshes say different things: what merging would have to settle. */
    public final boolean isContested() {
        List<Fact> all = candidates();
        return all.size() > 1
                && all.stream().map(Fact::mesh).distinct().count() > 1
                && all.stream().map(Fact::said).distinct().count() > 1;
    }

    @Override
    public final boolean equals(Object other) {
        return this == other
                || other instanceof Contention that
                        && id.equals(that.id)
                        && group().equals(that.group())
                        && candidates().equals(that.candidates())
                        && superseded().equals(that.superseded());
    }

    @Override
    public final int hashCode() {
        return id.hashCode();
    }

    @Override
    public final String toString() {
        return "Contention[" + id + "]";
    }

    /** What a contention is about. */
    record Matter(Domain domain, Group group, Optional<PhenomenonTime> segment) {
        Matter {
            Objects.requireNonNull(domain, "domain");
            Objects.requireNonNull(group, "group");
            Objects.requireNonNull(segment, "segment");
        }

        /** Of a fact at any time that nothing links to another. */
        static Matter of(Fact fact) {
            Group own = new Group(fact.names(), Optional.empty(), fact.consistency());
            return new Matter(fact.domain(), own, Optional.empty());
        }
    }

    /** One fact that nothing links or contradicts, as most are: all else follows from it. */
    private static final class Only extends Contention {
        private final Fact fact;

        Only(Digest id, Fact fact) {
            super(id);
            this.fact = fact;
        }

        @Override
        public Domain domain() {
            return fact.domain();
        }

        @Override
        Matter matter() {
            return Matter.of(fact);
        }

        @Override
        public List<Fact> candidates() {
            return List.of(fact);
        }

        @Override
        public List<Fact> superseded() {
            return List.of();
        }
    }

    private static final class Several extends Contention {
        private final Matter matter;
        private final List<Fact> candidates;
        private final List<Fact> superseded;

        Several(Digest id, Matter matter, List<Fact> candidates, List<Fact> superseded) {
            super(id);
            this.matter = matter;
            this.candidates = candidates.stream().sorted().toList();
            this.superseded = superseded.stream().sorted().toList();
        }

        @Override
        public Domain domain() {
            return matter.domain();
        }

        @Override
        Matter matter() {
            return matter;
        }

        @Override
        public List<Fact> candidates() {
            return candidates;
        }

        @Override
        public List<Fact> superseded() {
            return superseded;
        }
    }
}
