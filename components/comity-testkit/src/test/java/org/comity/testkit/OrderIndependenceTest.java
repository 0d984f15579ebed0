package org.comity.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.comity.core.agreement.Agreement;
import org.comity.core.agreement.Limits;
import org.comity.core.agreement.WeightRule;
import org.comity.core.authority.AuthorityId;
import org.comity.core.boundary.Parcel;
import org.comity.core.boundary.Verified;
import org.comity.core.mesh.Digest;
import org.comity.core.mesh.Octets;
import org.comity.core.observation.ObservedProperty;
import org.comity.core.reconcile.Arbitrated;
import org.comity.core.reconcile.BoundaryAgent;
import org.comity.core.reconcile.Reconciler;
import org.junit.jupiter.api.Test;

class OrderIndependenceTest {
    private static final AuthorityId SHERIFF = new AuthorityId("urn:authority:sheriff");
    private static final AuthorityId PATROL = new AuthorityId("urn:authority:patrol");

    private final LocalMeshes meshes = LocalMeshes.of("county", "state");
    private final Agreement agreement = meshes.sketch()
            .authority(SHERIFF, meshes.mesh("county"), 0, "urn:sheriff")
            .authority(PATROL, meshes.mesh("state"), 0, "urn:patrol")
            .weight(new WeightRule(Optional.of(PATROL), WeightRule.When.ALWAYS, 10))
            .domain("road-state", "urn:roads", new ObservedProperty("urn:properties", "road-state"))
            .agree();

    private void story() {
        meshes.agree(agreement);
        for (String state : List.of("open", "flooded", "closed")) {
            meshes.mesh("county").observe(SHERIFF, TwoMeshesTest.road(SHERIFF, "1", state));
            meshes.mesh("state").observe(PATROL, TwoMeshesTest.road(PATROL, "1", state + " too"));
            meshes.exchange();
        }
        meshes.mesh("county").observe(SHERIFF, TwoMeshesTest.road(SHERIFF, "2", "open"));
        meshes.exchange();
    }

    @Test
    void shuffledAndDuplicatedSetsFoldToOnePicture() {
        // Given
        story();
        List<Verified> set = meshes.agent("county").admitted();
        Arbitrated expected = meshes.agent("state").current();

        Seeds.forAll(1_000, random -> {
            // When
            List<Verified> input = new ArrayList<>(set);
            for (int i = random.nextInt(set.size()); i > 0; i--) {
                input.add(set.get(random.nextInt(set.size())));
            }
            Collections.shuffle(input, random);
            Arbitrated folded = Reconciler.reconcile(agreement, input);

            // Then
            assertThat(folded.picture().digest()).isEqualTo(expected.picture().digest());
            assertThat(folded.certificate()).isEqualTo(expected.certificate());
            assertThat(folded.detected().notCounted())
                    .isEqualTo(expected.detected().notCounted());
        });
    }

    @Test
    void shuffledDuplicatedAndRebatchedParcelsLeadToOnePicture() {
        // Given
        story();
        List<Octets> parcels = new ArrayList<>(meshes.agent("county").outbox(0, 1_000));
        parcels.addAll(meshes.agent("state").outbox(0, 1_000));
        Digest expected = meshes.agent("state").current().picture().digest();

        Seeds.forAll(1_000, random -> {
            // When
            List<Octets> delivered = new ArrayList<>();
            parcels.forEach(parcel -> delivered.addAll(rebatched(parcel, random)));
            delivered.add(parcels.get(random.nextInt(parcels.size())));
            Collections.shuffle(delivered, random);
            BoundaryAgent observer = observer();
            delivered.forEach(observer::take);

            // Then
            assertThat(observer.current().picture().digest()).isEqualTo(expected);
        });
    }

    /** One more agent of the county, on an empty store: it takes in and says nothing. */
    private BoundaryAgent observer() {
        LocalMesh county = meshes.mesh("county");
        county.storeIn(new org.comity.store.MemoryMeshStore());
        return county.agent(agreement);
    }

    /** The members in random portions, each with the consignment that lists them all. */
    private static List<Octets> rebatched(Octets octets, Random random) {
        Parcel parcel = Parcel.read(octets, Limits.STANDARD).fold(one -> one, no -> {
            throw new AssertionError(no.detail());
        });
        List<Octets> batches = new ArrayList<>();
        int from = 0;
        do {
            int to = Math.min(parcel.members().size(), from + 1 + random.nextInt(3));
            batches.add(
                    new Parcel(parcel.consignment(), parcel.members().subList(from, to), parcel.documents()).octets());
            from = to;
        } while (from < parcel.members().size());
        return batches;
    }
}
