package org.comity.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class YearApartTest {
    @Test
    void bothHoldOnePictureAfterwardsAndNothingWasRolledBackSilently() {
        // When
        YearApart year = new YearApart().live(LocalMeshes::exchange);

        // Then
        assertThat(year.faults()).isEmpty();
    }

    @Test
    void whatIsNotCarriedShows() {
        // When
        YearApart year = new YearApart().live(meshes -> {});

        // Then
        assertThat(year.faults()).contains("the pictures differ", "the new epoch is not in force", "the sets differ");
    }
}
