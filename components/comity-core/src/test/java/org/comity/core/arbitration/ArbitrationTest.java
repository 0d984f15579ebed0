package org.comity.core.arbitration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.comity.core.agreement.ComparatorRef;
import org.comity.core.agreement.Comparison;
import org.comity.core.agreement.Location;
import org.comity.core.agreement.WeightRule.When;
import org.comity.core.authority.AttestationTier;
import org.comity.core.authority.AuthorityId;
import org.comity.core.authority.DeviceId;
import org.comity.core.contention.Contention;
import org.comity.core.contention.Fact;
import org.comity.core.contention.Group;
import org.comity.core.lineage.Lineage;
import org.comity.core.mesh.Digest;
import org.comity.core.mesh.Octets;
import org.comity.core.mesh.Oid;
import org.comity.core.mesh.Outcome;
import org.comity.core.mesh.Reason;
import org.comity.core.observation.Core;
import org.comity.core.observation.FeatureOfInterest;
import org.comity.core.observation.Origin;
import org.comity.core.observation.PhenomenonTime;
import org.comity.core.observation.Result;
import org.comity.core.observation.TemporalReference;
import org.junit.jupiter.api.Test;

class ArbitrationTest {
    private static final Location IN_NORTH = new Location(12_000_000, 4_000_000);
    private static final ComparatorRef REF = new ComparatorRef("own", "1", Digest.sha256());

    private final Map<Oid, Core> known = new HashMap<>();
    private final Set<List<Oid>> before = new HashSet<>();
    private final Set<Oid> bracketed = new HashSet<>();

    private static Oid oid(int number) {
        return new Oid(Digest.parse(String.format("%064x", number)));
    }

    /** What an authority says on a scheme; an edition of 0: none. */
    private Fact fact(int number, String authority, String scheme, String says, long edition) {
        DeviceId device = new DeviceId("urn:device:" + number);
        Core core = new Core(
                new Origin(
                        authority.equals("urn:c") ? Terms.WEST : Terms.EAST,
                        new AuthorityId(authority),
                        device,
                        1,
                        Optional.empty()),
                Digest.sha256(),
                Digest.sha256(),
                Optional.empty(),
                new FeatureOfInterest(scheme, "1"),
                Terms.STATE,
                PhenomenonTime.at(Instant.EPOCH),
                new TemporalReference(new TemporalReference.Global(Instant.EPOCH, Duration.ZERO), List.of()),
                Optional.empty(),
                new Result("text/plain", Octets.of(says.getBytes(StandardCharsets.US_ASCII)), List.of()),
                new Lineage(
                        device,
                        List.of(),
                        Lineage.OBSERVED,
                        Optional.empty(),
                        List.of(),
                        edition == 0 ? OptionalLong.empty() : OptionalLong.of(edition)));
        known.put(oid(number), core);
        return new Fact(oid(number), core, AttestationTier.SOFTWARE, Terms.domain(), 900);
    }

    private Fact fact(int number, String authority) {
        return fact(number, authority, authority + ":ids", "r" + number, 0);
    }

    private static Contention contention(Optional<Location> place, Group.Consistency consistency, Fact... facts) {
        Group group = new Group(List.of(new FeatureOfInterest("urn:a:ids", "1")), place, consistency);
        return Contention.of(Terms.domain(), group, Optional.empty(), List.of(facts), List.of());
    }

    private static Contention contention(Fact... facts) {
        return contention(Optional.empty(), Group.Consistency.CONSISTENT, facts);
    }

    private Ruling rule(Terms terms, CustomComparators custom, Contention contention) {
        Arbitration.Evidence evidence = new Arbitration.Evidence(
                (one, other) -> before.contains(List.of(one, other)), bracketed::contains, new Corroboration(known));
        return new Arbitration(terms.agree(), evidence, custom).rule(contention);
    }

    private Ruling rule(Terms terms, Contention contention) {
        return rule(terms, CustomComparators.NONE, contention);
    }

