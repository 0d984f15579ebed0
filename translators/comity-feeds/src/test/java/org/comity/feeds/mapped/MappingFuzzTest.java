package org.comity.feeds.mapped;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.comity.core.mesh.Octets;
import org.junit.jupiter.params.provider.MethodSource;

/** Any octets as a mapping file: a mapping that reads documents without an exception, or one sentence for its author. */
final class MappingFuzzTest {
    private static final List<byte[]> DOCUMENTS = Stream.of(
                    "a,b\n1,2024-01-01\n",
                    "{\"a\":[1,{\"b\":null}]}",
                    "<a><b c='1'>2</b></a>",
                    "MSH|^~\\&|A\rPID|1\r",
                    "[{\"a\":\"1\"}]",
                    "")
            .map(text -> text.getBytes(StandardCharsets.UTF_8))
            .toList();

    static Stream<byte[]> seeds() throws IOException {
        try (Stream<Path> documented = Files.list(Path.of("src/main/docs/mappings"));
                Stream<Path> standard = Files.list(Path.of("src/main/resources/org/comity/feeds/mappings"))) {
            return Stream.concat(documented, standard).map(MappingFuzzTest::octets).toList().stream();
        }
    }

    private static byte[] octets(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    @MethodSource("seeds")
    @FuzzTest(maxDuration = "")
    void isAMappingOrOneSentence(byte[] input) {
        Map<String, String> settings = new String(input, StandardCharsets.ISO_8859_1).contains("settings")
                ? Map.of("authority", "urn:a")
                : Map.of();
        Mapping.read(Octets.of(input), settings)
                .fold(
                        mapping -> {
                            MappedFeed feed = new MappedFeed(mapping);
                            DOCUMENTS.forEach(document -> assertThat(feed.read(document, Feeds.DELIVERY))
                                    .isNotNull());
                            return mapping;
                        },
                        no -> assertThat(no.detail()).isNotBlank().doesNotContain("\n"));
    }
}
