package org.comity.core.taxonomy;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.comity.core.observation.Term;

/** The equivalences that apply, by name. Chains are not followed: one attested step, never two. Immutable. */
public final class Crosswalk {

    private record Key(Equivalence.Kind kind, Term term) {}

    /** What a name relates to, seen from that name. */
    public record Match(Term term, Equivalence.Predicate predicate, int confidencePermille) {}

    private final Map<Key, List<Match>> matches = new HashMap<>();

    private Crosswalk() {}

    /** Indexes the equivalences in both directions. */
    public static Crosswalk of(Collection<Equivalence> applied) {
        Crosswalk crosswalk = new Crosswalk();
        for (Equivalence one : applied) {
            crosswalk.add(
                    one.kind(), one.subject(), new Match(one.object(), one.predicate(), one.confidencePermille()));
            crosswalk.add(
                    one.kind(),
                    one.object(),
                    new Match(one.subject(), inverse(one.predicate()), one.confidencePermille()));
        }
        crosswalk.matches.values().forEach(list -> list.sort(Comparator.comparing(Match::term)));
        return crosswalk;
    }

    /** All matches of a name, sorted; empty where nothing is attested. */
    public List<Match> of(Equivalence.Kind kind, Term term) {
        return List.copyOf(matches.getOrDefault(new Key(kind, term), List.of()));
    }

    /** The exact matches of a name, sorted. */
    public List<Match> exact(Equivalence.Kind kind, Term term) {
        return of(kind, term).stream()
                .filter(match -> match.predicate() == Equivalence.Predicate.EXACT)
                .toList();
    }

    private void add(Equivalence.Kind kind, Term from, Match match) {
        matches.computeIfAbsent(new Key(kind, from), any -> new ArrayList<>()).add(match);
    }

    private static Equivalence.Predicate inverse(Equivalence.Predicate predicate) {
        return switch (predicate) {
            case EXACT, NOT -> predicate;
            case BROADER -> Equivalence.Predicate.NARROWER;
            case NARROWER -> Equivalence.Predicate.BROADER;
        };
    }
}
