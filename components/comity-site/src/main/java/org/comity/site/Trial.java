package org.comity.site;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import org.comity.core.agreement.Agreement;
import org.comity.core.mesh.Octets;
import org.comity.xml.AgreementDocument;

/**
 * Two meshes to try things with, a folder each: agreement, keys, crosswalk, routes and settings. One made both sides' keys, so
 * they are for trials alone.
 */
public final class Trial {
    /** A side: its name, its authority, its word for the state of a road, and what it says of it. */
    private record Side(String name, String authority, String term, String words) {}

    private static final List<Side> SIDES = List.of(
            new Side("county", "sheriff", "road-state", "closed by flood"),
            new Side("state", "patrol", "status", "open"));

    private Trial() {}

    /**
     * Writes the folders {@code county} and {@code state}.
     *
     * @param now from when the keys hold
     * @throws SiteFault where one of them is there already
     */
    public static void write(Path folder, SecureRandom random, Instant now) {
        new Founding(random, now).write(folder, "roads", terms());
        try {
            for (Side side : SIDES) {
                Path own = folder.resolve(side.name());
                Files.writeString(
                        own.resolve("comity.properties"), filled("comity.properties", side), StandardOpenOption.APPEND);
                Files.writeString(own.resolve("crosswalk.sssom.tsv"), text("crosswalk.sssom.tsv"));
                Files.writeString(own.resolve("routes.yaml"), filled("routes.yaml", side));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Agreement terms() {
        return AgreementDocument.read(Octets.of(text("terms.xml").getBytes(StandardCharsets.UTF_8)))
                .fold(good -> good, no -> {
                    throw new IllegalStateException(no.reason() + " " + no.detail());
                });
    }

    private static String filled(String resource, Side side) {
        return text(resource)
                .replace("@authority@", side.authority())
                .replace("@term@", side.term())
                .replace("@words@", side.words())
                .replace("@name@", side.name());
    }

    private static String text(String resource) {
        try (InputStream in = Trial.class.getResourceAsStream("trial/" + resource)) {
            if (in == null) {
                throw new IllegalStateException("no resource " + resource);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
