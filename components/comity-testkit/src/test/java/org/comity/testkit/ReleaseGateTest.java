package org.comity.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.comity.core.agreement.Agreement;
import org.comity.core.agreement.ChannelRule;
import org.comity.core.agreement.ReleaseBudget;
import org.comity.core.agreement.ReleaseRule;
import org.comity.core.agreement.ReleaseTerms;
import org.comity.core.authority.AuthorityId;
import org.comity.core.contention.NotCounted;
import org.comity.core.control.Statement;
import org.comity.core.ledger.LeafKind;
import org.comity.core.ledger.LedgerLeaf;
import org.comity.core.mesh.Digest;
import org.comity.core.mesh.Encoding;
import org.comity.core.mesh.MeshId;
import org.comity.core.mesh.Octets;
import org.comity.core.mesh.Oid;
import org.comity.core.mesh.Reason;
import org.comity.core.observation.Draft;
import org.comity.core.observation.FeatureOfInterest;
import org.comity.core.observation.Label;
import org.comity.core.observation.Observation;
import org.comity.core.observation.ObservedProperty;
import org.comity.core.observation.PhenomenonTime;
import org.comity.core.observation.Result;
import org.comity.core.observation.Term;
import org.comity.core.reconcile.Withheld;
import org.comity.core.taxonomy.Equivalence;
import org.comity.xml.SecurityPolicyFile;
import org.comity.xml.SecurityPolicyFiles;
import org.junit.jupiter.api.Test;

/** What the county lets out to the state, what it keeps, and what it says of that to its own operator alone. */
class ReleaseGateTest {
    private static final AuthorityId SHERIFF = new AuthorityId("urn:authority:sheriff");
    private static final AuthorityId CORONER = new AuthorityId("urn:authority:coroner");
    private static final AuthorityId PATROL = new AuthorityId("urn:authority:patrol");
    private static final ObservedProperty STATE = new ObservedProperty("urn:properties", "road-state");
    private static final String COUNTY_POLICY = "urn:oid:1.2.3";
    private static final String TLP_POLICY = "urn:comity:policy:tlp:2.0";
    private static final Octets COUNTY_FILE = Octets.of("""
            <spif:SPIF xmlns:spif="http://www.xmlspif.org/spif">
              <spif:securityPolicyId name="County" id="1.2.3"/>
              <spif:securityClassifications>
                <spif:securityClassification name="PUBLIC" lacv="1" hierarchy="1"/>
                <spif:securityClassification name="GREEN" lacv="2" hierarchy="2"/>
                <spif:securityClassification name="SEALED" lacv="3" hierarchy="3"/>
              </spif:securityClassifications>
            </spif:SPIF>
            """.getBytes(StandardCharsets.UTF_8));
    private static final SecurityPolicyFiles FILES = SecurityPolicyFiles.of(List.of(COUNTY_FILE));
    private static final ReleaseTerms.PolicyRef COUNTY =
            new ReleaseTerms.PolicyRef(COUNTY_POLICY, COUNTY_FILE.digest());
    private static final ReleaseTerms.PolicyRef TLP =
            new ReleaseTerms.PolicyRef(TLP_POLICY, SecurityPolicyFile.tlp().digest());

    private final LocalMeshes meshes = LocalMeshes.of("county", "state");
    private final LocalMesh county = meshes.mesh("county");

    private AgreementSketch sketch() {
        return meshes.sketch()
                .authority(SHERIFF, county, 0, "urn:sheriff", COUNTY_POLICY)
                .authority(CORONER, county, 0, "urn:coroner")
                .authority(PATROL, meshes.mesh("state"), 0, "urn:patrol", TLP_POLICY)
                .domain("road-state", "urn:roads", STATE);
    }

    private LocalMeshes under(ReleaseTerms terms) {
        return meshes.agree(sketch().release(terms).agree(), FILES);
    }

    private static ReleaseTerms terms(ReleaseRule... rules) {
        return new ReleaseTerms(List.of(COUNTY, TLP), List.of(rules), List.of(), OptionalInt.empty());
    }

    private static ReleaseRule ceiling(Label... ceilings) {
        return new ReleaseRule("routine", ReleaseRule.Scope.ALL, ReleaseRule.Unlabelled.WITHHELD, List.of(ceilings));
    }

