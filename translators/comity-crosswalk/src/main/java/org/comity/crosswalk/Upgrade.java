package org.comity.crosswalk;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.comity.core.observation.Term;
import org.comity.core.taxonomy.Equivalence;
import org.comity.core.taxonomy.Ratio;

/**
 * What a new version of a code list does to the codes of the old one. A code means what the list says of it: to what it is
 * related, and how; how surely, and by whom it was reviewed, is no part of the meaning.
 *
 * @param appeared codes of the new version alone, sorted
 * @param disappeared codes of the old version alone, sorted
 * @param changed codes of both that mean something else, sorted
 * @param withdrawn what the old version says and the new one does not: decisions may rest on it
 */
public record Upgrade(List<Term> appeared, List<Term> disappeared, List<Change> changed, List<Equivalence> withdrawn) {

    /** A code and what the two versions say of it, as text in order. */
    public record Change(Term code, List<String> before, List<String> after) {
        public Change {
            before = List.copyOf(before);
            after = List.copyOf(after);
        }
    }

    /** What an equivalence says, whatever its justification. */
    private record Meaning(
            Equivalence.Kind kind, Term code, Equivalence.Predicate predicate, Term other, Optional<Ratio> factor) {
        static Meaning of(Equivalence one) {
            return new Meaning(one.kind(), one.subject(), one.predicate(), one.object(), one.factor());
        }

        String text() {
            return predicate + " " + other + factor.map(one -> " x " + one).orElse("");
        }
    }

    public Upgrade {
        appeared = List.copyOf(appeared);
        disappeared = List.copyOf(disappeared);
        changed = List.copyOf(changed);
        withdrawn = List.copyOf(withdrawn);
    }

    /** Compares two versions of one list, whose codes are the subjects. */
    public static Upgrade of(Collection<Equivalence> before, Collection<Equivalence> after) {
        Map<Term, Set<Meaning>> old = meanings(before);
        Map<Term, Set<Meaning>> now = meanings(after);
        List<Term> disappeared = new ArrayList<>();
        List<Change> changed = new ArrayList<>();
        old.forEach((code, meanings) -> {
            Set<Meaning> then = now.getOrDefault(code, Set.of());
            if (then.isEmpty()) {
                disappeared.add(code);
            } else if (!then.equals(meanings)) {
                changed.add(new Change(code, texts(meanings), texts(then)));
            }
        });
        List<Term> appeared =
                now.keySet().stream().filter(code -> !old.containsKey(code)).toList();
        List<Equivalence> withdrawn = before.stream()
                .filter(one -> !now.getOrDefault(one.subject(), Set.of()).contains(Meaning.of(one)))
                .distinct()
                .toList();
        return new Upgrade(appeared, disappeared, changed, withdrawn);
    }

    /** Whether this is said by something that the new version withdraws, whoever said it how surely. */
    public boolean withdraws(Equivalence one) {
        return withdrawn.stream().map(Meaning::of).anyMatch(Meaning.of(one)::equals);
    }

    private static Map<Term, Set<Meaning>> meanings(Collection<Equivalence> list) {
        Map<Term, Set<Meaning>> meanings = new TreeMap<>();
        list.forEach(one ->
                meanings.computeIfAbsent(one.subject(), any -> new HashSet<>()).add(Meaning.of(one)));
        return meanings;
    }

    private static List<String> texts(Set<Meaning> meanings) {
        TreeSet<String> texts = new TreeSet<>();
        meanings.forEach(one -> texts.add(one.text()));
        return List.copyOf(texts);
    }
}
