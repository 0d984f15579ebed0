package org.comity.karaf;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import org.comity.site.TrialPeer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KarafIT {
    private static final String VERSION = System.getProperty("karaf.artifact.version");

    @TempDir
    Path folder;

    private final Path home = Path.of(System.getProperty("karaf.home"));

    /** Puts bundle and features where a distribution keeps what it may install without a network. */
    private void provide() throws IOException {
        Path place = Files.createDirectories(
                home.resolve("system/org/comity/comity-karaf").resolve(VERSION));
        String name = "comity-karaf-" + VERSION;
        Files.copy(
                Path.of(System.getProperty("karaf.bundle")),
                place.resolve(name + ".jar"),
                StandardCopyOption.REPLACE_EXISTING);
        Files.copy(
                Path.of(System.getProperty("karaf.features")),
                place.resolve(name + "-features.xml"),
                StandardCopyOption.REPLACE_EXISTING);
        Path file = home.resolve("etc/org.apache.karaf.features.cfg");
        String boot = Files.readString(file);
        if (!boot.contains("comity-karaf")) {
            boot = boot.replaceFirst(
                            "(?m)^featuresRepositories *= *\\\\?",
                            "$0\n    mvn:org.comity/comity-karaf/" + VERSION + "/xml/features, \\\\")
                    .replaceFirst("(?m)^featuresBoot *= *\\\\?", "$0\n    comity, \\\\");
            Files.writeString(file, boot);
        }
    }

    private void configure(TrialPeer peer) throws IOException {
        Path etc = Files.createDirectories(home.resolve("etc/comity"));
        Properties settings = new Properties();
        Map<String, String> trial = TrialPeer.settings(peer.county());
        settings.putAll(trial);
        settings.setProperty("comity.folder", peer.county().toString());
        try (OutputStream out = Files.newOutputStream(etc.resolve("comity.properties"))) {
            settings.store(out, null);
        }
        Files.copy(
                peer.county().resolve("routes.yaml"), etc.resolve("routes.yaml"), StandardCopyOption.REPLACE_EXISTING);
    }

    private Process start(String script, String... arguments) throws IOException {
        String[] command = new String[arguments.length + 1];
        command[0] = home.resolve("bin").resolve(script).toString();
        System.arraycopy(arguments, 0, command, 1, arguments.length);
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(home.resolve(script + ".out").toFile());
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        return builder.start();
    }

    @Test
    void theSameYamlFromEtcComesToThePeersPictureAndStops() throws Exception {
        try (TrialPeer peer = new TrialPeer(folder)) {
            // Given
            provide();
            configure(peer);

            // When
            Process karaf = start("karaf", "server");
            try {
                peer.settle();
                assertThat(start("stop").waitFor(60, TimeUnit.SECONDS)).isTrue();
                assertThat(karaf.waitFor(60, TimeUnit.SECONDS)).as("stops").isTrue();
            } finally {
                karaf.descendants().forEach(ProcessHandle::destroyForcibly);
                karaf.destroyForcibly();
            }

            // Then
            assertThat(peer.countyDigest()).isEqualTo(peer.digest());
        }
    }
}
