package org.comity.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.comity.testkit.faults.CrashTrial;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Run with {@code -Dcomity.crashes=10000} for the full count; the default build cuts the power less often. */
class CrashPointsTest {
    private static final int CRASHES = Integer.getInteger("comity.crashes", 40);

    @TempDir
    Path disks;

    @Test
    void losesDoublesAndForgetsNothingWhereverThePowerIsCut() {
        Seeds.forAll(1, random -> {
            // When
            CrashTrial trial = new CrashTrial(disks).run(CRASHES, random);

            // Then
            System.out.print(trial.table());
            assertThat(trial.faults()).isEmpty();
            assertThat(trial.count()).isGreaterThanOrEqualTo(CRASHES);
        });
    }
}
