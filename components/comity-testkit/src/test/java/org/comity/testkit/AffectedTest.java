package org.comity.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.comity.testkit.EquivalencesTest.HERE;
import static org.comity.testkit.EquivalencesTest.PATROL;
import static org.comity.testkit.EquivalencesTest.SHERIFF;
import static org.comity.testkit.EquivalencesTest.THERE;
import static org.comity.testkit.EquivalencesTest.result;
import static org.comity.testkit.EquivalencesTest.said;
import static org.comity.testkit.EquivalencesTest.says;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.comity.core.agreement.Agreement;
import org.comity.core.agreement.Comparison;
import org.comity.core.agreement.Domain;
import org.comity.core.agreement.Location;
import org.comity.core.agreement.Thresholds;
import org.comity.core.agreement.WeightRule;
import org.comity.core.arbitration.Ruling;
import org.comity.core.authority.AgentId;
import org.comity.core.boundary.Verified;
import org.comity.core.control.Statement;
import org.comity.core.mesh.Digest;
import org.comity.core.mesh.Oid;
import org.comity.core.observation.FeatureOfInterest;
import org.comity.core.observation.ObservedProperty;
import org.comity.core.observation.Term;
import org.comity.core.picture.JointPicture;
import org.comity.core.reconcile.Affected;
import org.comity.core.reconcile.Affected.How;
import org.comity.core.reconcile.Arbitrated;
import org.comity.core.reconcile.CameThrough;
import org.comity.core.reconcile.Reconciler;
import org.comity.core.taxonomy.Equivalence;
import org.junit.jupiter.api.Test;

/** What rests on an observation is complete: checked against taking it out and computing everything anew. */
class AffectedTest {
    private static final ObservedProperty LEVEL = new ObservedProperty("urn:agreed", "level");
    private static final ObservedProperty PEGEL = new ObservedProperty(HERE, "pegel");
    private static final ObservedProperty ROAD = new ObservedProperty("urn:agreed", "road");

    private final LocalMeshes meshes = LocalMeshes.of("county", "state");
    private final Random random = new Random(11);

    private Agreement agreement() {
        Domain roads = new Domain(
                "road",
                Domain.Kind.EVENT,
                List.of(HERE, THERE),
                ROAD,
                Optional.of(PATROL),
                Domain.Constraint.ONE_PER_SCHEME,
                new Thresholds(3, 1_000, 1_000_000, 1_000_000),
                List.of(PATROL),
                1);
        return meshes.sketch()
                .authority(SHERIFF, meshes.mesh("county"), 0, HERE)
                .authority(PATROL, meshes.mesh("state"), 0, THERE, "urn:agreed")
                .weight(new WeightRule(Optional.of(PATROL), WeightRule.When.ALWAYS, 10))
                .domain(AgreementSketch.event("level", LEVEL, HERE, THERE))
                .domain(roads)
                .chain(Comparison.CORROBORATION, Comparison.RECENCY, Comparison.AUTHORITY_WEIGHT)
                .agree();
    }

    private void state(String mesh, Statement statement) {
        meshes.agent(mesh).state(statement, meshes.mesh(mesh).voice(mesh.equals("county") ? SHERIFF : PATROL));
    }

    private void attest(Equivalence one) {
        state("county", new Statement.Equivalent(one));
        state("state", new Statement.Equivalent(one));
    }

    private void sheriff(String feature, ObservedProperty property, String text) {
        FeatureOfInterest about = new FeatureOfInterest(HERE, feature);
        meshes.mesh("county").observe(SHERIFF, said(SHERIFF, about, property, result(text)));
    }

    private void patrol(String feature, ObservedProperty property, String text) {
        FeatureOfInterest about = new FeatureOfInterest(THERE, feature);
        meshes.mesh("state").observe(PATROL, said(PATROL, about, property, result(text)));
    }