    /** The values of each candidate, in the order of the chain; null for none. */
    private static Map<Oid, List<Long>> values(Ruling ruling) {
        Map<Oid, List<Long>> values = new HashMap<>();
        ruling.rows().forEach(row -> {
            List<Long> own = new ArrayList<>();
            row.values()
                    .forEach(one ->
                            own.add(one.value().isPresent() ? (Long) one.value().getAsLong() : null));
            values.put(row.candidate(), own);
        });
        return values;
    }

    @Test
    void theLargestPriorityPrevailsAndEveryCandidateHasItsRow() {
        // When
        Ruling ruling = rule(
                Terms.of(Comparison.PRIORITY, Comparison.RECENCY),
                contention(fact(2, "urn:a"), fact(1, "urn:c"), fact(3, "urn:unlisted")));

        // Then
        assertThat(ruling.resolution()).isEqualTo(Ruling.Resolution.PREVAILS);
        assertThat(ruling.winner()).contains(oid(1));
        assertThat(ruling.losers()).containsExactly(oid(2), oid(3));
        assertThat(ruling.decidedBy()).isEqualTo("PRIORITY");
        assertThat(ruling.rows()).extracting(Ruling.Row::candidate).containsExactly(oid(1), oid(2), oid(3));
        assertThat(values(ruling).get(oid(1))).containsExactly(3L, 0L);
        assertThat(values(ruling).get(oid(2))).containsExactly(1L, null);
        assertThat(values(ruling).get(oid(3))).containsExactly(0L, null);
    }

    @Test
    void addsEveryRowOfTheWeightTableThatApplies() {
        // Given
        Terms terms = Terms.of(Comparison.AUTHORITY_WEIGHT, Comparison.JURISDICTION)
                .weight("", When.ALWAYS, 1)
                .weight("urn:a", When.ALWAYS, 2)
                .weight("", When.OWNS_ID, 10)
                .weight("", When.IN_OWN_REGION, 100)
                .weight("", When.ID_OWNER_IN_OWN_REGION, 1_000);
        Fact[] facts = {
            fact(1, "urn:a"),
            fact(2, "urn:b", "urn:a:ids", "r", 0),
            fact(3, "urn:c"),
            fact(4, "urn:c", "urn:none", "r", 0)
        };

        // When
        Ruling placed = rule(terms, contention(Optional.of(IN_NORTH), Group.Consistency.CONSISTENT, facts));
        Ruling nowhere = rule(terms, contention(facts));

        // Then
        assertThat(values(placed))
                .containsEntry(oid(1), List.of(1_113L, 1L))
                .containsEntry(oid(2), List.of(1_001L, 0L))
                .containsEntry(oid(3), List.of(11L, 0L))
                .containsEntry(oid(4), List.of(1L, 0L));
        assertThat(values(nowhere)).containsEntry(oid(1), List.of(13L, 0L)).containsEntry(oid(2), List.of(1L, 0L));
    }

    @Test
    void admissibilityIsTierThenBracketThenMapping() {
        // Given
        Fact first = fact(1, "urn:a");
        Fact hard = new Fact(oid(2), fact(2, "urn:b").core(), AttestationTier.HARDWARE, Terms.domain(), 0);
        bracketed.add(oid(1));

        // When
        Ruling ruling = rule(Terms.of(Comparison.ADMISSIBILITY), contention(first, hard));

        // Then
        assertThat(values(ruling)).containsEntry(oid(1), List.of(30_900L)).containsEntry(oid(2), List.of(40_000L));
        assertThat(ruling.winner()).contains(oid(2));
    }

    @Test
    void anAuthoritysOwnEditionsOutdateAndProvenLaterOnesOfOthersCount() {
        // Given
        before.add(List.of(oid(2), oid(3)));
        before.add(List.of(oid(1), oid(3)));

        // When: no edition of one authority is weighed against another's
        Ruling ruling = rule(
                Terms.of(Comparison.RECENCY),
                contention(
                        fact(1, "urn:a", "urn:a:ids", "x", 1),
                        fact(2, "urn:a", "urn:a:ids", "y", 2),
                        fact(3, "urn:c", "urn:c:ids", "z", 1)));

        // Then
        assertThat(values(ruling))
                .containsEntry(oid(1), List.of(Long.MIN_VALUE))
                .containsEntry(oid(2), List.of(-1L))
                .containsEntry(oid(3), List.of(0L));
        assertThat(ruling.winner()).contains(oid(3));
    }

