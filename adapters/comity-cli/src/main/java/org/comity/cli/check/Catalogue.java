package org.comity.cli.check;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import org.apache.camel.catalog.DefaultCamelCatalog;

/** Camel's catalog with the kit's own schemes. */
final class Catalogue {
    private static final String SCHEMES = "META-INF/org/comity/camel/";
    private static final List<String> VERBS = List.of(
            "observe",
            "gateway",
            "enroll",
            "partition",
            "verify",
            "translate",
            "admit",
            "order",
            "detect",
            "arbitrate",
            "record",
            "project",
            "merge");
    private static final List<String> TEMPLATES = List.of("comity/routes/comity-boundary.yaml");

    private Catalogue() {}

    static DefaultCamelCatalog withTheKit() {
        DefaultCamelCatalog catalog = new DefaultCamelCatalog(true);
        for (String verb : VERBS) {
            String scheme = "comity-" + verb;
            catalog.addComponent(scheme, "org.comity.camel", text(SCHEMES + scheme + ".json"));
        }
        return catalog;
    }

    /** The kit's route templates. */
    static List<String> templates() {
        return TEMPLATES.stream().map(Catalogue::text).toList();
    }

    private static String text(String resource) {
        try {
            for (URL url : Collections.list(Catalogue.class.getClassLoader().getResources(resource))) {
                try (InputStream in = url.openStream()) {
                    return new String(in.readAllBytes(), StandardCharsets.UTF_8);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        throw new IllegalStateException("not on the class path: " + resource);
    }
}
