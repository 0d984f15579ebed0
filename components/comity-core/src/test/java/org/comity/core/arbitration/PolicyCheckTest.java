package org.comity.core.arbitration;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.comity.core.agreement.Agreement;
import org.comity.core.agreement.Comparison;
import org.comity.core.agreement.FilterRule;
import org.comity.core.agreement.Policy;
import org.comity.core.agreement.ShippedPolicy;
import org.comity.core.agreement.WeightRule;
import org.comity.core.authority.AttestationTier;
import org.comity.core.authority.AuthorityId;
import org.comity.core.contention.Contention;
import org.comity.core.contention.Fact;
import org.comity.core.observation.TemporalReference;
import org.junit.jupiter.api.Test;

class PolicyCheckTest {
    /** Three values each, beside the authority: 27 kinds of candidate. */
    private static final Map<ShippedPolicy, Set<Universe.Field>> FIELDS = Map.of(
            ShippedPolicy.SEISMIC_WEIGHTS,
            EnumSet.of(Universe.Field.SCHEME, Universe.Field.EVIDENCE),
            ShippedPolicy.ALERT_UPDATES,
            EnumSet.of(Universe.Field.EVIDENCE, Universe.Field.EDITION),
            ShippedPolicy.INCIDENT_JURISDICTION,
            EnumSet.of(Universe.Field.MAPPING, Universe.Field.EVIDENCE),
            ShippedPolicy.SURVIVORSHIP,
            EnumSet.of(Universe.Field.RESULT, Universe.Field.EVIDENCE));

    private static long check(ShippedPolicy shipped, int size) {
        Agreement agreement = Terms.of(shipped).agree();
        Universe universe = Universe.of(agreement, Terms.domain(), FIELDS.get(shipped));
        assertThat(universe.profiles()).hasSize(27);
        PolicyCheck check = new PolicyCheck(
                universe, evidence -> new Arbitration(agreement, evidence, CustomComparators.NONE)::rule, size);
        assertThat(check.run()).as(shipped.name()).isEmpty();
        return check.sets();
    }

    /** Sets of up to three candidates; up to five, and the count, with {@code -Dcomity.measure=true}. */
    @Test
    void shippedPoliciesAnswerEveryCandidateSetLawfully() {
        // Given
        boolean whole = Boolean.getBoolean("comity.measure");
        long sets = 0;

        // When
        for (ShippedPolicy shipped : ShippedPolicy.values()) {
            long own = check(shipped, whole ? PolicyCheck.SIZE_MAX : 3);
            System.out.println(shipped + ": " + own + " candidate sets, 0 counterexamples");
            sets += own;
        }

        // Then: 27 + 378 + 3,654 of up to three, and 27,405 + 169,911 of four and five, in three places each
        System.out.println("all: " + sets + " candidate sets");
        assertThat(sets).isEqualTo(4L * 3 * (whole ? 201_375 : 4_059));
    }

    private static List<PolicyFlaw> flaws(Terms terms) {
        return PolicyCheck.check(terms.agree(), 5_000, CustomComparators.NONE).flaws();
    }

    @Test
    void shippedPoliciesHaveNoUnreachableRule() {
        for (ShippedPolicy shipped : ShippedPolicy.values()) {
            assertThat(flaws(Terms.of(shipped))).as(shipped.name()).isEmpty();
        }
    }

    @Test
    void namesAStepThatNeverDecides() {
        assertThat(flaws(Terms.of(Comparison.PRIORITY, Comparison.PRIORITY)))
                .extracting(PolicyFlaw::what)
                .containsExactly("step 2 of the chain, PRIORITY, never drops a candidate");
        assertThat(flaws(Terms.of(Comparison.PRIORITY, Comparison.RECENCY).priorities(4, 4, 4)))
                .extracting(PolicyFlaw::what)
                .containsExactly("step 1 of the chain, PRIORITY, never drops a candidate");
        assertThat(flaws(Terms.of(Comparison.PRIORITY, Comparison.JURISDICTION)))
                .as("priorities of all differ, so that nothing is left to jurisdiction")
                .extracting(PolicyFlaw::what)
                .containsExactly("step 2 of the chain, JURISDICTION, never drops a candidate");
        assertThat(flaws(Terms.of(Comparison.JURISDICTION, Comparison.PRIORITY, Comparison.RECENCY)))
                .isEmpty();
    }