    private static ReleaseTerms budget(int items, long octets) {
        return new ReleaseTerms(
                List.of(),
                List.of(ReleaseRule.unlabelled("routine")),
                List.of(new ReleaseBudget("routine", items, octets, 3_600)),
                OptionalInt.empty());
    }

    private Oid says(AuthorityId authority, String road, Optional<Label> label) {
        Draft draft = new Draft(
                authority,
                new FeatureOfInterest("urn:roads", road),
                STATE,
                PhenomenonTime.at(Instant.parse("2020-01-01T00:00:00Z")),
                Optional.empty(),
                label,
                new Result("text/plain", Octets.of("open".getBytes(StandardCharsets.UTF_8)), List.of()),
                road,
                OptionalLong.empty(),
                Draft.Standing.STANDS,
                road);
        Observation said = county.observe(authority, draft).get(0);
        return said.oid();
    }

    private Oid says(String road, String policy, String classification) {
        return says(SHERIFF, road, Optional.of(new Label(policy, classification)));
    }

    private Oid says(String road) {
        return says(SHERIFF, road, Optional.empty());
    }

    private boolean stateHolds(Oid oid) {
        return meshes.agent("state").admitted().stream()
                .anyMatch(one -> one.oid().equals(oid));
    }

    private boolean stateWasTold(Oid oid) {
        return meshes.agent("state").admitted().stream()
                .flatMap(one -> one.statement().stream())
                .anyMatch(statement -> statement instanceof Statement.Consignment consignment
                        && consignment.members().stream()
                                .anyMatch(member -> member.oid().equals(oid)));
    }

    private Reason kept(Oid oid) {
        assertThat(stateHolds(oid)).isFalse();
        assertThat(stateWasTold(oid)).isFalse();
        Withheld withheld = meshes.agent("county").withheld().stream()
                .filter(one -> one.oid().equals(oid))
                .findFirst()
                .orElseThrow();
        assertThat(leaves(withheld)).isEqualTo(1);
        return withheld.reason();
    }

    private long leaves(Withheld withheld) {
        Digest subject = Encoding.of("comity-withheld-v1")
                .oid(withheld.oid())
                .text(withheld.reason().name())
                .digest();
        LedgerLeaf leaf = LedgerLeaf.of(LeafKind.WITHHELD, subject);
        return county.node().ledger().leaves(0, 10_000).stream()
                .filter(leaf::equals)
                .count();
    }

    @Test
    void whatNoRuleSpeaksOfStays() {
        // Given
        ReleaseRule.Scope sheriffs =
                new ReleaseRule.Scope(Optional.empty(), Optional.of(SHERIFF), Optional.empty(), Optional.empty());
        under(terms(new ReleaseRule("routine", sheriffs, ReleaseRule.Unlabelled.RELEASED, List.of())));
        // When
        Oid open = says(SHERIFF, "1", Optional.empty());
        Oid shut = says(CORONER, "2", Optional.empty());
        meshes.exchange();
        // Then
        assertThat(stateHolds(open)).isTrue();
        assertThat(kept(shut)).isEqualTo(Reason.NOT_RELEASABLE);
    }

    @Test
    void anAgreementWithoutRuleReleasesNothing() {
        // Given
        under(ReleaseTerms.NOTHING);
        // When
        Oid said = says("1");
        meshes.exchange();
        // Then
        assertThat(kept(said)).isEqualTo(Reason.NOT_RELEASABLE);
    }

    @Test
    void aScopeSpeaksOfMeshFeatureSchemeAndProperty() {
        // Given
        for (ReleaseRule.Scope other : List.of(
                new ReleaseRule.Scope(
                        Optional.of(new MeshId("urn:mesh:state")),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty()),
                new ReleaseRule.Scope(Optional.empty(), Optional.empty(), Optional.of("urn:rivers"), Optional.empty()),
                new ReleaseRule.Scope(
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of(new ObservedProperty("urn:properties", "toll"))))) {
            LocalMeshes pair = LocalMeshes.of("county", "state");
            ReleaseTerms terms = terms(new ReleaseRule("routine", other, ReleaseRule.Unlabelled.RELEASED, List.of()));
            Agreement agreement = pair.sketch()
                    .authority(SHERIFF, pair.mesh("county"), 0)
                    .release(terms)
                    .agree();
            pair.agree(agreement);
            // When
            pair.mesh("county").observe(SHERIFF, TwoMeshesTest.road(SHERIFF, "1", "open"));
            pair.exchange();
            // Then
            assertThat(pair.agent("county").withheld())
                    .extracting(Withheld::reason)
                    .containsExactly(Reason.NOT_RELEASABLE);
        }
    }

