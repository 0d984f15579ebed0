package org.comity.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import org.comity.core.agreement.Agreement;
import org.comity.core.authority.AuthorityId;
import org.comity.core.mesh.Octets;
import org.comity.core.mesh.Outcome;
import org.comity.core.observation.Draft;
import org.comity.core.observation.FeatureOfInterest;
import org.comity.core.observation.Observation;
import org.comity.core.observation.ObservedProperty;
import org.comity.core.observation.PhenomenonTime;
import org.comity.core.observation.Result;
import org.junit.jupiter.api.Test;

/** Large hostile documents in a process with a small heap. */
final class SmallHeapTest {

    /** What a started process with its classes takes, and 64 MB. */
    private static final String HEAP = "-Xmx96m";

    @Test
    void refusesLargeDocumentsSoonAndInLittleMemory() throws Exception {
        // Given
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        HEAP,
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        Refuser.class.getName())
                .redirectErrorStream(true)
                .start();
        // When
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        // Then
        assertThat(process.waitFor(5, TimeUnit.MINUTES)).isTrue();
        System.out.println(said);
        assertThat(process.exitValue()).as(said).isZero();
        assertThat(said).contains("refused");
    }

    /** Refuses each; ends with 1 where one is accepted or takes a second of the processor. */
    static final class Refuser {
        private static final Instant FROM = Instant.parse("2026-01-01T00:00:00Z");

        public static void main(String[] arguments) {
            LocalMesh mesh = new LocalMesh("county", FROM);
            Agreement agreement = new AgreementSketch(List.of(mesh, new LocalMesh("state", FROM))).agree();
            Observation honest =
                    mesh.observe(new AuthorityId("urn:example:fire"), draft()).get(0);
            long[] worst = new long[1];
            int[] refused = new int[1];
            new HostileDocuments(honest.octets()).large().forEach(hostile -> {
                Octets document = hostile.document().get();
                long start = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
                Outcome<?> verdict = LocalMesh.verification().verify(document, agreement, digest -> Optional.empty());
                long taken = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - start;
                worst[0] = Math.max(worst[0], taken);
                refused[0] += verdict.fold(yes -> 0, no -> 1);
                if (verdict instanceof Outcome.Yes
                        || taken > Duration.ofSeconds(1).toNanos()) {
                    System.out.println(hostile.name() + " took " + taken + " ns and got " + verdict);
                    System.exit(1);
                }
            });
            System.out.println("large hostile documents: " + refused[0] + " refused under " + HEAP + ", the worst in "
                    + worst[0] / 1_000_000 + " ms of processor time");
        }

        private static Draft draft() {
            return new Draft(
                    new AuthorityId("urn:example:fire"),
                    new FeatureOfInterest("urn:example:incidents", "incident"),
                    new ObservedProperty("urn:example:properties", "situation"),
                    PhenomenonTime.at(FROM),
                    Optional.empty(),
                    Optional.empty(),
                    new Result("text/plain", Octets.of(new byte[] {'a'}), List.of()),
                    "incident",
                    OptionalLong.empty(),
                    Draft.Standing.STANDS,
                    "record");
        }
    }
}
