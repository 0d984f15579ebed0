package org.comity.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The script of the example of an air gap, as a stranger runs it. */
class AirGapScriptIT {
    @TempDir
    Path folder;

    @Test
    void theScriptEndsByItselfWithOnePictureOnBothSides() throws Exception {
        // Given
        Path comity = Files.writeString(
                folder.resolve("comity"),
                "#!/bin/sh\nexec '" + Path.of(System.getProperty("java.home"), "bin", "java")
                        + "' -XX:TieredStopAtLevel=1 -cp '" + System.getProperty("java.class.path") + "' "
                        + Comity.class.getName() + " \"$@\"\n");
        Files.setPosixFilePermissions(comity, PosixFilePermissions.fromString("rwx------"));
        Path said = folder.resolve("said");
        ProcessBuilder script = new ProcessBuilder(
                        AirGapTest.EXAMPLE.resolve("run").toString(),
                        folder.resolve("trial").toString())
                .redirectErrorStream(true)
                .redirectOutput(said.toFile());
        script.environment().put("COMITY", comity.toString());

        // When
        Process running = script.start();
        boolean ended = running.waitFor(5, TimeUnit.MINUTES);
        running.destroy();

        // Then
        String all = Files.readString(said);
        assertThat(ended).as(all).isTrue();
        assertThat(running.exitValue()).as(all).isZero();
        assertThat(all).contains("the county observes, takes in and packs").endsWith("one picture on both sides\n");
    }
}
