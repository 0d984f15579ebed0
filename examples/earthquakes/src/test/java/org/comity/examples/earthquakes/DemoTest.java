package org.comity.examples.earthquakes;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoTest {
    @TempDir
    Path folder;

    @Test
    void twoProcessesComeToOnePictureThatAThirdAudits() throws Exception {
        // Given
        ByteArrayOutputStream said = new ByteArrayOutputStream();

        // When
        boolean good = Demo.tell(folder, new PrintStream(said, true, StandardCharsets.UTF_8));

        // Then
        String story = said.toString(StandardCharsets.UTF_8);
        assertThat(good).as(story).isTrue();
        assertThat(story).contains("While apart the pictures differed; now they are equal");
        if (Sockets.areReadable()) {
            assertThat(story).contains("Sockets: the two brokers on loopback and nothing else");
        }
        for (String mesh : new String[] {"regional", "national"}) {
            assertThat(folder.resolve(mesh).resolve("lineage.html")).isNotEmptyFile();
            assertThat(Files.readString(folder.resolve(mesh).resolve("certificate.json")))
                    .contains("\"verdict\"");
            assertThat(Files.readString(folder.resolve(mesh).resolve("picture.json")))
                    .contains("\"decidedBy\":\"AUTHORITY_WEIGHT\"", "\"resolution\":\"DECIDED\"", "\"layer\":\"");
        }
    }
}