    /** Two meshes with everything on which a decision can lean. */
    private void story() {
        meshes.agree(agreement());
        attest(says(Equivalence.Kind.PROPERTY, "pegel", Equivalence.Predicate.EXACT, "none"));
        attest(new Equivalence(
                Equivalence.Kind.PROPERTY,
                new Term(HERE, "pegel"),
                Equivalence.Predicate.EXACT,
                new Term("urn:agreed", "level"),
                "urn:reason:same",
                900));
        for (int i = 0; i < 4; i++) {
            attest(says(Equivalence.Kind.FEATURE, "f" + i, Equivalence.Predicate.EXACT, "g" + i));
            sheriff("f" + i, i % 2 == 0 ? PEGEL : LEVEL, "s" + random.nextInt(2));
            patrol("g" + i, LEVEL, "s" + random.nextInt(2));
            sheriff("r" + i, ROAD, "open");
            patrol("q" + i, ROAD, "shut");
            state(
                    "state",
                    new Statement.Association(
                            "road",
                            new FeatureOfInterest(THERE, "q" + i),
                            new FeatureOfInterest(HERE, "r" + i),
                            new Location(1, i)));
            meshes.exchange();
        }
        sheriff("f1", LEVEL, "revised");
        state(
                "county",
                new Statement.Equivalent(says(Equivalence.Kind.FEATURE, "f3", Equivalence.Predicate.NOT, "g3")));
        decide();
        meshes.exchange();
    }

    private void decide() {
        Arbitrated now = meshes.agent("state").current();
        JointPicture.Entry waiting = now.picture().entries().stream()
                .filter(entry -> entry.ruling().resolution() == Ruling.Resolution.GOVERNED)
                .findFirst()
                .orElseThrow();
        Oid winner = waiting.contention().candidates().get(0).oid();
        state(
                "state",
                new Statement.MergeDecision(
                        "road",
                        now.picture().frontiers(),
                        List.of(new Statement.Choice(waiting.ruling().contention(), winner))));
    }

    private static Map<Digest, Ruling> rulings(Arbitrated fold) {
        return fold.picture().entries().stream()
                .map(JointPicture.Entry::ruling)
                .collect(Collectors.toMap(Ruling::contention, one -> one));
    }

    private static Set<Digest> changed(Arbitrated one, Arbitrated other) {
        Map<Digest, Ruling> before = rulings(one);
        Map<Digest, Ruling> after = new HashMap<>(rulings(other));
        Set<Digest> changed = new HashSet<>();
        before.forEach((id, ruling) -> {
            if (!ruling.equals(after.remove(id))) {
                changed.add(id);
            }
        });
        changed.addAll(after.keySet());
        return changed;
    }

    private Arbitrated without(List<Verified> set, Predicate<Oid> gone) {
        return Reconciler.reconcile(
                meshes.agent("state").genesis(),
                set.stream().filter(one -> !gone.test(one.oid())).toList());
    }

    @Test
    void listsEveryRulingThatWouldChange() {
        // Given
        story();
        List<Verified> set = meshes.agent("state").admitted();
        Arbitrated whole = without(set, oid -> false);
        Map<How, Integer> found = new EnumMap<>(How.class);
        int moved = 0;
        for (Verified one : set) {
            // When
            Affected affected = Affected.by(meshes.agent("state").genesis(), set, one.oid());

            // Then
            Set<Digest> changed = changed(whole, without(set, one.oid()::equals));
            moved += changed.size();
            assertThat(affected.rulings())
                    .as(one.oid().toString())
                    .extracting(Affected.Decision::contention)
                    .containsAll(changed);
            assertThat(affected.changed())
                    .extracting(Affected.Decision::contention)
                    .containsExactlyInAnyOrderElementsOf(changed);
            affected.rulings().forEach(each -> each.how().forEach(how -> found.merge(how, 1, Integer::sum)));
        }
        System.out.println(
                set.size() + " observations, each taken out once: " + moved + " rulings changed, all listed; " + found);
        assertThat(moved).isGreaterThan(50);
        assertThat(found).containsKeys(How.CANDIDATE, How.MAPPED, How.ASSOCIATED, How.DECIDED, How.OUTCOME);
    }

    @Test
    void listsWhatRestsOnAnAgent() {
        // Given
        story();
        List<Verified> set = meshes.agent("state").admitted();
        AgentId county = meshes.agent("county").id();

        // When
        Affected affected = Affected.byAgent(meshes.agent("state").genesis(), set, county);

        // Then
        Set<Oid> gone = new HashSet<>(CameThrough.only(set, county));
        set.stream()
                .filter(one -> one.statement().orElse(null) instanceof Statement.Consignment consignment
                        && consignment.agent().equals(county))
                .forEach(one -> gone.add(one.oid()));
        assertThat(affected.removed()).isEqualTo(gone);
        assertThat(affected.changed())
                .extracting(Affected.Decision::contention)
                .containsExactlyInAnyOrderElementsOf(changed(without(set, oid -> false), without(set, gone::contains)));
        List<Oid> listed = new ArrayList<>();
        affected.admissions().forEach(one -> listed.add(one.oid()));
        assertThat(listed).containsAll(CameThrough.only(set, county));
    }
}
