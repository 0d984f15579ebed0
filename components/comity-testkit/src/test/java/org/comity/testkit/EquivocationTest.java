package org.comity.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.comity.core.agreement.Agreement;
import org.comity.core.authority.AuthorityId;
import org.comity.core.control.Statement;
import org.comity.core.divergence.Verdict;
import org.comity.core.ledger.Checkpoint;
import org.comity.core.ledger.LeafKind;
import org.comity.core.ledger.Ledger;
import org.comity.core.ledger.LedgerLeaf;
import org.comity.core.ledger.SplitView;
import org.comity.core.mesh.Encoding;
import org.comity.core.mesh.Oid;
import org.comity.core.mesh.Reason;
import org.comity.core.observation.Observation;
import org.comity.core.observation.ObservedProperty;
import org.comity.core.reconcile.BoundaryAgent;
import org.comity.core.reconcile.Kept;
import org.comity.crypto.NoteKeys;
import org.comity.store.MemoryMeshStore;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** One side shows that another has two ledgers: every side judges alike, whoever saw it. */
class EquivocationTest {
    private static final AuthorityId SHERIFF = new AuthorityId("urn:authority:sheriff");
    private static final AuthorityId PATROL = new AuthorityId("urn:authority:patrol");

    private final LocalMeshes meshes = LocalMeshes.of("county", "state", "federal");
    private final LocalMesh county = meshes.mesh("county");
    private final LocalMesh state = meshes.mesh("state");
    private final Agreement agreement = meshes.sketch()
            .authority(SHERIFF, county, 0, "urn:sheriff")
            .authority(PATROL, state, 0, "urn:patrol")
            .domain("road-state", "urn:roads", new ObservedProperty("urn:properties", "road-state"))
            .agree();

    private Observation before;
    private Observation after;
    private Checkpoint known;

    @BeforeEach
    void exchange() {
        meshes.agree(agreement);
        before = said("1", "open");
        meshes.exchange();
        known = county.node().ledger().latest().orElseThrow();
        after = said("2", "open");
        state.observe(PATROL, TwoMeshesTest.road(PATROL, "2", "closed"));
        meshes.exchange();
    }

    private Observation said(String road, String value) {
        return county.observe(SHERIFF, TwoMeshesTest.road(SHERIFF, road, value)).get(0);
    }

    /** Another history of that size under the county's own key. */
    private SplitView split(long size) {
        MemoryMeshStore store = new MemoryMeshStore();
        Ledger forged = new Ledger(county.id(), store, county.ledgerSigner());
        List<LedgerLeaf> leaves = new ArrayList<>();
        for (long i = 0; i < size; i++) {
            leaves.add(LedgerLeaf.of(
                    LeafKind.OBSERVED, Encoding.of("forged").number(i).digest()));
        }
        store.commit(forged.append(leaves, county.clock().now()).writes());
        return SplitView.of(known.note(), forged.latest().orElseThrow().note());
    }

    private static Map<Oid, Reason> notCounted(BoundaryAgent agent) {
        Map<Oid, Reason> reasons = new TreeMap<>();
        agent.current().detected().notCounted().forEach(one -> reasons.put(one.oid(), one.reason()));
        return reasons;
    }

    @Test
    void whatOneSideProvesEverySideFollows() {
        // Given
        Statement accusation = new Statement.Equivocation(county.id(), known.size(), split(known.size()));

        // When
        meshes.agent("state").state(accusation, state.agentVoice());
        meshes.exchange();

        // Then
        for (String name : List.of("county", "state", "federal")) {
            BoundaryAgent agent = meshes.agent(name);
            assertThat(notCounted(agent)).containsEntry(after.oid(), Reason.MESH_EQUIVOCATED);
            assertThat(notCounted(agent)).doesNotContainKey(before.oid());
            assertThat(agent.current().detected().certificate().domains())
                    .allMatch(domain -> domain.equivocations() > 0)
                    .anyMatch(domain -> domain.verdict() != Verdict.AUTO);
            assertThat(agent.current().picture().digest())
                    .isEqualTo(meshes.agent("county").current().picture().digest());
        }
    }

    @Test
    void nothingOfThatMeshCountsAfterwards() {
        // Given
        Statement accusation = new Statement.Equivocation(county.id(), known.size(), split(known.size()));
        meshes.agent("state").state(accusation, state.agentVoice());
        meshes.exchange();

        // When
        Observation later = said("3", "closed");
        meshes.exchange();

        // Then
        assertThat(notCounted(meshes.agent("federal"))).containsEntry(later.oid(), Reason.MESH_EQUIVOCATED);
    }

    @Test
    void anAccusationThatProvesNothingIsRefused() {
        // Given two heads that do not contradict each other, and two that do from another size on
        Checkpoint newer = county.node().ledger().latest().orElseThrow();
        Statement harmless =
                new Statement.Equivocation(county.id(), known.size(), SplitView.of(known.note(), newer.note()));
        Statement exaggerated = new Statement.Equivocation(county.id(), 1, split(known.size()));

        // When
        meshes.agent("state").state(harmless, state.agentVoice());
        meshes.agent("state").state(exaggerated, state.agentVoice());
        meshes.exchange();

        // Then
        assertThat(meshes.agent("federal").refused())
                .extracting(Kept::reason)
                .containsOnly(Reason.PROOF_NOT_VALID)
                .hasSize(2);
        assertThat(notCounted(meshes.agent("federal"))).doesNotContainKey(after.oid());
    }

    @Test
    void theCertificateIsPortable() {
        SplitView file = SplitView.read(split(known.size()).octets()).fold(read -> read, no -> {
            throw new AssertionError(no.detail());
        });
        assertThat(file.verify(county.id(), county.ledgerSigner().verifierKey(), new NoteKeys())
                        .<Long>fold(size -> size, no -> -1L))
                .isEqualTo(known.size());
        assertThat(file.verify(county.id(), state.ledgerSigner().verifierKey(), new NoteKeys())
                        .<Reason>fold(yes -> Reason.DUPLICATE, no -> no.reason()))
                .isEqualTo(Reason.PROOF_NOT_VALID);
    }
}
