package org.comity.core.taxonomy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.comity.core.observation.Term;
import org.comity.core.taxonomy.Contradiction.Why;
import org.comity.core.taxonomy.Equivalence.Kind;
import org.comity.core.taxonomy.Equivalence.Predicate;
import org.junit.jupiter.api.Test;

class ContradictionsTest {

    /** A name such as {@code a1}: value 1 of scheme urn:a. */
    static Term name(String text) {
        return new Term("urn:" + text.charAt(0), text.substring(1));
    }

    static Equivalence says(String subject, Predicate predicate, String object) {
        Term to = predicate == Predicate.NO_TERM ? new Term(object, Equivalence.NO_TERM_FOUND) : name(object);
        return new Equivalence(Kind.PROPERTY, name(subject), predicate, to, "urn:reason:same", 900);
    }

    static Equivalence same(String subject, String object) {
        return says(subject, Predicate.EXACT, object);
    }

    static Equivalence units(String subject, String factor, String object) {
        return new Equivalence(
                Kind.UNIT,
                name(subject),
                Predicate.EXACT,
                name(object),
                "urn:reason:same",
                1_000,
                Optional.empty(),
                Use.FREE,
                Optional.of(Ratio.parse(factor)));
    }

    private static List<Contradiction> found(Equivalence... set) {
        return Contradictions.of(List.of(set)).found();
    }

    @Test
    void findsWhatIsDeniedHoweverLongTheChain() {
        // Given
        Equivalence denied = says("d1", Predicate.NOT, "a1");

        // When
        Contradictions all = Contradictions.of(
                List.of(same("a1", "b1"), same("b1", "c1"), same("c1", "d1"), same("d1", "e1"), denied));

        // Then
        assertThat(all.found()).extracting(Contradiction::why).containsExactly(Why.DENIED);
        assertThat(all.found().get(0).mappings())
                .containsExactlyInAnyOrder(same("a1", "b1"), same("b1", "c1"), same("c1", "d1"), denied);
        assertThat(all.contradicted()).doesNotContain(same("d1", "e1"));
    }

    @Test
    void reportsTheSmallestAndAppliesNoneOfIt() {
        // Given a pair that is denied at once, and inside a longer chain too
        Equivalence direct = says("a1", Predicate.NOT, "b1");
        Equivalence far = says("a1", Predicate.NOT, "c1");

        // When
        Contradictions all = Contradictions.of(List.of(same("a1", "b1"), same("b1", "c1"), direct, far));

        // Then: with the first taken out nothing leads to c1 any more
        assertThat(all.found()).hasSize(1);
        assertThat(all.contradicted()).containsExactlyInAnyOrder(same("a1", "b1"), direct);
    }

    @Test
    void findsTwoNamesOfOneScheme() {
        assertThat(found(same("a1", "b1"), same("a2", "b1")))
                .extracting(Contradiction::why)
                .containsExactly(Why.TWO_NAMES);
        assertThat(found(same("a1", "b1"), same("b1", "c1"), same("c1", "d1"), same("d1", "a2")))
                .extracting(one -> one.mappings().size())
                .containsExactly(4);
        assertThat(found(same("a1", "a2"))).as("a scheme may equate its own").isEmpty();
        assertThat(found(same("a1", "a2"), same("b1", "a1"), same("b1", "c1"))).isEmpty();
        assertThat(found(same("a1", "a2"), same("b1", "a1"), same("b2", "a2")))
                .extracting(one -> one.mappings().size())
                .containsExactly(3);
    }

    @Test
    void findsTwoAgreedNames() {
        // Given
        Set<Term> agreed = Set.of(name("x1"), name("y1"));

        // Then
        assertThat(Contradictions.of(List.of(same("a1", "x1"), same("a1", "y1")), agreed)
                        .found())
                .extracting(Contradiction::why)
                .containsExactly(Why.TWO_AGREED);
        assertThat(Contradictions.of(List.of(same("x1", "y1")), agreed).contradicted())
                .hasSize(1);
        assertThat(found(same("a1", "x1"), same("a1", "y1"))).isEmpty();
    }

    @Test
    void holdsTheRelationsOfSkosApart() {
        assertThat(found(same("a1", "b1"), says("a1", Predicate.BROADER, "b1")))
                .extracting(Contradiction::why)
                .containsExactly(Why.NOT_EXACT);
        assertThat(found(same("a1", "b1"), says("b1", Predicate.RELATED, "a1"))).hasSize(1);
        assertThat(found(same("a1", "b1"), says("a1", Predicate.CLOSE, "b1"))).isEmpty();
        assertThat(found(says("a1", Predicate.BROADER, "b1"), says("b1", Predicate.BROADER, "a1")))
                .extracting(Contradiction::why)
                .containsExactly(Why.EACH_BROADER);
        assertThat(found(says("a1", Predicate.BROADER, "b1"), says("b1", Predicate.NARROWER, "a1")))
                .isEmpty();
        assertThat(found(says("a1", Predicate.NOT, "b1"), says("a1", Predicate.BROADER, "b1")))
                .isEmpty();
    }

    @Test
    void findsATermWhereNoneIsSaidToBe() {
        assertThat(found(same("a1", "b1"), same("b1", "c1"), says("a1", Predicate.NO_TERM, "urn:c")))
                .extracting(Contradiction::why)
                .containsExactly(Why.NO_TERM);
        assertThat(found(same("a1", "b1"), says("a1", Predicate.NO_TERM, "urn:c")))
                .isEmpty();
    }

