package org.comity.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.comity.core.agreement.Agreement;
import org.comity.core.agreement.WeightRule;
import org.comity.core.authority.AuthorityId;
import org.comity.core.ledger.LeafKind;
import org.comity.core.ledger.LedgerLeaf;
import org.comity.core.lineage.OwnLineage;
import org.comity.core.lineage.ProvDocument;
import org.comity.core.lineage.ProvJson;
import org.comity.core.lineage.ProvKind;
import org.comity.core.lineage.ProvName;
import org.comity.core.lineage.ProvStatement;
import org.comity.core.mesh.Octets;
import org.comity.core.mesh.Outcome;
import org.comity.core.mesh.Reason;
import org.comity.core.observation.Observation;
import org.comity.core.observation.ObservedProperty;
import org.comity.core.reconcile.Arbitrated;
import org.comity.core.reconcile.Bundle;
import org.comity.core.reconcile.LineageExport;
import org.comity.xml.AgreementDocument;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LineageExportTest {
    private static final AuthorityId SHERIFF = new AuthorityId("urn:authority:sheriff");
    private static final AuthorityId PATROL = new AuthorityId("urn:authority:patrol");

    private final LocalMeshes meshes = LocalMeshes.of("county", "state");
    private final Agreement agreement = meshes.sketch()
            .authority(SHERIFF, meshes.mesh("county"), 0, "urn:sheriff")
            .authority(PATROL, meshes.mesh("state"), 0, "urn:patrol")
            .weight(new WeightRule(Optional.of(PATROL), WeightRule.When.ALWAYS, 10))
            .domain("road-state", "urn:roads", new ObservedProperty("urn:properties", "road-state"))
            .agree();
    private Observation first;
    private Observation second;
    private Bundle bundle;
    private Arbitrated derived;

    @BeforeEach
    void story() {
        meshes.agree(agreement);
        first = meshes.mesh("county")
                .observe(SHERIFF, TwoMeshesTest.road(SHERIFF, "1", "open"))
                .get(0);
        meshes.exchange();
        second = meshes.mesh("state")
                .observe(PATROL, TwoMeshesTest.road(PATROL, "1", "closed"))
                .get(0);
        meshes.exchange();
        meshes.agent("state").take(Octets.of(new byte[] {1, 2, 3}));
        bundle = Bundle.of(meshes.agent("state"), AgreementDocument.write(agreement));
        derived = LocalMesh.audit().check(bundle.octets()).derived().orElseThrow();
    }

    private static Optional<Reason> reason(Outcome<?> outcome) {
        return outcome.fold(good -> Optional.empty(), no -> Optional.of(no.reason()));
    }

    private static List<ProvStatement> all(ProvDocument document) {
        return Stream.concat(
                        document.statements().stream(),
                        document.bundles().values().stream().flatMap(List::stream))
                .toList();
    }

    @Test
    void everyObservationAndDecisionHasItsPlaceInTheBundleOfItsMesh() {
        // When
        ProvDocument document = LineageExport.of(bundle, derived);

        // Then
        assertThat(reason(OwnLineage.check(document))).isEmpty();
        assertThat(document.bundles()).hasSize(2);
        List<ProvStatement> county = document.bundles().get(ProvName.of("bundle", "urn:mesh:county"));
        List<ProvStatement> state = document.bundles().get(ProvName.of("bundle", "urn:mesh:state"));
        assertThat(generated(county))
                .contains(ProvName.of("observation", first.oid().hex()));
        assertThat(generated(state))
                .contains(ProvName.of("observation", second.oid().hex()))
                .doesNotContain(ProvName.of("observation", first.oid().hex()))
                .contains(ProvName.of("admission-result", first.oid().hex()))
                .contains(ProvName.of("projection-result", bundle.picture().hex()))
                .anyMatch(name -> name.startsWith("comity:refusal-result-"));
        assertThat(county)
                .contains(ProvStatement.relation(
                        ProvKind.DELEGATION,
                        ProvName.of("agent", SHERIFF.urn()),
                        ProvName.of("mesh", "urn:mesh:county")));
        assertThat(state)
                .filteredOn(one -> one.kind() == ProvKind.USAGE
                        && one.slot("activity").orElse("").startsWith("comity:arbitration-"))
                .as("the ruling weighed both, at the place of its leaf")
                .hasSize(2)
                .allMatch(one -> one.tick().isPresent());
        Set<String> json = document.bundles().keySet();
        assertThat(ProvJson.of(document)).contains(json);
    }

    private static Set<String> generated(List<ProvStatement> statements) {
        return statements.stream()
                .filter(one -> one.kind() == ProvKind.GENERATION)
                .map(one -> one.slot("entity").orElse(""))
                .collect(Collectors.toSet());
    }

    @Test
    void refusesALedgerThatRulesBeforeItAdmits() {
        // Given the same leaves, the rulings first
        List<LedgerLeaf> leaves = new ArrayList<>();
        bundle.leaves().stream().filter(leaf -> leaf.kind() == LeafKind.RULING).forEach(leaves::add);
        bundle.leaves().stream().filter(leaf -> leaf.kind() != LeafKind.RULING).forEach(leaves::add);
        Bundle reordered = new Bundle(
                bundle.mesh(),
                bundle.agreement(),
                bundle.observations(),
                bundle.documents(),
                bundle.kept(),
                leaves,
                bundle.head(),
                bundle.picture());

        // Then
        assertThat(reason(OwnLineage.check(LineageExport.of(reordered, derived))))
                .contains(Reason.GENERATED_AFTER_USE);
    }

    private Optional<Reason> with(String mesh, ProvStatement... more) {
        ProvDocument good = LineageExport.of(bundle, derived);
        Map<String, List<ProvStatement>> bundles = new HashMap<>(good.bundles());
        bundles.computeIfPresent(
                ProvName.of("bundle", mesh),
                (name, said) -> Stream.concat(said.stream(), Stream.of(more)).toList());
        return reason(OwnLineage.check(new ProvDocument(good.prefixes(), good.statements(), bundles)));
    }

    @Test
    void refusesCyclesAcrossMeshesAndSecondGenerations() {
        String one = ProvName.of("observation", first.oid().hex());
        String other = ProvName.of("observation", second.oid().hex());
        assertThat(with("urn:mesh:county", ProvStatement.relation(ProvKind.DERIVATION, one, other)))
                .isEmpty();
        assertThat(with(
                        "urn:mesh:county",
                        ProvStatement.relation(ProvKind.DERIVATION, one, other),
                        ProvStatement.relation(ProvKind.DERIVATION, other, one)))
                .contains(Reason.LINEAGE_CYCLE);
        assertThat(with("urn:mesh:county", ProvStatement.relation(ProvKind.DERIVATION, one, one)))
                .contains(Reason.LINEAGE_CYCLE);
        assertThat(with(
                        "urn:mesh:county",
                        ProvStatement.relation(ProvKind.GENERATION, one, ProvName.of("making", "another"))))
                .contains(Reason.GENERATED_TWICE);
        assertThat(with("urn:mesh:county", ProvStatement.thing(ProvKind.ACTIVITY, one)))
                .contains(Reason.LINEAGE_CONTRADICTS);
        ProvDocument good = LineageExport.of(bundle, derived);
        assertThat(all(good))
                .filteredOn(said -> said.kind() == ProvKind.DERIVATION)
                .isNotEmpty();
        List<ProvStatement> halves = new ArrayList<>(good.bundles().get(ProvName.of("bundle", "urn:mesh:state")));
        halves.add(ProvStatement.relation(ProvKind.DERIVATION, other, one));
        Map<String, List<ProvStatement>> bundles = new HashMap<>(good.bundles());
        bundles.put(ProvName.of("bundle", "urn:mesh:state"), halves);
        bundles.computeIfPresent(
                ProvName.of("bundle", "urn:mesh:county"),
                (name, said) -> Stream.concat(
                                said.stream(), Stream.of(ProvStatement.relation(ProvKind.DERIVATION, one, other)))
                        .toList());
        assertThat(reason(OwnLineage.check(new ProvDocument(good.prefixes(), good.statements(), bundles))))
                .as("half a cycle in each bundle")
                .contains(Reason.LINEAGE_CYCLE);
    }
}
