package org.comity.core.lineage;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * A PROV document: statements of its own and named bundles.
 *
 * @param prefixes namespaces by prefix, beside prov and xsd
 * @param statements outside of bundles, in order
 * @param bundles by qualified name, sorted
 */
public record ProvDocument(
        Map<String, String> prefixes, List<ProvStatement> statements, Map<String, List<ProvStatement>> bundles) {
    public ProvDocument {
        prefixes = java.util.Collections.unmodifiableMap(new TreeMap<>(Objects.requireNonNull(prefixes, "prefixes")));
        statements = List.copyOf(statements);
        Map<String, List<ProvStatement>> sorted = new TreeMap<>();
        bundles.forEach((name, all) -> sorted.put(name, List.copyOf(all)));
        bundles = java.util.Collections.unmodifiableMap(sorted);
    }
}
