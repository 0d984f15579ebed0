package org.comity.feeds;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.comity.core.agreement.Location;
import org.comity.core.agreement.Region;
import org.comity.core.authority.AuthorityId;
import org.comity.core.mesh.Outcome;
import org.comity.core.mesh.Reason;
import org.comity.core.observation.Draft;
import org.junit.jupiter.api.Assumptions;

/** The networks of the tests, and the regions in which they are authoritative as published in 2017. */
final class Networks {
    static final NetworkNames NAMES = new NetworkNames("urn:quake", Networks::authority);

    private static final Set<String> KNOWN = Set.of("nc", "nn", "us", "at");

    /** Northern California, Nevada, and everywhere else the national centre; the first that contains a place counts. */
    static final List<Region> REGIONS = List.of(
            region(
                    "nc",
                    34_500_000,
                    -121_250_000,
                    37_430_000,
                    -117_760_000,
                    39_000_000,
                    -120_000_000,
                    42_000_000,
                    -120_000_000,
                    42_000_000,
                    -125_000_000,
                    42_000_000,
                    -126_000_000,
                    40_000_000,
                    -126_000_000),
            region(
                    "nn",
                    34_500_000,
                    -114_000_000,
                    37_430_000,
                    -117_760_000,
                    39_000_000,
                    -120_000_000,
                    42_000_000,
                    -120_000_000,
                    42_000_000,
                    -114_250_000,
                    36_750_000,
                    -114_250_000,
                    36_750_000,
                    -114_000_000),
            region("us"));

    private Networks() {}

    static AuthorityId id(String network) {
        return new AuthorityId("urn:comity-quake:authority:" + network);
    }

    static Path earthquakes(String name) {
        String root = System.getProperty("comity.data");
        Assumptions.assumeTrue(root != null && !root.isBlank(), "comity.data is not set");
        Path path = Path.of(root, "earthquakes", name);
        assertThat(path).as("the data set earthquakes/%s", name).exists();
        return path;
    }

    static List<Draft> history(String event) throws IOException {
        Path file = earthquakes("usgs-comcat/event_" + event + ".json");
        return new ComcatFeed(NAMES)
                .read(Files.readAllBytes(file)).stream().map(Networks::yes).toList();
    }

    static Draft product(String file) throws IOException {
        return yes(new PdlFeed(NAMES).read(Files.readAllBytes(earthquakes("usgs-pdl/" + file))));
    }

    static List<Path> files(String folder) throws IOException {
        try (Stream<Path> files = Files.list(earthquakes(folder))) {
            return files.sorted().toList();
        }
    }

    /** Entries as outcomes, one for each. */
    static List<Outcome<Draft>> outcomes(Feed feed, byte[] document) {
        return feed.read(document, new Delivery("sample", Instant.EPOCH)).stream()
                .map(entry -> entry.<Outcome<Draft>>fold(
                        fits -> Outcome.yes(fits.draft()), misfit -> Outcome.no(misfit.reason(), misfit.detail())))
                .toList();
    }

    static <T> T yes(Outcome<T> outcome) {
        return outcome.fold(value -> value, no -> {
            throw new AssertionError(no.toString());
        });
    }

    static Optional<Reason> reason(Outcome<?> outcome) {
        return outcome.fold(any -> Optional.empty(), no -> Optional.of(no.reason()));
    }

    private static Optional<AuthorityId> authority(String network) {
        return Optional.of(network).filter(KNOWN::contains).map(Networks::id);
    }

    private static Region region(String network, int... corners) {
        Location[] ring = new Location[corners.length / 2];
        for (int i = 0; i < ring.length; i++) {
            ring[i] = new Location(corners[2 * i], corners[2 * i + 1]);
        }
        return new Region(network, id(network), List.of(ring));
    }
}
