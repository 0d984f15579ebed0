package org.comity.site;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.awaitility.Awaitility;
import org.comity.core.mesh.Octets;
import org.comity.core.reconcile.Voice;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SiteTest {
    @TempDir
    Path folder;

    @BeforeEach
    void write() {
        Trial.write(folder, new SecureRandom(), Clock.systemUTC().instant());
    }

    private Map<String, String> properties(String side) throws IOException {
        Properties properties = new Properties();
        try (InputStream in = Files.newInputStream(folder.resolve(side).resolve("comity.properties"))) {
            properties.load(in);
        }
        Map<String, String> map = new HashMap<>();
        properties.forEach((name, value) -> map.put(name.toString(), value.toString()));
        return map;
    }

    private Site open(String side) throws IOException {
        return Site.open(SiteSettings.of(properties(side), folder.resolve(side)), Clock.systemUTC());
    }

    @Test
    void aTrialHoldsTheBeansThatItsRoutesName() throws IOException {
        try (Site county = open("county")) {
            assertThat(county.beans()).containsKeys("mesh", "roads", "routine", "peer", "sheriff");
            assertThat(county.beans()).containsKey("urn:authority:sheriff").doesNotContainKey("patrol");
            assertThat(county.beans().get("sheriff")).isInstanceOf(Voice.class);
        }
    }

    @Test
    void aSiteOpenedAgainSaysNothingTwice() throws IOException {
        // Given
        int before;
        try (Site county = open("county")) {
            before = county.agent().admitted().size();
        }

        // When
        try (Site county = open("county")) {
            // Then
            assertThat(before).isPositive();
            assertThat(county.agent().admitted()).hasSize(before);
        }
    }

    @Test
    void keyFilesAndSettingsAreTheOwnersAlone() throws IOException {
        for (String file : List.of("comity.properties", "keys/agent.p12", "keys/root.p12")) {
            assertThat(Files.getPosixFilePermissions(folder.resolve("county").resolve(file)))
                    .as(file)
                    .isEqualTo(java.nio.file.attribute.PosixFilePermissions.fromString("rw-------"));
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            comity.folder      |           | comity.folder is missing: give it a value
            comity.folder      | nowhere   | which is no folder
            comity.password    |           | comity.password is missing: give it a value
            comity.password    | wrong     | cannot be read: is comity.password the one it was made with?
            comity.store       | paper     | comity.store is 'paper': say rocksdb or memory
            comity.clock-error | a while   | comity.clock-error is 'a while': say a duration such as PT1S
            comity.clock-error | PT-1S     | comity.clock-error is 'PT-1S': say a duration such as PT1S
            comity.pasword     | x         | there is no setting comity.pasword: the settings are
            """)
    void aWrongSettingIsOneSentence(String name, String value, String sentence) throws IOException {
        // Given
        Map<String, String> properties = properties("county");
        properties.put(name, value == null ? "" : value);

        // When, Then
        assertThatThrownBy(() -> Site.open(SiteSettings.of(properties, folder.resolve("county")), Clock.systemUTC()))
                .isInstanceOf(SiteFault.class)
                .hasMessageContaining(sentence)
                .hasMessageNotContaining("\n");
    }

    @Test
    void aSiteUnderAnotherAgreementIsRefused() throws IOException {
        // Given
        Path other = folder.resolve("other");
        Trial.write(other, new SecureRandom(), Instant.parse("2026-01-01T00:00:00Z"));
        Files.copy(
                other.resolve("county/agreement.xml"),
                folder.resolve("county/agreement.xml"),
                java.nio.file.StandardCopyOption.REPLACE_EXISTING);

        // When, Then
        assertThatThrownBy(() -> open("county"))
                .isInstanceOf(SiteFault.class)
                .hasMessageContaining("no party of the agreement pins the root that certified");
    }

    @Test
    void aTrialOverwritesNothing() {
        assertThatThrownBy(() -> Trial.write(folder, new SecureRandom(), Instant.EPOCH))
                .isInstanceOf(SiteFault.class)
                .hasMessageContaining("is there already");
    }

    @Test
    void aFolderHandsOnInOrderAndOffersAgainWhatWasNotTaken() {
        // Given
        FolderChannel one = new FolderChannel(folder.resolve("a"), folder.resolve("b"), Duration.ofMillis(10));
        FolderChannel other = new FolderChannel(folder.resolve("b"), folder.resolve("a"), Duration.ofMillis(10));
        List<String> taken = java.util.Collections.synchronizedList(new ArrayList<>());
        one.put(List.of(octets("first"), octets("second")));
        one.put(List.of(octets("third")));

        // When
        boolean[] refusedOnce = {false};
        try (var subscription = other.take(parcel -> {
            boolean refuse = !refusedOnce[0];
            refusedOnce[0] = true;
            return !refuse && taken.add(new String(parcel.bytes(), StandardCharsets.UTF_8));
        })) {
            Awaitility.await().until(() -> taken.size() == 3);
        }

        // Then
        assertThat(taken).containsExactly("second", "third", "first");
        assertThat(folder.resolve("a")).isEmptyDirectory();
    }

    private static Octets octets(String text) {
        return Octets.of(text.getBytes(StandardCharsets.UTF_8));
    }
}