    @Test
    void findsUnitsThatLeadBackWithAnotherFactor() {
        assertThat(found(units("a1", "2/1", "b1"), units("b1", "3/1", "c1"), units("c1", "1/6", "a1")))
                .isEmpty();
        assertThat(found(units("a1", "2/1", "b1"), units("b1", "3/1", "c1"), units("c1", "1/7", "a1")))
                .extracting(one -> one.why() + " " + one.mappings().size())
                .containsExactly("FACTORS_DIFFER 3");
        assertThat(found(units("a1", "2/1", "b1"), units("b1", "1/3", "a1"))).hasSize(1);
        assertThat(found(units("a1", "2/1", "b1"), units("b1", "1/2", "a1"))).isEmpty();
    }

    @Test
    void leavesNothingThatContradictsWhateverTheOrder() {
        for (int seed = 0; seed < 60; seed++) {
            // Given
            Random random = new Random(seed);
            List<Equivalence> set = new ArrayList<>();
            for (int i = 0; i < 18; i++) {
                String from = "abcdef".charAt(random.nextInt(6)) + "" + random.nextInt(3);
                String to = "abcdef".charAt(random.nextInt(6)) + "" + random.nextInt(3);
                Predicate predicate = random.nextInt(5) > 0 ? Predicate.EXACT : Predicate.NOT;
                if (!from.equals(to)) {
                    set.add(says(from, predicate, to));
                }
            }

            // When
            Set<Equivalence> contradicted = Contradictions.of(set).contradicted();
            List<Equivalence> left =
                    set.stream().filter(one -> !contradicted.contains(one)).toList();
            List<Equivalence> shuffled = new ArrayList<>(set);
            Collections.shuffle(shuffled, random);

            // Then
            assertThat(Contradictions.of(shuffled).contradicted())
                    .as("seed %d", seed)
                    .isEqualTo(contradicted);
            assertThat(Contradictions.of(left).found()).as("seed %d", seed).isEmpty();
            assertThat(new Closure(left).isSound()).as("seed %d", seed).isTrue();
            assertThat(contradicted.isEmpty()).as("seed %d", seed).isEqualTo(new Closure(set).isSound());
        }
    }

    @Test
    void givesUpOnAHostileTangleAsAWhole() {
        // Given names in schemes of two, in one chain, so that every pair is far apart
        List<Equivalence> set = new ArrayList<>();
        int half = 1_500;
        for (int i = 0; i + 1 < 2 * half; i++) {
            set.add(new Equivalence(Kind.PROPERTY, far(i, half), Predicate.EXACT, far(i + 1, half), "urn:r:s", 1));
        }

        // When
        Contradictions all = Contradictions.of(set);

        // Then
        List<Equivalence> left =
                set.stream().filter(one -> !all.contradicted().contains(one)).toList();
        assertThat(Contradictions.of(left).found()).isEmpty();
    }

    private static Term far(int i, int half) {
        return new Term("urn:s" + i % half, String.valueOf(i / half));
    }

    /** The closure in its plainest form: every pair that exact matches join. */
    private record Closure(List<Equivalence> set) {
        boolean isSound() {
            List<Set<Term>> classes = new ArrayList<>();
            for (Equivalence one : set) {
                if (one.isExact()) {
                    Set<Term> joined = new java.util.TreeSet<>(Set.of(one.subject(), one.object()));
                    for (Set<Term> other : List.copyOf(classes)) {
                        if (!Collections.disjoint(other, joined)) {
                            joined.addAll(other);
                            classes.remove(other);
                        }
                    }
                    classes.add(joined);
                }
            }
            boolean denied = set.stream()
                    .filter(one -> one.predicate() == Predicate.NOT)
                    .anyMatch(one -> classes.stream()
                            .anyMatch(names -> names.contains(one.subject()) && names.contains(one.object())));
            return !denied && classes.stream().allMatch(this::isOneEach);
        }

        /** At most one name of a scheme, but for names that their own scheme equates directly. */
        private boolean isOneEach(Set<Term> names) {
            for (Term one : names) {
                for (Term other : names) {
                    boolean twice = one.compareTo(other) < 0 && one.scheme().equals(other.scheme());
                    if (twice && !equates(one, other)) {
                        return false;
                    }
                }
            }
            return set.stream().noneMatch(said -> isStar(said, names));
        }

        private boolean equates(Term one, Term other) {
            return set.stream()
                    .filter(Equivalence::isExact)
                    .anyMatch(said -> Set.of(said.subject(), said.object()).equals(Set.of(one, other)));
        }

        private boolean isStar(Equivalence said, Set<Term> names) {
            return said.isExact()
                    && set.stream()
                            .filter(Equivalence::isExact)
                            .anyMatch(other -> partner(said, other).isPresent());
        }

        /** The two partners of a common name, where they are two names of one scheme. */
        private static Optional<Term> partner(Equivalence one, Equivalence other) {
            for (Term end : List.of(one.subject(), one.object())) {
                Term first = end.equals(one.subject()) ? one.object() : one.subject();
                if (other.subject().equals(end) || other.object().equals(end)) {
                    Term second = other.subject().equals(end) ? other.object() : other.subject();
                    if (!first.equals(second) && first.scheme().equals(second.scheme())) {
                        return Optional.of(second);
                    }
                }
            }
            return Optional.empty();
        }
    }
}
