package org.comity.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.comity.core.arbitration.Ruling;
import org.comity.core.authority.AuthorityId;
import org.comity.core.contention.Group;
import org.comity.core.contention.NotCounted;
import org.comity.core.control.Statement;
import org.comity.core.mesh.Octets;
import org.comity.core.mesh.Reason;
import org.comity.core.observation.Draft;
import org.comity.core.observation.FeatureOfInterest;
import org.comity.core.observation.ObservedProperty;
import org.comity.core.observation.PhenomenonTime;
import org.comity.core.observation.Result;
import org.comity.core.observation.Term;
import org.comity.core.picture.JointPicture;
import org.comity.core.reconcile.Affected;
import org.comity.core.reconcile.Arbitrated;
import org.comity.core.reconcile.Reconciler;
import org.comity.core.taxonomy.Equivalence;
import org.comity.core.taxonomy.Equivalence.Kind;
import org.comity.core.taxonomy.Equivalence.Predicate;
import org.comity.core.taxonomy.Ratio;
import org.comity.core.taxonomy.Use;
import org.comity.core.taxonomy.Validity;
import org.junit.jupiter.api.Test;

/** What attested equivalences do to the joint picture of two meshes, and what they must not do. */
class EquivalencesTest {
    static final AuthorityId SHERIFF = new AuthorityId("urn:authority:sheriff");
    static final AuthorityId PATROL = new AuthorityId("urn:authority:patrol");
    static final String HERE = "urn:sheriff";
    static final String THERE = "urn:patrol";
    private static final ObservedProperty LEVEL = new ObservedProperty("urn:agreed", "level");

    private final LocalMeshes meshes = LocalMeshes.of("county", "state");

    private void agree() {
        meshes.agree(meshes.sketch()
                .authority(SHERIFF, meshes.mesh("county"), 0, HERE)
                .authority(PATROL, meshes.mesh("state"), 0, THERE, "urn:agreed")
                .domain(AgreementSketch.event("level", LEVEL, HERE, THERE))
                .chain()
                .agree());
    }

    static Draft said(AuthorityId by, FeatureOfInterest feature, ObservedProperty property, Result result) {
        return new Draft(
                by,
                feature,
                property,
                PhenomenonTime.at(Instant.parse("2020-01-01T00:00:00Z")),
                Optional.empty(),
                Optional.empty(),
                result,
                feature.value() + property.value(),
                OptionalLong.empty(),
                Draft.Standing.STANDS,
                feature.value());
    }

    static Result result(String text, Term... terms) {
        return new Result("text/plain", Octets.of(text.getBytes(StandardCharsets.UTF_8)), List.of(terms));
    }

    static Equivalence says(Kind kind, String here, Predicate predicate, String there) {
        return new Equivalence(kind, new Term(HERE, here), predicate, new Term(THERE, there), "urn:reason:same", 1_000);
    }

    private static Equivalence exact(Kind kind, String here, String there) {
        return says(kind, here, Predicate.EXACT, there);
    }

    private void sheriff(String feature, Result result) {
        meshes.mesh("county").observe(SHERIFF, said(SHERIFF, new FeatureOfInterest(HERE, feature), LEVEL, result));
    }

    private void patrol(String feature, Result result) {
        meshes.mesh("state").observe(PATROL, said(PATROL, new FeatureOfInterest(THERE, feature), LEVEL, result));
    }

    private void attest(Equivalence one) {
        attest(one, Validity.ALWAYS, Validity.ALWAYS);
    }

    private void attest(Equivalence one, Validity county, Validity state) {
        meshes.agent("county")
                .state(
                        new Statement.Equivalent(one, county),
                        meshes.mesh("county").voice(SHERIFF));
        meshes.agent("state")
                .state(
                        new Statement.Equivalent(one, state),
                        meshes.mesh("state").voice(PATROL));
    }

    private Arbitrated now() {
        Arbitrated county = meshes.exchange().agent("county").current();
        assertThat(county.picture().digest())
                .isEqualTo(meshes.agent("state").current().picture().digest());
        return county;
    }

    private Stream<Ruling> rulings() {
        return now().picture().entries().stream().map(JointPicture.Entry::ruling);
    }

    private Stream<Reason> notCounted() {
        return now().detected().notCounted().stream().map(NotCounted::reason);
    }

