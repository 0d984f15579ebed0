package org.comity.core.taxonomy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.comity.core.taxonomy.ContradictionsTest.name;
import static org.comity.core.taxonomy.ContradictionsTest.same;
import static org.comity.core.taxonomy.ContradictionsTest.says;
import static org.comity.core.taxonomy.ContradictionsTest.units;

import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.comity.core.observation.Term;
import org.comity.core.taxonomy.Equivalence.Kind;
import org.comity.core.taxonomy.Equivalence.Predicate;
import org.junit.jupiter.api.Test;

class CrosswalkTest {

    private static Crosswalk of(int pathMax, Equivalence... set) {
        return Crosswalk.of(Stream.of(set).map(Attested::unsigned).toList(), pathMax);
    }

    private static Equivalence with(Equivalence one, int permille, Use use) {
        return new Equivalence(
                one.kind(),
                one.subject(),
                one.predicate(),
                one.object(),
                one.justification(),
                permille,
                one.reviewer(),
                use,
                one.factor());
    }

    private static List<Term> exact(Crosswalk crosswalk, String from) {
        return crosswalk.exact(Kind.PROPERTY, name(from)).stream()
                .map(Crosswalk.Match::term)
                .toList();
    }

    @Test
    void followsOneStepUnlessMoreIsAgreed() {
        // Given
        Equivalence[] chain = {same("a1", "b1"), same("b1", "c1"), same("d1", "c1")};

        // Then
        assertThat(exact(of(1, chain), "a1")).containsExactly(name("b1"));
        assertThat(exact(of(2, chain), "a1")).containsExactly(name("b1"), name("c1"));
        assertThat(exact(of(3, chain), "a1")).containsExactly(name("b1"), name("c1"), name("d1"));
        assertThat(exact(of(3, chain), "d1")).containsExactly(name("a1"), name("b1"), name("c1"));
    }

    @Test
    void isAsSureAsTheWeakestLinkOfTheShortestChain() {
        // Given
        Crosswalk crosswalk = of(
                3,
                with(same("a1", "b1"), 900, Use.FREE),
                with(same("b1", "c1"), 300, Use.FREE),
                with(same("a1", "d1"), 700, Use.FREE),
                with(same("d1", "c1"), 800, Use.FREE));

        // When
        Crosswalk.Match match = crosswalk.exact(Kind.PROPERTY, name("a1")).stream()
                .filter(one -> one.term().equals(name("c1")))
                .findFirst()
                .orElseThrow();

        // Then
        assertThat(match.confidencePermille()).isEqualTo(700);
        assertThat(match.path()).hasSize(2);
    }

    @Test
    void followsNoOtherRelationThanExactMatches() {
        for (Predicate predicate :
                List.of(Predicate.BROADER, Predicate.NARROWER, Predicate.NOT, Predicate.CLOSE, Predicate.RELATED)) {
            Crosswalk crosswalk = of(3, says("a1", predicate, "b1"), same("b1", "c1"));
            assertThat(exact(crosswalk, "a1")).as(predicate.name()).isEmpty();
            assertThat(crosswalk.of(Kind.PROPERTY, name("b1")).get(0).predicate())
                    .isEqualTo(predicate.inverse());
            assertThat(crosswalk.joined(Kind.PROPERTY, name("a1"), any -> true).names())
                    .containsExactly(name("a1"));
        }
    }

    @Test
    void keepsToTheLengthAndTheDirectionThatALinkAllows() {
        // Given
        Use alone = new Use(Use.Direction.BOTH, Optional.empty(), 1);
        Use forward = new Use(Use.Direction.FORWARD, Optional.empty(), Use.PATH_MAX);
        Crosswalk shorter = of(3, with(same("a1", "b1"), 900, alone), same("b1", "c1"));
        Crosswalk oneWay = of(3, with(same("a1", "b1"), 900, forward));

        // Then
        assertThat(exact(shorter, "a1")).containsExactly(name("b1"));
        assertThat(exact(shorter, "c1")).containsExactly(name("b1"));
        assertThat(shorter.joined(Kind.PROPERTY, name("a1"), any -> true).reach())
                .isEqualTo(Crosswalk.Reach.BEYOND);
        assertThat(exact(oneWay, "a1")).containsExactly(name("b1"));
        assertThat(exact(oneWay, "b1")).isEmpty();
        assertThat(oneWay.joined(Kind.PROPERTY, name("a1"), any -> true).names())
                .containsExactly(name("a1"));
    }

    @Test
    void joinsNamesThatAreWithinReachOfEachOther() {
        // Given
        Equivalence[] triangle = {same("a1", "b1"), same("b1", "c1"), same("a1", "c1")};

        // Then
        for (String name : List.of("a1", "b1", "c1")) {
            Crosswalk.Joined joined = of(1, triangle).joined(Kind.PROPERTY, name(name), any -> true);
            assertThat(joined.names()).containsExactly(name("a1"), name("b1"), name("c1"));
            assertThat(joined.reach()).isEqualTo(Crosswalk.Reach.WITHIN);
        }
        Crosswalk open = of(1, triangle[0], triangle[1]);
        assertThat(open.joined(Kind.PROPERTY, name("b1"), any -> true).reach()).isEqualTo(Crosswalk.Reach.BEYOND);
    }

    @Test
    void carriesExactFactorsToTheFirstUnit() {
        // Given a metre is 1250/381 feet, a foot 12 inches
        Crosswalk crosswalk = of(2, units("m1", "1250/381", "f1"), units("f1", "12/1", "i1"));

        // When
        Ratio feet = crosswalk.joined(Kind.UNIT, name("m1"), any -> true).factor();
        Ratio inches = crosswalk.joined(Kind.UNIT, name("i1"), any -> true).factor();

        // Then both in feet, the first of the names
        assertThat(Ratio.ofDecimal("3.048").orElseThrow().times(feet))
                .isEqualTo(Ratio.ofDecimal("10").orElseThrow());
        assertThat(Ratio.ofDecimal("120").orElseThrow().times(inches))
                .isEqualTo(Ratio.ofDecimal("10.0").orElseThrow());
    }

    @Test
    void readsFractionsAndDecimalsInOneForm() {
        assertThat(Ratio.ofDecimal("-0.50").orElseThrow()).isEqualTo(new Ratio(BigInteger.valueOf(-1), BigInteger.TWO));
        for (String none : List.of("", "1.", ".5", "1e3", "01", "+1", "1,5", " 1", "NaN", "1".repeat(21))) {
            assertThat(Ratio.ofDecimal(none)).as(none).isEmpty();
        }
        for (String none : List.of("2/4", "0/1", "1", "-1/2", "1/0", "1/" + "1".repeat(41))) {
            assertThatThrownBy(() -> Ratio.parse(none)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void isNamedByAllThatItSays() {
        // Given
        Equivalence one = same("a1", "b1");

        // Then
        assertThat(one.id()).isEqualTo(same("a1", "b1").id());
        assertThat(Stream.of(
                                one,
                                same("b1", "a1"),
                                says("a1", Predicate.CLOSE, "b1"),
                                with(one, 899, Use.FREE),
                                with(one, 900, new Use(Use.Direction.FORWARD, Optional.empty(), Use.PATH_MAX)),
                                with(one, 900, new Use(Use.Direction.BOTH, Optional.of("d"), Use.PATH_MAX)),
                                with(one, 900, new Use(Use.Direction.BOTH, Optional.empty(), 2)))
                        .map(Equivalence::id)
                        .distinct())
                .hasSize(7);
        assertThat(units("a1", "1/2", "b1").id())
                .isNotEqualTo(units("a1", "1/3", "b1").id());
    }
}
