package org.comity.feeds.mapped;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.comity.core.mesh.Octets;
import org.comity.core.observation.Draft;
import org.comity.feeds.Delivery;
import org.comity.feeds.Entry;
import org.comity.feeds.Fault;
import org.junit.jupiter.api.Assumptions;

/** Mappings and deliveries of the tests. */
final class Feeds {
    static final Delivery DELIVERY = new Delivery("sample", Instant.parse("2020-12-26T00:00:00Z"));

    private Feeds() {}

    static Mapping mapping(String yaml) {
        return Mapping.read(Octets.of(yaml.getBytes(StandardCharsets.UTF_8))).fold(one -> one, no -> {
            throw new AssertionError(no.detail());
        });
    }

    /** A mapping that the documentation shows. */
    static MappedFeed documented(String name) throws IOException {
        return new MappedFeed(mapping(Files.readString(Path.of("src/main/docs/mappings", name))));
    }

    static List<Entry> read(String yaml, String document) {
        return new MappedFeed(mapping(yaml)).read(document.getBytes(StandardCharsets.UTF_8), DELIVERY);
    }

    static Draft draft(Entry entry) {
        return entry.fold(Entry.Fits::draft, misfit -> {
            throw new AssertionError(misfit.toString());
        });
    }

    static Optional<Fault> fault(Entry entry) {
        return entry.fold(fits -> Optional.empty(), misfit -> Optional.of(misfit.fault()));
    }

    static String content(Draft draft) {
        return new String(draft.result().content().bytes(), StandardCharsets.UTF_8);
    }

    static Path data(String name) {
        String root = System.getProperty("comity.data", "");
        Assumptions.assumeTrue(!root.isEmpty(), "comity.data is not set");
        Path path = Path.of(root, name);
        assertThat(path).as("the data set %s", name).exists();
        return path;
    }
}