    @Test
    void joinOneFeatureUnderTwoNamesOnlyWhenBothOwnersSay() {
        // Given
        agree();
        sheriff("dam", result("3"));
        patrol("d-7", result("3"));
        Equivalence same = exact(Kind.FEATURE, "dam", "d-7");

        // When
        meshes.agent("county")
                .state(new Statement.Equivalent(same), meshes.mesh("county").voice(SHERIFF));

        // Then
        assertThat(rulings()).extracting(Ruling::decidedBy).containsOnly(Ruling.ONLY_CANDIDATE);
        assertThat(notCounted()).containsExactly(Reason.SIGNERS_TOO_FEW);
        meshes.agent("state")
                .state(new Statement.Equivalent(same), meshes.mesh("state").voice(PATROL));
        assertThat(rulings()).extracting(Ruling::decidedBy).containsExactly(Ruling.UNANIMOUS);
        assertThat(now().picture().entries().get(0).contention().group().features())
                .extracting(FeatureOfInterest::value)
                .containsExactly("d-7", "dam");
        assertThat(notCounted()).isEmpty();
    }

    @Test
    void makeValuesEqualUnderAnExactFactorAndLeaveThemAsTheyCame() {
        // Given
        agree();
        attest(exact(Kind.FEATURE, "dam", "d-7"));
        sheriff("dam", result("3.048", new Term(HERE, "m")));
        patrol("d-7", result("10", new Term(THERE, "ft")));
        assertThat(rulings()).extracting(Ruling::decidedBy).containsExactly(Ruling.ESCALATE);
        Equivalence units = new Equivalence(
                Kind.UNIT,
                new Term(HERE, "m"),
                Predicate.EXACT,
                new Term(THERE, "ft"),
                "urn:reason:same",
                1_000,
                Optional.empty(),
                Use.FREE,
                Optional.of(Ratio.parse("1250/381")));

        // When
        attest(units);

        // Then
        assertThat(rulings()).extracting(Ruling::decidedBy).containsExactly(Ruling.UNANIMOUS);
        assertThat(now().picture().entries().get(0).contention().isContested()).isFalse();
        assertThat(now().picture().entries().get(0).contention().candidates())
                .extracting(fact -> new String(fact.core().result().content().bytes(), StandardCharsets.UTF_8))
                .containsExactlyInAnyOrder("3.048", "10");
    }

    @Test
    void makeCodesEqualThatBothOwnersEquate() {
        // Given
        agree();
        attest(exact(Kind.FEATURE, "dam", "d-7"));
        sheriff("dam", result("DL", new Term(HERE, "DL")));
        patrol("d-7", result("DE", new Term(THERE, "DE")));
        assertThat(rulings()).extracting(Ruling::decidedBy).containsExactly(Ruling.ESCALATE);

        // When
        attest(exact(Kind.TERM, "DL", "DE"));

        // Then
        assertThat(rulings()).extracting(Ruling::decidedBy).containsExactly(Ruling.UNANIMOUS);
    }

    @Test
    void useNoCloseOrBroaderMatchAndNoEqualSpelling() {
        // Given
        agree();
        sheriff("dam", result("3"));
        patrol("dam", result("4"));

        // When
        for (Predicate predicate : List.of(Predicate.CLOSE, Predicate.RELATED, Predicate.BROADER)) {
            attest(says(Kind.FEATURE, "dam", predicate, "dam"));
        }

        // Then
        assertThat(rulings())
                .extracting(Ruling::decidedBy)
                .containsOnly(Ruling.ONLY_CANDIDATE)
                .hasSize(2);
    }

    @Test
    void areWithdrawnByTheDenialOfOneOwnerAlone() {
        // Given
        agree();
        attest(exact(Kind.FEATURE, "dam", "d-7"));
        sheriff("dam", result("3"));
        patrol("d-7", result("4"));
        assertThat(rulings()).hasSize(1);

        // When
        meshes.agent("state")
                .state(
                        new Statement.Equivalent(says(Kind.FEATURE, "dam", Predicate.NOT, "d-7")),
                        meshes.mesh("state").voice(PATROL));

        // Then
        assertThat(rulings()).hasSize(2);
        assertThat(notCounted()).containsOnly(Reason.STATEMENTS_CONFLICT).hasSize(3);
    }

    @Test
    void holdBetweenBeaconsOfTheirIssuersSoThatACodeCanGetAnotherMeaning() {
        // Given a code that is d-1 until a beacon of the county, and d-2 from it on
        agree();
        sheriff("old", result("1"));
        meshes.exchange();
        long beacon = meshes.mesh("county").node().ledger().size();
        Validity before = new Validity(OptionalLong.empty(), OptionalLong.of(beacon));
        Validity after = new Validity(OptionalLong.of(beacon), OptionalLong.empty());
        attest(exact(Kind.FEATURE, "old", "d-1"), before, Validity.ALWAYS);
        attest(exact(Kind.FEATURE, "old", "d-2"), after, Validity.ALWAYS);
        meshes.exchange();
        patrol("d-1", result("1"));
        patrol("d-2", result("2"));

        // When
        meshes.mesh("county")
                .observe(
                        SHERIFF,
                        new Draft(
                                SHERIFF,
                                new FeatureOfInterest(HERE, "old"),
                                LEVEL,
                                PhenomenonTime.at(Instant.parse("2020-01-01T00:00:00Z")),
                                Optional.empty(),
                                Optional.empty(),
                                result("2"),
                                "another series",
                                OptionalLong.empty(),
                                Draft.Standing.STANDS,
                                "later"));

        // Then
        assertThat(notCounted()).isEmpty();
        assertThat(now().picture().entries())
                .extracting(entry -> entry.ruling().decidedBy())
                .containsExactly(Ruling.UNANIMOUS, Ruling.UNANIMOUS);
    }