    @Test
    void aCeilingBoundsWhatIsLetOut() {
        // Given
        under(terms(ceiling(new Label("County", "GREEN"))));
        // When
        Oid below = says("1", "County", "PUBLIC");
        Oid at = says("2", COUNTY_POLICY, "GREEN");
        Oid above = says("3", "County", "SEALED");
        Oid unlabelled = says("4");
        Oid stranger = says("5", "Duchy", "PUBLIC");
        Oid unheard = says("6", "County", "CLEAR");
        meshes.exchange();
        // Then
        assertThat(stateHolds(below)).isTrue();
        assertThat(stateHolds(at)).isTrue();
        assertThat(kept(above)).isEqualTo(Reason.LABEL_ABOVE_CEILING);
        assertThat(kept(unlabelled)).isEqualTo(Reason.LABEL_MISSING);
        assertThat(kept(stranger)).isEqualTo(Reason.LABEL_UNKNOWN);
        assertThat(kept(unheard)).isEqualTo(Reason.LABEL_UNKNOWN);
    }

    @Test
    void aPolicyWhoseFileIsNotAtHandReadsNoLabel() {
        // Given
        meshes.agree(
                sketch().release(terms(ceiling(new Label("County", "SEALED")))).agree());
        // When
        Oid said = says("1", "County", "PUBLIC");
        meshes.exchange();
        // Then
        assertThat(kept(said)).isEqualTo(Reason.LABEL_UNKNOWN);
    }

    /** Both policies have a GREEN. That they share the word says nothing. */
    @Test
    void acrossPoliciesOnlyWhatBothOwnersAttestCounts() {
        // Given
        under(terms(ceiling(new Label("TLP", "AMBER"))));
        Oid green = says("1", "County", "GREEN");
        Oid sealed = says("2", "County", "SEALED");
        meshes.exchange();
        assertThat(kept(green)).isEqualTo(Reason.LABEL_NOT_EQUIVALENT);
        // When
        Statement amber = same("GREEN", "AMBER");
        meshes.agent("county").state(amber, county.voice(SHERIFF));
        meshes.exchange();
        Reason bySheriffAlone = kept(green);
        meshes.agent("state").state(amber, meshes.mesh("state").voice(PATROL));
        meshes.exchange();
        // Then
        assertThat(bySheriffAlone).isEqualTo(Reason.LABEL_NOT_EQUIVALENT);
        assertThat(stateHolds(green)).isTrue();
        assertThat(kept(sealed)).isEqualTo(Reason.LABEL_NOT_EQUIVALENT);
    }

    @Test
    void theStricterOfTwoCeilingsWins() {
        // Given
        under(terms(ceiling(new Label("County", "SEALED"), new Label("TLP", "GREEN"))));
        for (String pair : List.of("PUBLIC GREEN", "SEALED RED")) {
            Statement both = same(pair.split(" ")[0], pair.split(" ")[1]);
            meshes.agent("county").state(both, county.voice(SHERIFF));
            meshes.agent("state").state(both, meshes.mesh("state").voice(PATROL));
        }
        meshes.exchange();
        // When
        Oid open = says("1", "County", "PUBLIC");
        Oid sealed = says("2", "County", "SEALED");
        meshes.exchange();
        // Then
        assertThat(stateHolds(open)).isTrue();
        assertThat(kept(sealed)).isEqualTo(Reason.LABEL_ABOVE_CEILING);
    }

    private static Statement same(String own, String theirs) {
        return new Statement.Equivalent(new Equivalence(
                Equivalence.Kind.TERM,
                new Term(COUNTY_POLICY, own),
                Equivalence.Predicate.EXACT,
                new Term(TLP_POLICY, theirs),
                "https://w3id.org/semapv/vocab/ManualMappingCuration",
                1_000));
    }

