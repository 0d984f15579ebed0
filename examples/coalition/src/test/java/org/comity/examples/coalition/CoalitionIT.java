package org.comity.examples.coalition;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CoalitionIT {
    @TempDir
    Path folder;

    private String run() throws IOException, InterruptedException {
        Path said = folder.resolve("said");
        ProcessBuilder builder = new ProcessBuilder(
                        Path.of("run").toAbsolutePath().toString(),
                        folder.resolve("coalition").toString())
                .redirectErrorStream(true)
                .redirectOutput(said.toFile());
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        Process process = builder.start();
        try {
            assertThat(process.waitFor(6, TimeUnit.MINUTES)).isTrue();
            assertThat(process.exitValue()).as(Files.readString(said)).isZero();
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
        return Files.readString(said);
    }

    @Test
    void whatTheGatesLetOutIsOnePictureInTwoKarafsAndTheRestIsHeldWithItsReason() throws Exception {
        // When
        String story = run();

        // Then
        String maritime = story.substring(0, story.indexOf("== what the harbour"));
        String harbour = story.substring(story.indexOf("== what the harbour"), story.indexOf("== what crossed"));
        String crossed = story.substring(story.indexOf("== what crossed"));
        assertThat(maritime.lines().skip(1))
                .satisfiesExactlyInAnyOrder(
                        line -> assertThat(line).contains("LABEL_ABOVE_CEILING urn:track#TN02219"),
                        line -> assertThat(line).contains("LABEL_ABOVE_CEILING urn:track#TN02220"),
                        line -> assertThat(line).contains("LABEL_UNKNOWN urn:track#TN02221"),
                        line -> assertThat(line).contains("LABEL_MISSING urn:track#TN02222"),
                        line -> assertThat(line)
                                .contains("NOT_RELEASABLE urn:track#TN02217 urn:maritime:property#intent"));
        assertThat(harbour.lines().skip(1))
                .satisfiesExactlyInAnyOrder(
                        line -> assertThat(line).contains("LABEL_ABOVE_CEILING urn:track#TN02218"),
                        line -> assertThat(line)
                                .contains("NOT_RELEASABLE urn:track#TN02230 urn:harbour:property#cargo"));
        assertThat(crossed.lines().filter(line -> line.contains("features")).map(line -> line.replaceAll(".*#", "")))
                .containsExactlyInAnyOrder("TN02217", "TN02218", "TN02230");
        assertThat(story).endsWith("one picture on both sides\n");
    }
}
