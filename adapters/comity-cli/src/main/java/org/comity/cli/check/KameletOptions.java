package org.comity.cli.check;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.nodes.Node;

/**
 * The properties of a Kamelet of the kit: they are the options of an endpoint that names it.
 *
 * @param required those without which it does not start
 */
record KameletOptions(Set<String> known, Set<String> required) {

    /** Those of the Kamelet that a URI names; empty where the kit has none of that name. */
    static Optional<KameletOptions> of(String uri) {
        String name = uri.replaceFirst("^kamelet:(//)?", "").replaceFirst("[/?].*$", "");
        if (!name.matches("[a-z0-9-]+")) {
            return Optional.empty();
        }
        try (InputStream in = KameletOptions.class.getResourceAsStream("/kamelets/" + name + ".kamelet.yaml")) {
            return in == null ? Optional.empty() : read(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Optional<KameletOptions> read(String yaml) {
        return new Compose(LoadSettings.builder().build())
                .composeString(yaml)
                .map(file -> inside(inside(file, "spec"), "definition"))
                .map(definition -> {
                    Set<String> required = new LinkedHashSet<>();
                    Map<String, Node> entries = Tree.entries(definition);
                    Optional.ofNullable(entries.get("required"))
                            .ifPresent(list -> Tree.elements(list)
                                    .forEach(one -> Tree.text(one).ifPresent(required::add)));
                    return new KameletOptions(
                            Tree.entries(inside(definition, "properties")).keySet(), required);
                });
    }

    private static Node inside(Node node, String key) {
        Node found = Tree.entries(node).get(key);
        if (found == null) {
            throw new IllegalStateException("a Kamelet of the kit lacks " + key);
        }
        return found;
    }
}