    @Test
    void checksNamedPoliciesToo() {
        Policy twice = new Policy("twice", List.of(), List.of(Comparison.PRIORITY, Comparison.PRIORITY));
        Policy idle = new Policy(
                "idle",
                List.of(new WeightRule(java.util.Optional.empty(), WeightRule.When.ALWAYS, 0)),
                List.of(Comparison.PRIORITY));

        assertThat(flaws(Terms.of(Comparison.PRIORITY).policy(twice).policy(idle)))
                .extracting(PolicyFlaw::what)
                .satisfiesExactly(
                        step -> assertThat(step)
                                .isEqualTo("policy twice: step 2 of the chain, PRIORITY, never drops a candidate"),
                        row -> assertThat(row).startsWith("policy idle: weight row 1 never applies or adds nothing"));
    }

    @Test
    void namesAFilterRuleThatChangesNothing() {
        assertThat(flaws(Terms.of(Comparison.PRIORITY)
                        .filter(FilterRule.Effect.PERMIT, "urn:a", AttestationTier.SOFTWARE)))
                .extracting(PolicyFlaw::what)
                .containsExactly("filter rule 2 changes nothing: PERMIT for urn:a in all domains from SOFTWARE");
        assertThat(flaws(Terms.of(Comparison.PRIORITY)
                        .filter(FilterRule.Effect.FORBID, "urn:x", AttestationTier.DECLARED)))
                .extracting(PolicyFlaw::what)
                .containsExactly("filter rule 2 changes nothing: FORBID for urn:x in all domains from DECLARED");
        assertThat(flaws(Terms.of(Comparison.PRIORITY)
                        .filter(FilterRule.Effect.FORBID, "urn:a", AttestationTier.DECLARED)))
                .isEmpty();
        assertThat(flaws(Terms.of(Comparison.PRIORITY).filter(FilterRule.Effect.FORBID, "", AttestationTier.DECLARED)))
                .extracting(PolicyFlaw::what)
                .contains("the filter admits nobody in domain state");
    }

    @Test
    void namesAClassThatAPartyHasTooFewAgentsFor() {
        assertThat(flaws(Terms.of(Comparison.PRIORITY).agentsMin(1))).isEmpty();
        assertThat(flaws(Terms.of(Comparison.PRIORITY).agentsMin(2)))
                .extracting(PolicyFlaw::what)
                .containsExactly(
                        "class orders takes 2 agents, and urn:mesh:east has 1",
                        "class orders takes 2 agents, and urn:mesh:west has 1");
    }

    @Test
    void namesARegionAndAWeightThatNeverApply() {
        assertThat(flaws(Terms.of(Comparison.PRIORITY).region(Terms.square("again", "urn:c", 10_000_000))))
                .extracting(PolicyFlaw::what)
                .singleElement()
                .asString()
                .startsWith("region 3, again, has no place of its own");
        assertThat(flaws(Terms.of(Comparison.PRIORITY).region(Terms.square("partly", "urn:c", 12_000_000))))
                .isEmpty();
        Terms weights = Terms.of(Comparison.AUTHORITY_WEIGHT)
                .weight("urn:a", WeightRule.When.ALWAYS, 1)
                .weight("urn:x", WeightRule.When.ALWAYS, 1)
                .weight("urn:c", WeightRule.When.IN_OWN_REGION, 1)
                .weight("urn:b", WeightRule.When.IN_OWN_REGION, 1)
                .weight("", WeightRule.When.OWNS_ID, 0);
        assertThat(flaws(weights))
                .extracting(flaw -> flaw.what().substring(0, 12))
                .containsExactly("weight row 2", "weight row 3", "weight row 5");
    }

    /** Runs a policy that is wrong on purpose. */
    private static List<PolicyFlaw> broken(Function<Contention, Fact> choice) {
        return brokenRuling(contention -> choice.apply(contention), ruling -> ruling);
    }

    private static List<PolicyFlaw> brokenRuling(Function<Contention, Fact> choice, UnaryOperator<Ruling> change) {
        Agreement agreement = Terms.of(Comparison.PRIORITY).agree();
        Universe universe = Universe.of(agreement, Terms.domain(), EnumSet.of(Universe.Field.EVIDENCE));
        return new PolicyCheck(
                        universe,
                        evidence -> contention -> change.apply(new Ruling(
                                contention.id(),
                                Ruling.Resolution.PREVAILS,
                                java.util.Optional.of(choice.apply(contention).oid()),
                                List.of(),
                                "BROKEN",
                                List.of())),
                        3)
                .run();
    }

