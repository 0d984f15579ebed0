package org.comity.cli.check;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.snakeyaml.engine.v2.nodes.Node;

/**
 * An endpoint as a route names it.
 *
 * @param step the name of the step, {@code from} where it begins the route
 * @param parameters given beside the URI
 */
record EndpointUse(Node node, String step, String uri, Map<String, String> parameters) {
    private static final Set<String> STEPS = Set.of("from", "to", "toD", "wireTap", "poll", "kamelet");

    /** The endpoints below a node, in the order of the file. */
    static List<EndpointUse> below(Node node) {
        List<EndpointUse> found = new ArrayList<>();
        Tree.elements(node).forEach(each -> found.addAll(below(each)));
        Tree.entries(node).forEach((key, value) -> {
            if (STEPS.contains(key)) {
                of(key, value).ifPresent(found::add);
            }
            found.addAll(below(value));
        });
        return found;
    }

    private static Optional<EndpointUse> of(String step, Node value) {
        String key = step.equals("kamelet") ? "name" : "uri";
        String prefix = step.equals("kamelet") ? "kamelet:" : "";
        Map<String, String> parameters = new LinkedHashMap<>();
        Node given = Tree.entries(value).get("parameters");
        if (given != null) {
            Tree.entries(given)
                    .forEach((name, one) -> parameters.put(name, Tree.text(one).orElse("")));
        }
        return Tree.text(value)
                .or(() -> Tree.text(value, key))
                .map(uri -> new EndpointUse(value, step, prefix + uri, parameters));
    }

    boolean begins() {
        return step.equals("from");
    }

    boolean isTakenFrom() {
        return begins() || step.equals("poll");
    }

    String scheme() {
        return uri.replaceFirst(":.*", "");
    }
}
