package org.comity.core.taxonomy;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.comity.core.observation.Term;
import org.jspecify.annotations.Nullable;

/**
 * The equivalences that apply, by name. Only exact matches are followed from one to the next, no further than agreed, and a
 * chain is as sure as its weakest link. Immutable.
 */
public final class Crosswalk {

    /** The most names that are joined as one; more are too many to be one thing. */
    public static final int NAMES_MAX = 64;

    private static final Comparator<Match> ORDER = Comparator.comparing(Match::term)
            .thenComparing(Match::predicate)
            .thenComparing(Comparator.comparingInt(Match::confidencePermille).reversed())
            .thenComparing(match -> match.path().get(0).equivalence().justification());

    /**
     * What a name relates to, seen from that name.
     *
     * @param path the equivalences that lead there: one, or the links of a chain
     */
    public record Match(Term term, Equivalence.Predicate predicate, int confidencePermille, List<Attested> path) {
        public Match {
            path = List.copyOf(path);
        }
    }

    private final Map<Equivalence.Kind, Map<Term, List<Match>>> matches = new EnumMap<>(Equivalence.Kind.class);
    private final int pathMax;

    private Crosswalk(int pathMax) {
        this.pathMax = pathMax;
        for (Equivalence.Kind kind : Equivalence.Kind.values()) {
            matches.put(kind, new HashMap<>());
        }
    }

    /** Indexes equivalences that are read from a file, one step at a time. */
    public static Crosswalk of(Collection<Equivalence> applied) {
        return of(applied.stream().map(Attested::unsigned).toList(), 1);
    }

    /**
     * Indexes equivalences in the directions in which they may be followed.
     *
     * @param pathMax the longest chain that is agreed, from 1
     */
    public static Crosswalk of(Collection<Attested> applied, int pathMax) {
        Crosswalk crosswalk = new Crosswalk(pathMax);
        for (Attested one : applied) {
            crosswalk.add(one);
        }
        crosswalk.matches.values().forEach(byTerm -> byTerm.replaceAll((term, list) -> sorted(list)));
        return crosswalk;
    }

    private void add(Attested one) {
        Equivalence said = one.equivalence();
        List<Attested> path = List.of(one);
        put(said, said.subject(), new Match(said.object(), said.predicate(), said.confidencePermille(), path));
        boolean back = said.use().direction() == Use.Direction.BOTH || !said.isExact();
        if (back && said.predicate() != Equivalence.Predicate.NO_TERM) {
            Match inverse = new Match(said.subject(), said.predicate().inverse(), said.confidencePermille(), path);
            put(said, said.object(), inverse);
        }
    }

    private void put(Equivalence said, Term from, Match match) {
        Map<Term, List<Match>> byTerm = byTerm(said.kind());
        List<Match> list = byTerm.get(from);
        if (list == null) {
            byTerm.put(from, List.of(match));
        } else {
            List<Match> more = list instanceof ArrayList<Match> ? list : new ArrayList<>(list);
            more.add(match);
            byTerm.put(from, more);
        }
    }

    private static List<Match> sorted(List<Match> list) {
        return list.size() < 2 ? list : list.stream().sorted(ORDER).toList();
    }

    private Map<Term, List<Match>> byTerm(Equivalence.Kind kind) {
        return java.util.Objects.requireNonNull(matches.get(kind), "every kind has its names");
    }

    /** What is said of the name itself, sorted; empty where nothing is. */
    public List<Match> of(Equivalence.Kind kind, Term term) {
        List<Match> direct = byTerm(kind).get(term);
        return direct == null ? List.of() : direct;
    }

    /** The exact matches of a name, of one step or of a chain, sorted by term; the surest of the shortest for each. */
    public List<Match> exact(Equivalence.Kind kind, Term term) {
        return exact(kind, term, any -> true);
    }

    /** The same, through equivalences that hold. */
    public List<Match> exact(Equivalence.Kind kind, Term term, Predicate<Attested> holds) {
        if (of(kind, term).isEmpty()) {
            return List.of();
        }
        Map<Term, Match> found = new TreeMap<>();
        for (int length = 1; length <= pathMax; length++) {
            int longest = length;
            chains(
                            kind,
                            term,
                            length,
                            one -> holds.test(one) && one.equivalence().use().pathMax() >= longest)
                    .forEach(found::putIfAbsent);
        }
        return List.copyOf(found.values());
    }

