package org.comity.site.bag;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.comity.core.reconcile.BoundaryAgent;
import org.comity.site.MediaChannel;
import org.comity.testkit.LocalMeshes;
import org.comity.testkit.YearApart;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class YearApartByMediaTest {
    @TempDir
    Path folder;

    private final Map<String, MediaChannel> channels = new HashMap<>();

    /** One folder goes to and fro. */
    private void carry(LocalMeshes meshes) {
        boolean packed = true;
        for (int trip = 0; packed && trip < 20; trip++) {
            String own = YearApart.SIDES.get(trip % 2);
            BoundaryAgent agent = meshes.agent(own);
            channel(meshes, own).look(parcel -> {
                agent.take(parcel);
                return true;
            });
            packed = !channel(meshes, own).pack().isEmpty() || trip == 0;
        }
        assertThat(packed).as("it goes on").isFalse();
    }

    private MediaChannel channel(LocalMeshes meshes, String own) {
        return channels.computeIfAbsent(
                own,
                any -> new MediaChannel(
                        folder,
                        meshes.encounter(own, Carried.peer(own), "routine").medium("media"),
                        BagFolder.Form.FOLDER,
                        Duration.ofSeconds(1)));
    }

    @Test
    void bothHoldOnePictureAfterwardsAndNothingWasRolledBackSilently() {
        // When
        YearApart year = new YearApart().live(this::carry);

        // Then
        assertThat(year.faults()).isEmpty();
        YearApart.SIDES.forEach(
                side -> assertThat(channel(year.meshes(), side).medium().losses())
                        .as(side)
                        .isEmpty());
    }
}
