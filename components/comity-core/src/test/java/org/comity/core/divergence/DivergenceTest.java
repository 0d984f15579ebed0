package org.comity.core.divergence;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.comity.core.Told;
import org.comity.core.agreement.Agreement;
import org.comity.core.agreement.Domain;
import org.comity.core.agreement.Limits;
import org.comity.core.agreement.Party;
import org.comity.core.agreement.ReleaseTerms;
import org.comity.core.agreement.Thresholds;
import org.comity.core.authority.AgentId;
import org.comity.core.authority.AttestationTier;
import org.comity.core.contention.Contention;
import org.comity.core.contention.Fact;
import org.comity.core.contention.Group;
import org.comity.core.control.Frontiers;
import org.comity.core.mesh.Digest;
import org.comity.core.mesh.MeshId;
import org.comity.core.mesh.Octets;
import org.comity.core.mesh.Oid;
import org.comity.core.observation.FeatureOfInterest;
import org.comity.core.observation.Suite2026;
import org.junit.jupiter.api.Test;

/** At most 2 contested, 500 permille, 1 undecidable and 3 beacons apart are AUTO. */
class DivergenceTest {
    private static final Divergence.Trouble NONE = new Divergence.Trouble(0, 0, 0);
    private static final Domain ROADS = domain("roads");
    private static final Domain RIVERS = domain("rivers");

    private static Domain domain(String name) {
        return new Domain(
                name,
                Domain.Kind.EVENT,
                List.of("urn:a:ids"),
                Told.STATE,
                Optional.empty(),
                Domain.Constraint.NONE,
                new Thresholds(2, 500, 1, 3),
                List.of(),
                1);
    }

    private static Agreement agreement() {
        List<Party> parties = List.of(party("urn:mesh:0"), party("urn:mesh:1"));
        return new Agreement(
                Digest.sha256(),
                "urn:agreement",
                0,
                Optional.empty(),
                parties,
                List.of(),
                List.of(),
                List.of(),
                List.of(ROADS, RIVERS),
                List.of(),
                List.of(),
                List.of(),
                Optional.empty(),
                List.of(),
                ReleaseTerms.NOTHING,
                List.of(),
                100,
                Set.of(),
                Suite2026.SUITE,
                Limits.STANDARD);
    }

    private static Party party(String mesh) {
        return new Party(
                new MeshId(mesh), List.of(Octets.of(new byte[] {0})), List.of(new AgentId(mesh + ":agent")), "key");
    }

    /** So many contentions of two meshes, of which so many are contested. */
    private static List<Contention> contentions(Domain domain, int all, int contested) {
        List<Contention> contentions = new ArrayList<>();
        for (int i = 0; i < all; i++) {
            List<Fact> facts = List.of(fact(domain, 2 * i, 0, 7), fact(domain, 2 * i + 1, 1, i < contested ? 8 : 7));
            Group group = new Group(
                    List.of(new FeatureOfInterest("urn:a:ids", "f" + i)),
                    Optional.empty(),
                    Group.Consistency.CONSISTENT);
            contentions.add(Contention.of(domain, group, Optional.empty(), facts, List.of()));
        }
        return contentions;
    }

    private static Fact fact(Domain domain, int number, int mesh, int result) {
        Oid oid = new Oid(
                Digest.of(ByteBuffer.allocate(Digest.SIZE).putInt(number).array()));
        return new Fact(oid, Told.core(mesh, result, List.of()), AttestationTier.SOFTWARE, domain, 1_000);
    }

    /** What is said of contentions, counted domain by domain. */
    private record Judged(
            Predicate<Contention> settled,
            Predicate<Contention> undecidable,
            Predicate<Contention> unproven,
            Divergence.Trouble trouble) {

        DivergenceCertificate assess(Agreement agreement, Frontiers frontiers, List<Contention> contentions) {
            Map<String, Divergence.Tally> tallies = new HashMap<>();
            for (Contention one : contentions) {
                boolean open = !settled.test(one);
                tallies.merge(
                        one.domain().name(),
                        new Divergence.Tally(
                                1,
                                open && one.isContested() ? 1 : 0,
                                open && undecidable.test(one) ? 1 : 0,
                                open && unproven.test(one) ? 1 : 0),
                        Divergence.Tally::plus);
            }
            return new Divergence(trouble).assess(agreement, frontiers, tallies);
        }
    }

    private static DomainVerdict roads(Judged divergence, int all, int contested) {
        return divergence
                .assess(agreement(), new Frontiers(List.of()), contentions(ROADS, all, contested))
                .of("roads")
                .orElseThrow();
    }

    private static Verdict verdict(Divergence.Trouble trouble, int all, int contested) {
        return roads(new Judged(any -> false, any -> false, any -> false, trouble), all, contested)
                .verdict();
    }

    private static boolean isFirst(Contention one, int count) {
        return Integer.parseInt(one.group().features().get(0).value().substring(1)) < count;
    }

    @Test
    void isInSyncWhereNothingIsContested() {
        assertThat(verdict(NONE, 4, 0)).isEqualTo(Verdict.IN_SYNC);
        assertThat(verdict(NONE, 0, 0)).isEqualTo(Verdict.IN_SYNC);
        assertThat(verdict(new Divergence.Trouble(9, 9, 0), 4, 0)).isEqualTo(Verdict.IN_SYNC);
    }

