package org.comity.site;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import javax.tools.ToolProvider;
import org.comity.core.agreement.ComparatorRef;
import org.comity.core.arbitration.CustomComparator;
import org.comity.core.arbitration.CustomComparator.Traits;
import org.comity.core.mesh.Digest;
import org.comity.core.mesh.Outcome;
import org.comity.core.mesh.Reason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An artifact answers where the agreement names its very octets, and whatever goes wrong has a name. */
class ArtifactComparatorsTest {
    private static final List<Traits> TWO =
            List.of(new Traits(1, 2, 0, 3, 0, 1_000, 1), new Traits(4, 2, 1, 3, 1, 900, 2));

    @TempDir
    Path folder;

    /** A bean whose class came from a folder, not from an artifact. */
    private static final class Local implements CustomComparator {
        @Override
        public String name() {
            return "ours";
        }

        @Override
        public String version() {
            return "1";
        }

        @Override
        public long value(Traits candidate) {
            return 0;
        }
    }

    /** Compiles a comparator of that body into a jar that registers it, and says what an agreement would. */
    private ComparatorRef artifact(String body) throws IOException {
        Path source = Files.writeString(
                Files.createDirectories(folder.resolve("src")).resolve("Ours.java"),
                "public final class Ours implements org.comity.core.arbitration.CustomComparator {"
                        + "public String name() { return \"ours\"; } public String version() { return \"1\"; }"
                        + "public long value(Traits one) {" + body + "}}");
        int code = ToolProvider.getSystemJavaCompiler()
                .run(
                        null,
                        null,
                        null,
                        "-proc:none",
                        "-d",
                        folder.resolve("src").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        source.toString());
        assertThat(code).isZero();
        Path jar = Files.createDirectories(folder.resolve("comparators")).resolve("ours.jar");
        try (OutputStream out = Files.newOutputStream(jar);
                JarOutputStream entries = new JarOutputStream(out)) {
            entries.putNextEntry(new JarEntry("Ours.class"));
            entries.write(Files.readAllBytes(folder.resolve("src/Ours.class")));
            entries.putNextEntry(new JarEntry("META-INF/services/" + CustomComparator.class.getName()));
            entries.write("Ours\n".getBytes(StandardCharsets.UTF_8));
        }
        return new ComparatorRef("ours", "1", Digest.sha256(Files.readAllBytes(jar)));
    }

    private Outcome<List<Long>> ask(ComparatorRef ref) {
        return comparators().values(ref, TWO);
    }

    private ArtifactComparators comparators() {
        return new ArtifactComparators(
                folder.resolve("comparators"), () -> List.of(new Local()), Duration.ofMillis(300));
    }

    private static Reason reason(Outcome<?> outcome) {
        return outcome.fold(
                good -> {
                    throw new AssertionError(good);
                },
                Outcome.No::reason);
    }

    @Test
    void theAgreedArtifactAnswers() throws IOException {
        ComparatorRef ref = artifact("return 10 * one.priority() + one.witnesses();");

        assertThat(ask(ref).<List<Long>>fold(values -> values, no -> List.of())).isEqualTo(List.of(11L, 42L));
    }

    @Test
    void anotherVersionOrOtherOctetsAreNotAgreed() throws IOException {
        // Given
        ComparatorRef ref = artifact("return 1;");
        artifact("return one.priority();");

        // Then
        assertThat(reason(ask(ref))).isEqualTo(Reason.COMPARATOR_NOT_AGREED);
        assertThat(reason(ask(new ComparatorRef("theirs", "1", ref.artifact()))))
                .isEqualTo(Reason.COMPARATOR_MISSING);
        assertThat(reason(
                        ask(new ComparatorRef("ours", "2", artifact("return 1;").artifact()))))
                .isEqualTo(Reason.COMPARATOR_NOT_AGREED);
    }

    @Test
    void whatThrowsOrTakesTooLongIsNamedAndTheLateOneIsNotAskedAgain() throws IOException {
        // Given
        ComparatorRef throwing = artifact("throw new IllegalStateException(\"no\");");
        Reason thrown = reason(ask(throwing));
        ComparatorRef endless = artifact("java.util.concurrent.locks.LockSupport.parkNanos(5_000_000_000L); return 1;");
        ArtifactComparators comparators = comparators();

        // When
        long from = System.nanoTime();
        Reason late = reason(comparators.values(endless, TWO));
        Reason again = reason(comparators.values(endless, TWO));
        long millis = (System.nanoTime() - from) / 1_000_000;

        // Then
        assertThat(thrown).isEqualTo(Reason.COMPARATOR_FAILED);
        assertThat(late).isEqualTo(Reason.COMPARATOR_TIMEOUT);
        assertThat(again).isEqualTo(Reason.COMPARATOR_TIMEOUT);
        assertThat(millis).isGreaterThanOrEqualTo(300);
    }
}