    @Test
    void aClassWithoutAChannelStays() {
        // Given
        ReleaseRule.Scope sheriffs =
                new ReleaseRule.Scope(Optional.empty(), Optional.of(SHERIFF), Optional.empty(), Optional.empty());
        MeshId here = county.id();
        MeshId there = meshes.mesh("state").id();
        meshes.agree(sketch().channel(new ChannelRule("line", here, there, "routine"))
                .channel(new ChannelRule("line", there, here, "priority"))
                .release(terms(
                        new ReleaseRule("priority", sheriffs, ReleaseRule.Unlabelled.RELEASED, List.of()),
                        ReleaseRule.unlabelled("routine")))
                .agree());
        // When
        Oid urgent = says(SHERIFF, "1", Optional.empty());
        Oid routine = says(CORONER, "2", Optional.empty());
        meshes.exchange();
        // Then
        assertThat(kept(urgent)).isEqualTo(Reason.CLASS_WITHOUT_CHANNEL);
        assertThat(stateHolds(routine)).isTrue();
    }

    @Test
    void whatIsBeyondABudgetWaitsForTheNextPeriodAlsoAcrossAHalt() {
        // Given
        under(budget(2, 1_000_000));
        Oid first = says("1");
        Oid second = says("2");
        Oid third = says("3");
        meshes.exchange();
        assertThat(stateHolds(second)).isTrue();
        assertThat(kept(third)).isEqualTo(Reason.BUDGET_SPENT);
        // When
        meshes.restart("county");
        Oid fourth = says("4");
        meshes.exchange();
        Reason stillSpent = kept(third);
        county.clock().advance(Duration.ofHours(1));
        meshes.exchange();
        // Then
        assertThat(stillSpent).isEqualTo(Reason.BUDGET_SPENT);
        assertThat(List.of(first, second, third, fourth)).allMatch(this::stateHolds);
        assertThat(meshes.agent("county").withheld()).isEmpty();
    }