    @Test
    void mergesByItselfUpToEachThresholdAndNoFurther() {
        assertThat(verdict(NONE, 4, 2)).isEqualTo(Verdict.AUTO);
        assertThat(verdict(NONE, 3, 2)).as("more than half").isEqualTo(Verdict.GOVERNED);
        assertThat(verdict(NONE, 1_000, 3)).as("a flood dilutes no count").isEqualTo(Verdict.GOVERNED);
        assertThat(verdict(new Divergence.Trouble(3, 0, 0), 4, 1)).isEqualTo(Verdict.AUTO);
        assertThat(verdict(new Divergence.Trouble(4, 0, 0), 4, 1)).isEqualTo(Verdict.GOVERNED);
        assertThat(verdict(new Divergence.Trouble(0, 1, 0), 4, 1)).isEqualTo(Verdict.GOVERNED);
    }

    @Test
    void equivocationQuarantinesWhateverIsContested() {
        assertThat(verdict(new Divergence.Trouble(0, 0, 1), 4, 0)).isEqualTo(Verdict.QUARANTINE);
    }

    @Test
    void countsWhatIsUndecidableAndLeavesOutWhatIsSettled() {
        // Given
        Judged one = new Judged(any -> false, contention -> isFirst(contention, 1), any -> false, NONE);
        Judged two = new Judged(any -> false, contention -> isFirst(contention, 2), any -> false, NONE);
        Judged settled = new Judged(contention -> isFirst(contention, 2), any -> true, any -> false, NONE);

        // Then
        assertThat(roads(one, 4, 0)).isEqualTo(new DomainVerdict("roads", Verdict.AUTO, 4, 0, 1, 0, 0, 0, 0));
        assertThat(roads(two, 4, 0).verdict()).isEqualTo(Verdict.GOVERNED);
        assertThat(roads(settled, 3, 2)).isEqualTo(new DomainVerdict("roads", Verdict.AUTO, 3, 0, 1, 0, 0, 0, 0));
    }

    @Test
    void aCredentialWithoutAYoungEnoughListGovernsItsDomainEvenUncontested() {
        // Given
        Judged one = new Judged(any -> false, any -> false, contention -> isFirst(contention, 1), NONE);
        Judged settled = new Judged(any -> true, any -> false, any -> true, NONE);
        Judged equivocal = new Judged(any -> false, any -> false, contention -> true, new Divergence.Trouble(0, 0, 1));

        // Then
        assertThat(roads(one, 4, 0)).isEqualTo(new DomainVerdict("roads", Verdict.GOVERNED, 4, 0, 0, 1, 0, 0, 0));
        assertThat(roads(settled, 4, 0).verdict()).isEqualTo(Verdict.IN_SYNC);
        assertThat(roads(equivocal, 4, 0).verdict()).isEqualTo(Verdict.QUARANTINE);
    }

    @Test
    void eachDomainIsJudgedByItself() {
        // Given
        List<Contention> both = new ArrayList<>(contentions(ROADS, 4, 4));
        both.addAll(contentions(RIVERS, 5, 0));
        Judged divergence = new Judged(any -> false, any -> false, any -> false, new Divergence.Trouble(1, 2, 0));

        // When
        DivergenceCertificate certificate = divergence.assess(agreement(), new Frontiers(List.of()), both);

        // Then
        assertThat(certificate.domains())
                .containsExactly(
                        new DomainVerdict("rivers", Verdict.IN_SYNC, 5, 0, 0, 0, 1, 2, 0),
                        new DomainVerdict("roads", Verdict.GOVERNED, 4, 4, 0, 0, 1, 2, 0));
        assertThat(certificate.of("lakes")).isEmpty();
    }

    @Test
    void theDigestTellsEveryCountApart() {
        // Given
        Frontiers frontiers = new Frontiers(List.of());

        // When
        List<Digest> digests = List.of(
                        new DomainVerdict("d", Verdict.AUTO, 1, 0, 0, 0, 0, 0, 0),
                        new DomainVerdict("d", Verdict.AUTO, 0, 1, 0, 0, 0, 0, 0),
                        new DomainVerdict("d", Verdict.AUTO, 0, 0, 1, 0, 0, 0, 0),
                        new DomainVerdict("d", Verdict.AUTO, 0, 0, 0, 1, 0, 0, 0),
                        new DomainVerdict("d", Verdict.AUTO, 0, 0, 0, 0, 1, 0, 0),
                        new DomainVerdict("d", Verdict.AUTO, 0, 0, 0, 0, 0, 1, 0),
                        new DomainVerdict("d", Verdict.AUTO, 0, 0, 0, 0, 0, 0, 1),
                        new DomainVerdict("d", Verdict.GOVERNED, 1, 0, 0, 0, 0, 0, 0),
                        new DomainVerdict("e", Verdict.AUTO, 1, 0, 0, 0, 0, 0, 0))
                .stream()
                .map(one -> new DivergenceCertificate(frontiers, List.of(one)).digest())
                .toList();

        // Then
        assertThat(digests).doesNotHaveDuplicates();
    }
}
