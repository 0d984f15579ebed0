package org.comity.site;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import org.comity.core.agreement.Agreement;
import org.comity.testkit.LocalMeshes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FoundingTest {
    @TempDir
    Path folder;

    private void found(String one, String other) {
        Agreement terms = LocalMeshes.of(one, other).sketch().agree();
        new Founding(new SecureRandom(), Instant.parse("2020-01-01T00:00:00Z"))
                .write(folder.resolve("parties"), "roads", terms);
    }

    @Test
    void foundsAFolderForEachParty() {
        // When
        found("county", "state");

        // Then
        assertThat(folder.resolve("parties"))
                .isDirectoryContaining("glob:**county")
                .isDirectoryContaining("glob:**state");
    }

    @ParameterizedTest
    @CsvSource({"../county, state", "a/b, state", "one:county, other:county"})
    void writesNowhereThatANameLeadsTo(String one, String other) {
        assertThatThrownBy(() -> found(one, other)).isInstanceOf(SiteFault.class);
        assertThat(folder).isEmptyDirectory();
    }
}