    /** Classes share the agent's one chain, so what has gone out stands ahead; a budget bounds how much that is. */
    @Test
    void fillerOfAClassWithABudgetHoldsUpNoUrgentClass() {
        // Given
        ReleaseRule.Scope sheriffs =
                new ReleaseRule.Scope(Optional.empty(), Optional.of(SHERIFF), Optional.empty(), Optional.empty());
        under(new ReleaseTerms(
                List.of(),
                List.of(
                        new ReleaseRule("urgent", sheriffs, ReleaseRule.Unlabelled.RELEASED, List.of()),
                        ReleaseRule.unlabelled("routine")),
                List.of(new ReleaseBudget("routine", 10, 1_000_000, 3_600)),
                OptionalInt.empty()));
        List<Oid> filler = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            filler.add(says(CORONER, "filler " + i, Optional.empty()));
        }
        Oid urgent = says(SHERIFF, "1", Optional.empty());
        // When
        List<Octets> parcels = meshes.agent("county").release();
        meshes.agent("state").take(parcels.get(0));
        // Then
        assertThat(parcels).hasSize(1);
        assertThat(stateHolds(urgent)).isTrue();
        assertThat(filler.stream().filter(this::stateHolds)).hasSize(10);
        assertThat(meshes.agent("county").withheld()).hasSize(190).allMatch(one -> one.reason() == Reason.BUDGET_SPENT);
    }

    @Test
    void aBudgetSpentWhileTheClockWasYearsAheadHoldsNothingUpOnceItIsRight() {
        // Given
        under(budget(1, 1_000_000));
        county.clock().advance(Duration.ofDays(3_653));
        says("1");
        meshes.exchange();
        Oid second = says("2");
        meshes.exchange();
        // When
        county.clock().advance(Duration.ofHours(-1));
        meshes.exchange();
        Reason aStepBack = kept(second);
        county.clock().advance(Duration.ofDays(-3_653));
        meshes.exchange();
        // Then
        assertThat(aStepBack).isEqualTo(Reason.BUDGET_SPENT);
        assertThat(stateHolds(second)).isTrue();
    }

    @Test
    void aBudgetCountsOctets() {
        // Given
        under(budget(1_000, 8_000));
        // When
        for (int i = 0; i < 6; i++) {
            says(Integer.toString(i));
        }
        meshes.exchange();
        long out = meshes.agent("state").admitted().stream()
                .filter(one -> !one.core().isControl())
                .mapToLong(one -> one.observation().octets().size())
                .sum();
        // Then
        assertThat(out).isPositive().isLessThanOrEqualTo(8_000);
        assertThat(meshes.agent("county").withheld())
                .isNotEmpty()
                .extracting(Withheld::reason)
                .containsOnly(Reason.BUDGET_SPENT);
    }

    @Test
    void whatIsLargerThanAWholeBudgetNeverGoesAndDoesNotHoldUpOthers() {
        // Given
        int size = 1
                + LocalMeshes.of("a", "b")
                        .mesh("a")
                        .observe(SHERIFF, TwoMeshesTest.road(SHERIFF, "1", "open"))
                        .get(0)
                        .octets()
                        .size();
        under(budget(1_000, size + 120));
        // When
        Oid large = says("x".repeat(250));
        Oid small = says("2");
        meshes.exchange();
        // Then
        assertThat(kept(large)).isEqualTo(Reason.NOT_RELEASABLE);
        assertThat(stateHolds(small)).isTrue();
    }

    @Test
    void aNewEpochLetsOutWhatTheOneBeforeWithheld() {
        // Given
        Agreement first = sketch().release(ReleaseTerms.NOTHING).agree();
        meshes.agree(first, FILES);
        Oid said = says("1");
        meshes.exchange();
        assertThat(kept(said)).isEqualTo(Reason.NOT_RELEASABLE);
        AgreementSketch next = sketch().after(first);
        // When
        for (String name : List.of("county", "state")) {
            meshes.agent(name).keep(next.document());
            meshes.agent(name)
                    .state(
                            new Statement.AgreementEpoch(next.agree().digest()),
                            meshes.mesh(name).agentVoice());
        }
        meshes.exchange();
        // Then
        assertThat(meshes.agent("county").agreement().epoch()).isEqualTo(1);
        assertThat(stateHolds(said)).isTrue();
        assertThat(meshes.agent("county").current().picture().digest())
                .isEqualTo(meshes.agent("state").current().picture().digest());
    }

    @Test
    void whatIsWithheldOutlivesAHaltAndIsRecordedOnce() {
        // Given
        under(ReleaseTerms.NOTHING);
        Oid said = says("1");
        meshes.exchange();
        // When
        meshes.restart("county");
        meshes.exchange();
        // Then
        assertThat(kept(said)).isEqualTo(Reason.NOT_RELEASABLE);
    }

    @Test
    void whatAnOperatorRefusesByReceiptCountsForNobody() {
        // Given
        LocalMeshes three = LocalMeshes.of("county", "state", "federal");
        Agreement agreement = three.sketch()
                .authority(SHERIFF, three.mesh("county"), 0)
                .domain("road-state", "urn:roads", STATE)
                .refusals(Reason.BEYOND_SCOPE)
                .agree();
        three.agree(agreement);
        Oid said = three.mesh("county")
                .observe(SHERIFF, TwoMeshesTest.road(SHERIFF, "1", "open"))
                .get(0)
                .oid();
        three.exchange();
        assertThat(three.agent("federal").current().picture().entries()).hasSize(1);
        // When
        String refused = three.agent("state")
                .refuse(said, Reason.BEYOND_SCOPE)
                .fold(any -> "", no -> no.reason().name());
        three.exchange();
        // Then
        assertThat(refused).isEmpty();
        for (String name : List.of("county", "state", "federal")) {
            assertThat(three.agent(name).current().detected().notCounted())
                    .contains(new NotCounted(said, Reason.REFUSED_BY_PARTY));
            assertThat(three.agent(name).current().picture().entries()).isEmpty();
        }
        assertThat(three.agent("state")
                        .refuse(said, Reason.MALFORMED)
                        .<Reason>fold(any -> Reason.DUPLICATE, no -> no.reason()))
                .isEqualTo(Reason.ISSUER_NOT_ENTITLED);
        assertThat(three.agent("state")
                        .refuse(new Oid(Digest.sha256()), Reason.BEYOND_SCOPE)
                        .<Reason>fold(any -> Reason.DUPLICATE, no -> no.reason()))
                .isEqualTo(Reason.SOURCE_MISSING);
    }
}
