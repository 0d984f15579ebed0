package org.comity.core.contention;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.comity.core.agreement.Domain;
import org.comity.core.mesh.Digest;
import org.comity.core.observation.FeatureOfInterest;
import org.comity.core.observation.PhenomenonTime;

/** Sorts facts into contentions; a function of the facts and the associations alone. */
public final class Contentions {

    private Contentions() {}

    /**
     * Which facts compete: those of one domain whose features the associations, or attested names, make one. In an event domain
     * it is the id of their contention, unless attested names make that one of more features.
     */
    public static Digest key(Fact fact, Associations associations) {
        return key(
                fact.domain(),
                associations.group(fact.domain(), fact.firstName()).features());
    }

    static Digest key(Domain domain, List<FeatureOfInterest> features) {
        return Contention.id(domain, features, Optional.empty());
    }

    /** The contentions of facts of that key, never empty of facts; sorted by id. */
    public static List<Contention> of(Digest key, List<Fact> together, Associations associations) {
        Fact first = together.get(0);
        Domain domain = first.domain();
        Group group = associations.group(domain, together);
        Supersession split = Supersession.of(together);
        if (domain.kind() == Domain.Kind.EVENT) {
            List<FeatureOfInterest> keyed =
                    associations.group(domain, first.firstName()).features();
            return List.of(Contention.of(
                    keyed.equals(group.features()) ? key : key(domain, group.features()),
                    new Contention.Matter(domain, group, Optional.empty()),
                    split.standing(),
                    split.superseded()));
        }
        return segments(split.standing()).stream()
                .map(segment -> Contention.of(
                        domain,
                        group,
                        Optional.of(segment),
                        covering(split.standing(), segment),
                        covering(split.superseded(), segment)))
                .filter(contention -> !contention.candidates().isEmpty())
                .sorted(Comparator.comparing(Contention::id))
                .toList();
    }

    /** The time axis cut at every endpoint: each instant that a fact names, and each piece between two cuts. */
    private static List<PhenomenonTime> segments(List<Fact> standing) {
        TreeSet<Instant> cuts = new TreeSet<>();
        List<PhenomenonTime> segments = new ArrayList<>();
        for (Fact fact : standing) {
            PhenomenonTime time = fact.core().phenomenonTime();
            if (time.start().equals(time.end()) && cutsAnew(segments, time)) {
                segments.add(time);
            }
            cuts.add(time.start());
            cuts.add(time.end());
        }
        Instant before = null;
        for (Instant cut : cuts) {
            if (before != null) {
                segments.add(new PhenomenonTime(before, cut));
            }
            before = cut;
        }
        return segments;
    }

    private static boolean cutsAnew(List<PhenomenonTime> segments, PhenomenonTime time) {
        return !segments.contains(time);
    }

    /** Intervals are half open: a fact covers the segments from its start up to its end. */
    private static List<Fact> covering(List<Fact> facts, PhenomenonTime segment) {
        return facts.stream()
                .filter(fact -> covers(fact.core().phenomenonTime(), segment))
                .toList();
    }

    private static boolean covers(PhenomenonTime fact, PhenomenonTime segment) {
        if (fact.start().equals(fact.end())) {
            return fact.equals(segment);
        }
        boolean instant = segment.start().equals(segment.end());
        return !fact.start().isAfter(segment.start())
                && (instant ? fact.end().isAfter(segment.end()) : !fact.end().isBefore(segment.end()));
    }
}