    @Test
    void withoutAnEditionOfEachProvenOrderOutdatesWithinAnAuthority() {
        // Given
        before.add(List.of(oid(1), oid(2)));

        // When
        Ruling ruling = rule(
                Terms.of(Comparison.RECENCY),
                contention(
                        fact(1, "urn:a", "urn:a:ids", "x", 9),
                        fact(2, "urn:a"),
                        fact(3, "urn:a", "urn:a:ids", "z", 0)));

        // Then
        assertThat(values(ruling))
                .containsEntry(oid(1), List.of(Long.MIN_VALUE))
                .containsEntry(oid(2), List.of(0L))
                .containsEntry(oid(3), List.of(0L));
        assertThat(ruling.resolution()).isEqualTo(Ruling.Resolution.ESCALATED);
    }

    @Test
    void equalEditionsOutdateNeither() {
        Ruling ruling = rule(
                Terms.of(Comparison.RECENCY),
                contention(fact(1, "urn:a", "urn:a:ids", "x", 4), fact(2, "urn:a", "urn:a:ids", "y", 4)));

        assertThat(values(ruling)).containsEntry(oid(1), List.of(0L)).containsEntry(oid(2), List.of(0L));
    }

    @Test
    void whatRemainsAndSaysTheSameIsUnanimousAndElseEscalates() {
        // Given
        Fact third = fact(3, "urn:b", "urn:b:ids", "other", 0);
        Fact[] same = {fact(2, "urn:b", "urn:b:ids", "same", 0), fact(1, "urn:b", "urn:a:ids", "same", 0)};

        // When
        Ruling unanimous = rule(Terms.of(Comparison.PRIORITY), contention(same));
        Ruling split = rule(Terms.of(Comparison.PRIORITY), contention(same[0], same[1], third));

        // Then
        assertThat(unanimous.winner()).contains(oid(1));
        assertThat(unanimous.losers()).containsExactly(oid(2));
        assertThat(unanimous.decidedBy()).isEqualTo(Ruling.UNANIMOUS);
        assertThat(split.resolution()).isEqualTo(Ruling.Resolution.ESCALATED);
        assertThat(split.winner()).isEmpty();
        assertThat(split.losers()).containsExactly(oid(1), oid(2), oid(3));
        assertThat(split.decidedBy()).isEqualTo(Ruling.ESCALATE);
    }

    @Test
    void nothingIsAskedWhereAllWasTakenBackOrLinksConflict() {
        // Given
        Terms terms = Terms.of(Comparison.PRIORITY);

        // When
        Ruling retracted = rule(terms, contention());
        Ruling conflicting = rule(terms, contention(Optional.empty(), Group.Consistency.CONFLICTING, fact(1, "urn:a")));

        // Then
        assertThat(retracted.resolution()).isEqualTo(Ruling.Resolution.RETRACTED);
        assertThat(retracted.rows()).isEmpty();
        assertThat(conflicting.resolution()).isEqualTo(Ruling.Resolution.ESCALATED);
        assertThat(conflicting.decidedBy()).isEqualTo(Ruling.ASSOCIATION_CONFLICT);
        assertThat(values(conflicting)).containsEntry(oid(1), List.of());
    }

    @Test
    void theOnlyCandidateIsWeighedAndNoCustomComparatorIsAsked() {
        // When
        Ruling ruling = rule(
                Terms.of(Comparison.CUSTOM, Comparison.PRIORITY, Comparison.RECENCY, Comparison.CORROBORATION)
                        .custom(REF),
                contention(fact(1, "urn:b")));

        // Then
        assertThat(ruling.winner()).contains(oid(1));
        assertThat(ruling.decidedBy()).isEqualTo(Ruling.ONLY_CANDIDATE);
        assertThat(ruling.losers()).isEmpty();
        assertThat(values(ruling).get(oid(1))).containsExactly(null, 2L, 0L, 1L);
        assertThat(ruling.rows().get(0).values())
                .extracting(Ruling.Value::comparison)
                .containsExactly("CUSTOM", "PRIORITY", "RECENCY", "CORROBORATION");
    }