    /** The names at the ends of exact chains of up to that many links. */
    private Map<Term, Match> chains(Equivalence.Kind kind, Term from, int length, Predicate<Attested> holds) {
        Map<Term, Match> found = new LinkedHashMap<>();
        Map<Term, Match> ends =
                new TreeMap<>(Map.of(from, new Match(from, Equivalence.Predicate.EXACT, 1_000, List.of())));
        for (int step = 0; step < length && !ends.isEmpty(); step++) {
            Map<Term, Match> next = new TreeMap<>();
            for (Match end : ends.values()) {
                for (Match link : of(kind, end.term())) {
                    boolean leads = link.predicate() == Equivalence.Predicate.EXACT
                            && !link.term().equals(from)
                            && !found.containsKey(link.term())
                            && holds.test(link.path().get(0));
                    if (leads) {
                        next.merge(link.term(), then(end, link), Crosswalk::surer);
                    }
                }
            }
            found.putAll(next);
            ends = next;
        }
        return found;
    }

    private static Match then(Match so, Match link) {
        List<Attested> path = new ArrayList<>(so.path());
        path.addAll(link.path());
        return new Match(
                link.term(),
                Equivalence.Predicate.EXACT,
                Math.min(so.confidencePermille(), link.confidencePermille()),
                path);
    }

    private static Match surer(Match one, Match other) {
        return other.confidencePermille() > one.confidencePermille() ? other : one;
    }

    /**
     * Names that are exactly one thing.
     *
     * @param names sorted; a name that nothing joins stands alone
     * @param reach whether each is led to each other by a chain that is short enough
     * @param factor how many units of the first name one unit of the name asked for is; one for what is no unit
     * @param by what joins the name to the others
     */
    public record Joined(List<Term> names, Reach reach, Ratio factor, List<Attested> by) {
        public Joined {
            names = List.copyOf(names);
            by = List.copyOf(by);
        }
    }

    /** Whether joined names lie within the length of a chain that is agreed. */
    public enum Reach {
        WITHIN,
        BEYOND
    }

    /** All names that are exactly this one by equivalences that hold and lead both ways. */
    public Joined joined(Equivalence.Kind kind, Term term, Predicate<Attested> holds) {
        if (of(kind, term).isEmpty()) {
            return new Joined(List.of(term), Reach.WITHIN, Ratio.ONE, List.of());
        }
        Predicate<Attested> both = one -> one.equivalence().use().direction() == Use.Direction.BOTH && holds.test(one);
        List<Term> names = component(kind, term, both);
        List<Match> own = exact(kind, term, both);
        boolean within = names.size() <= NAMES_MAX
                && names.stream().allMatch(name -> exact(kind, name, both).size() == names.size() - 1);
        Ratio factor = own.stream()
                .filter(match -> match.term().equals(names.get(0)))
                .findFirst()
                .map(match -> factor(term, match.path()))
                .orElse(Ratio.ONE);
        List<Attested> by =
                own.stream().flatMap(match -> match.path().stream()).distinct().toList();
        return new Joined(names, within ? Reach.WITHIN : Reach.BEYOND, factor, by);
    }

    private List<Term> component(Equivalence.Kind kind, Term term, Predicate<Attested> holds) {
        TreeMap<Term, Boolean> names = new TreeMap<>(Map.of(term, false));
        @Nullable Term open = term;
        while (open != null && names.size() <= NAMES_MAX) {
            names.put(open, true);
            for (Match link : of(kind, open)) {
                if (link.predicate() == Equivalence.Predicate.EXACT
                        && holds.test(link.path().get(0))) {
                    names.putIfAbsent(link.term(), false);
                }
            }
            open = names.entrySet().stream()
                    .filter(entry -> !entry.getValue())
                    .map(Map.Entry::getKey)
                    .findFirst()
                    .orElse(null);
        }
        return List.copyOf(names.keySet());
    }

    private static Ratio factor(Term from, List<Attested> path) {
        Ratio factor = Ratio.ONE;
        Term at = from;
        for (Attested link : path) {
            boolean forward = link.equivalence().subject().equals(at);
            Optional<Ratio> stated = link.equivalence().factor();
            Ratio step = stated.orElse(Ratio.ONE);
            factor = factor.times(forward ? step : step.inverse());
            at = forward ? link.equivalence().object() : link.equivalence().subject();
        }
        return factor;
    }
}
