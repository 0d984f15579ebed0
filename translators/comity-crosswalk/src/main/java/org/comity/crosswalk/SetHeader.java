package org.comity.crosswalk;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.comity.core.mesh.Outcome;
import org.comity.core.mesh.Reason;

/**
 * What is needed of a mapping set's metadata: the prefixes, and texts that stand for a whole column.
 *
 * @param scalars first texts of the set's slots by name
 */
record SetHeader(Map<String, String> prefixes, Map<String, String> scalars) {

    /** The most prefixes. */
    static final int PREFIXES_MAX = 4_096;

    /** Prefixes that the SSSOM specification defines for every set; a set may not give them another meaning. */
    private static final Map<String, String> BUILT_IN = Map.of(
            "sssom", "https://w3id.org/sssom/",
            "owl", "http://www.w3.org/2002/07/owl#",
            "rdf", "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
            "rdfs", "http://www.w3.org/2000/01/rdf-schema#",
            "skos", "http://www.w3.org/2004/02/skos/core#",
            "semapv", "https://w3id.org/semapv/vocab/",
            "xsd", "http://www.w3.org/2001/XMLSchema#");

    SetHeader {
        prefixes = Map.copyOf(prefixes);
        scalars = Map.copyOf(scalars);
    }

    /** Of a set whose mappings do not matter; {@link Reason#MALFORMED} where it gives a built-in prefix another meaning. */
    static Outcome<SetHeader> of(MappingSet metadata) {
        Map<String, String> own = metadata.prefixes();
        if (own.size() > PREFIXES_MAX) {
            return Outcome.no(Reason.LIMIT_EXCEEDED, "curie_map has at most " + PREFIXES_MAX + " prefixes");
        }
        for (Map.Entry<String, String> one : own.entrySet()) {
            String meaning = BUILT_IN.getOrDefault(one.getKey(), one.getValue());
            if (!meaning.equals(one.getValue())) {
                return Outcome.no(
                        Reason.MALFORMED,
                        "curie_map gives the built-in prefix " + one.getKey() + " another meaning than " + meaning);
            }
        }
        Map<String, String> prefixes = new HashMap<>(BUILT_IN);
        prefixes.putAll(own);
        Map<String, String> scalars = new HashMap<>();
        metadata.slots().forEach((name, values) -> scalars.put(name, values.get(0)));
        return Outcome.yes(new SetHeader(prefixes, scalars));
    }

    /** The same without texts that stand for these columns. */
    SetHeader without(Set<String> columns) {
        return new SetHeader(
                prefixes,
                scalars.entrySet().stream()
                        .filter(one -> !columns.contains(one.getKey()))
                        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)));
    }

    /**
     * Expands a CURIE; what starts with http, https or urn and no such prefix is an IRI already.
     *
     * @throws IllegalArgumentException when the prefix is not defined
     */
    String expand(String curie) {
        int colon = curie.indexOf(':');
        String prefix = colon < 0 ? "" : curie.substring(0, colon);
        String expansion = colon < 0 ? null : prefixes.get(prefix);
        if (expansion != null) {
            return expansion + curie.substring(colon + 1);
        }
        if (prefix.equals("http") || prefix.equals("https") || prefix.equals("urn")) {
            return curie;
        }
        throw new IllegalArgumentException(
                colon < 0 ? "an identifier has a prefix and a colon" : "curie_map defines no prefix " + prefix);
    }
}