    @Test
    void escalateWhereAChainIsLongerThanAgreed() {
        // Given the patrol's own second scheme, which it equates with its first
        meshes.agree(meshes.sketch()
                .authority(SHERIFF, meshes.mesh("county"), 0, HERE)
                .authority(PATROL, meshes.mesh("state"), 0, THERE, "urn:agreed", "urn:third")
                .domain(AgreementSketch.event("level", LEVEL, HERE, THERE, "urn:third"))
                .agree());
        attest(exact(Kind.FEATURE, "dam", "d-7"));
        meshes.agent("state")
                .state(
                        new Statement.Equivalent(new Equivalence(
                                Kind.FEATURE,
                                new Term(THERE, "d-7"),
                                Predicate.EXACT,
                                new Term("urn:third", "x"),
                                "urn:reason:same",
                                1_000)),
                        meshes.mesh("state").voice(PATROL));
        sheriff("dam", result("3"));
        patrol("d-7", result("3"));

        // Then
        assertThat(now().picture().entries().get(0).contention().group().consistency())
                .isEqualTo(Group.Consistency.CONFLICTING);
        assertThat(rulings()).extracting(Ruling::resolution).containsExactly(Ruling.Resolution.ESCALATED);
    }

    @Test
    void areTakenBackByOneOwnerAndEveryDecisionThatRestedOnThemIsFound() {
        // Given ten features, each under two names, and one that nothing joins
        agree();
        for (int i = 0; i < 10; i++) {
            attest(exact(Kind.FEATURE, "f" + i, "g" + i));
            sheriff("f" + i, result("s" + i));
            patrol("g" + i, result(i < 5 ? "s" + i : "p" + i));
        }
        sheriff("alone", result("a"));
        Arbitrated before = now();
        Equivalence wrong = exact(Kind.FEATURE, "f7", "g7");
        Affected affected = Affected.byEquivalence(
                meshes.agent("state").genesis(), meshes.agent("state").admitted(), wrong.id());

        // When
        meshes.agent("county")
                .state(
                        new Statement.EquivalenceRevocation(wrong.id()),
                        meshes.mesh("county").voice(SHERIFF));
        Arbitrated after = now();

        // Then: what changed is what was foreseen, nothing less
        assertThat(affected.removed()).hasSize(2);
        JointPicture.Delta delta = after.picture().since(before.picture());
        assertThat(affected.changed())
                .extracting(Affected.Decision::contention)
                .containsAll(delta.gone())
                .containsAll(delta.changed().stream()
                        .map(entry -> entry.ruling().contention())
                        .toList());
        assertThat(delta.gone()).hasSize(1);
        assertThat(delta.changed()).hasSize(2);
        assertThat(affected.admissions())
                .filteredOn(one -> one.how().contains(Affected.How.MAPPED))
                .as("both observations that were read under it")
                .hasSize(2);
        assertThat(notCounted()).containsExactlyInAnyOrder(Reason.EQUIVALENCE_REVOKED, Reason.SIGNERS_TOO_FEW);

        // And the old ruling is kept: in the ledger, and by folding S where it stood
        Ruling old = before.picture().entry(delta.gone().get(0)).orElseThrow().ruling();
        for (String mesh : List.of("county", "state")) {
            assertThat(meshes.mesh(mesh).node().ledger().indexOf(Arbitrated.leaf(old)))
                    .as(mesh)
                    .isPresent();
            Arbitrated again = Reconciler.reconcile(
                    meshes.agent(mesh).genesis(),
                    meshes.agent(mesh).admitted(),
                    before.picture().frontiers());
            assertThat(again.picture().digest()).isEqualTo(before.picture().digest());
        }
    }

    @Test
    void areNotTakenBackByAnotherThanTheirSigner() {
        // Given
        agree();
        Equivalence one = exact(Kind.FEATURE, "dam", "d-7");
        meshes.agent("county")
                .state(new Statement.Equivalent(one), meshes.mesh("county").voice(SHERIFF));

        // When
        meshes.agent("state")
                .state(
                        new Statement.EquivalenceRevocation(one.id()),
                        meshes.mesh("state").voice(PATROL));

        // Then
        assertThat(notCounted()).containsExactly(Reason.SIGNERS_TOO_FEW);
    }
}
