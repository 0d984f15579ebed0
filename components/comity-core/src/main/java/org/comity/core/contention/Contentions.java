package org.comity.core.contention;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.comity.core.agreement.Domain;
import org.comity.core.observation.PhenomenonTime;

/** Sorts facts into contentions; a function of the facts and the associations alone. */
public final class Contentions {

    private Contentions() {}

    /** All contentions, sorted by id. */
    public static List<Contention> of(Collection<Fact> facts, Associations associations) {
        Map<String, List<Fact>> grouped = new TreeMap<>();
        for (Fact fact : facts) {
            Group group = associations.group(fact.domain(), fact.identity().first());
            String key = fact.domain().name() + "\n" + group.features();
            grouped.computeIfAbsent(key, any -> new ArrayList<>()).add(fact);
        }
        return grouped.values().stream()
                .flatMap(together -> split(together, associations).stream())
                .sorted(Comparator.comparing(Contention::id))
                .toList();
    }

    private static List<Contention> split(List<Fact> together, Associations associations) {
        Domain domain = together.get(0).domain();
        Group group = associations.group(domain, together);
        Supersession split = Supersession.of(together);
        if (domain.kind() == Domain.Kind.EVENT) {
            return List.of(new Contention(domain, group, Optional.empty(), split.standing(), split.superseded()));
        }
        return segments(split.standing()).stream()
                .map(segment -> new Contention(
                        domain,
                        group,
                        Optional.of(segment),
                        covering(split.standing(), segment),
                        covering(split.superseded(), segment)))
                .filter(contention -> !contention.candidates().isEmpty())
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