    @Test
    void showsASelfPromotingFieldWithTwoCandidates() {
        // When: the latest claimed time wins
        List<PolicyFlaw> flaws = broken(contention -> contention.candidates().stream()
                .max((one, other) -> time(one).compareTo(time(other)))
                .orElseThrow());

        // Then
        assertThat(flaws)
                .filteredOn(flaw -> flaw.kind() == PolicyFlaw.Kind.SELF_PROMOTION)
                .singleElement()
                .satisfies(flaw -> assertThat(flaw.counterexample()).hasSize(2));
    }

    private static java.time.Instant time(Fact fact) {
        return ((TemporalReference.Global) fact.core().made().claim()).time();
    }

    @Test
    void showsACycleWithItsThreeCandidates() {
        // When: a over b, b over c, c over a; of one authority the first profile
        List<PolicyFlaw> flaws = broken(contention -> contention.candidates().stream()
                .filter(fact -> contention.candidates().stream().noneMatch(other -> beats(other, fact)))
                .min((one, other) -> said(one).compareTo(said(other)))
                .orElse(contention.candidates().get(0)));

        // Then
        assertThat(flaws)
                .filteredOn(flaw -> flaw.kind() == PolicyFlaw.Kind.CYCLE)
                .singleElement()
                .satisfies(flaw -> assertThat(flaw.counterexample()).hasSize(3));
    }

    private static boolean beats(Fact one, Fact other) {
        return ("ab bc ca").contains(letter(one) + letter(other));
    }

    private static String letter(Fact fact) {
        return fact.authority().urn().substring(4);
    }

    private static String said(Fact fact) {
        return fact.core().result().content().digest().hex();
    }

    @Test
    void showsAPolicyThatTheOrderOfOidsDecides() {
        assertThat(broken(contention -> contention.candidates().get(0)))
                .filteredOn(flaw -> flaw.kind() == PolicyFlaw.Kind.NOT_TOTAL)
                .singleElement()
                .satisfies(flaw -> {
                    assertThat(flaw.what()).endsWith("depends on the order of oids");
                    assertThat(flaw.counterexample()).hasSize(2);
                });
    }

    @Test
    void showsAPolicyThatHasNoAnswer() {
        // When: it fails where authority b takes part with another, and never names a winner
        List<PolicyFlaw> failing = broken(contention -> {
            if (contention.candidates().size() > 1
                    && contention.candidates().stream()
                            .anyMatch(fact -> fact.authority().equals(new AuthorityId("urn:b")))) {
                throw new IllegalStateException("no comparison");
            }
            return contention.candidates().get(0);
        });

        // Then
        assertThat(failing)
                .filteredOn(flaw -> flaw.kind() == PolicyFlaw.Kind.NOT_TOTAL)
                .singleElement()
                .satisfies(flaw -> assertThat(flaw.counterexample()).hasSize(2));
        assertThat(brokenRuling(
                        contention -> contention.candidates().get(0),
                        ruling -> new Ruling(
                                ruling.contention(),
                                Ruling.Resolution.RETRACTED,
                                java.util.Optional.empty(),
                                List.of(),
                                "",
                                List.of())))
                .filteredOn(flaw -> flaw.kind() == PolicyFlaw.Kind.NOT_TOTAL)
                .singleElement()
                .satisfies(flaw -> assertThat(flaw.counterexample()).hasSize(1));
    }

    @Test
    void triesNoMoreSetsThanItMay() {
        // When
        PolicyCheck.Report few = PolicyCheck.check(Terms.of(Comparison.PRIORITY).agree(), 1, CustomComparators.NONE);
        PolicyCheck.Report many =
                PolicyCheck.check(Terms.of(Comparison.PRIORITY).agree(), 1_000_000, CustomComparators.NONE);

        // Then: three kinds of candidate in three places
        assertThat(few.size()).isEqualTo(2);
        assertThat(few.sets()).isEqualTo(3 * (3 + 6));
        assertThat(many.size()).isEqualTo(5);
        assertThat(many.sets()).isEqualTo(3 * (3 + 6 + 10 + 15 + 21));
    }
}
