package org.comity.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.comity.core.agreement.Agreement;
import org.comity.core.authority.AuthorityId;
import org.comity.core.boundary.Parcel;
import org.comity.core.observation.Core;
import org.comity.core.observation.FeatureOfInterest;
import org.comity.core.observation.Observation;
import org.comity.core.observation.ObservedProperty;
import org.comity.core.reconcile.BoundaryAgent;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An observation that its own mesh released and that another passes on. */
class ReleasedTwiceTest {
    private static final AuthorityId SHERIFF = new AuthorityId("urn:authority:sheriff");
    private static final ObservedProperty STATE = new ObservedProperty("urn:properties", "road-state");

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void isPlacedInTimeByItsOwnMeshWhoeverReleasedItFirst(boolean passedOnFirst) {
        // Given
        LocalMeshes meshes = LocalMeshes.of("county", "federal", "state");
        LocalMesh county = meshes.mesh("county");
        Agreement agreement = meshes.sketch()
                .authority(SHERIFF, county, 0, "urn:sheriff")
                .domain("road-state", "urn:roads", STATE)
                .agree();
        RogueMesh own = new RogueMesh(county);
        RogueMesh other = new RogueMesh(meshes.mesh("state"));
        Core core = own.data(county.voice(SHERIFF), new FeatureOfInterest("urn:roads", "1"), STATE, "open");
        Observation observation = own.sign(core, county.voice(SHERIFF));
        Parcel released = own.consign(agreement, observation);
        Parcel passedOn = other.consign(agreement, other.sign(core, county.voice(SHERIFF)));
        BoundaryAgent federal = meshes.mesh("federal").agent(agreement);

        // When
        List<Parcel> parcels = passedOnFirst ? List.of(passedOn, released) : List.of(released, passedOn);
        parcels.forEach(parcel -> federal.take(parcel.octets()));

        // Then
        assertThat(federal.refused()).isEmpty();
        assertThat(federal.current()
                        .detected()
                        .ordered()
                        .time()
                        .bracket(observation.oid())
                        .to())
                .isPresent();
        assertThat(federal.current().picture().entries()).hasSize(1);
    }
}