    @Test
    void aCustomComparatorSeesWhatTheOthersKnowAndIsAskedBothWays() {
        // Given
        List<List<CustomComparator.Traits>> asked = new ArrayList<>();
        bracketed.add(oid(1));
        CustomComparators prefersTheFirstParty = (ref, candidates) -> {
            asked.add(candidates);
            return Outcome.yes(candidates.stream().map(one -> -one.priority()).toList());
        };

        // When
        Ruling ruling = rule(
                Terms.of(Comparison.CUSTOM).weight("urn:c", When.ALWAYS, 7).custom(REF),
                prefersTheFirstParty,
                contention(Optional.of(IN_NORTH), Group.Consistency.CONSISTENT, fact(1, "urn:a"), fact(2, "urn:c")));

        // Then
        CustomComparator.Traits one = new CustomComparator.Traits(1, 0, 1, 1, 1, 900, 1);
        CustomComparator.Traits other = new CustomComparator.Traits(3, 7, 0, 1, 0, 900, 1);
        assertThat(asked).containsExactly(List.of(one, other), List.of(other, one));
        assertThat(values(ruling)).containsEntry(oid(1), List.of(-1L)).containsEntry(oid(2), List.of(-3L));
        assertThat(ruling.winner()).contains(oid(1));
        assertThat(ruling.decidedBy()).isEqualTo("CUSTOM");
    }

    @Test
    void whoAnswersOtherwiseTheOtherWayRoundOrForTooFewSuspends() {
        // Given
        Terms terms = Terms.of(Comparison.PRIORITY, Comparison.CUSTOM).custom(REF);
        Contention two = contention(fact(1, "urn:a"), fact(2, "urn:c"));

        // When
        Ruling byPlace = rule(terms, (ref, candidates) -> Outcome.yes(List.of(1L, 2L)), two);
        Ruling tooFew = rule(terms, (ref, candidates) -> Outcome.yes(List.of(1L)), two);
        Ruling missing = rule(terms, two);

        // Then
        assertThat(List.of(byPlace, tooFew, missing)).allSatisfy(ruling -> {
            assertThat(ruling.resolution()).isEqualTo(Ruling.Resolution.SUSPENDED);
            assertThat(ruling.winner()).isEmpty();
            assertThat(ruling.losers()).containsExactly(oid(1), oid(2));
            assertThat(values(ruling)).containsEntry(oid(1), List.of(1L)).containsEntry(oid(2), List.of(3L));
        });
        assertThat(byPlace.decidedBy()).isEqualTo(Reason.COMPARATOR_DIFFERS.name());
        assertThat(tooFew.decidedBy()).isEqualTo(Reason.COMPARATOR_DIFFERS.name());
        assertThat(missing.decidedBy()).isEqualTo(Reason.COMPARATOR_MISSING.name());
    }

    @Test
    void aRulingHasAWinnerExactlyWhereOnePrevails() {
        Digest about = Digest.sha256();
        for (Ruling.Resolution resolution : Ruling.Resolution.values()) {
            boolean decided = resolution == Ruling.Resolution.PREVAILS || resolution == Ruling.Resolution.DECIDED;
            Optional<Oid> wrong = decided ? Optional.empty() : Optional.of(oid(1));
            if (resolution == Ruling.Resolution.SEALED) {
                assertThat(new Ruling(about, resolution, wrong, List.of(), "CUT", List.of()).winner())
                        .isEqualTo(wrong);
            } else {
                assertThatIllegalArgumentException()
                        .isThrownBy(() -> new Ruling(about, resolution, wrong, List.of(), "", List.of()));
            }
        }
        Ruling two = new Ruling(
                about,
                Ruling.Resolution.GOVERNED,
                Optional.empty(),
                List.of(oid(2), oid(1)),
                "GOVERNED",
                List.of(new Ruling.Row(oid(2), List.of()), new Ruling.Row(oid(1), List.of())));
        assertThat(two.losers()).containsExactly(oid(1), oid(2));
        assertThat(two.rows()).extracting(Ruling.Row::candidate).containsExactly(oid(1), oid(2));
    }
}
