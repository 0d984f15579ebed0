package org.comity.crosswalk;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.comity.core.mesh.Outcome;
import org.comity.core.mesh.Reason;
import org.comity.core.observation.Term;

/**
 * What is read of a mapping set's metadata: the prefixes, and scalars that stand for a whole column. Other YAML is passed over.
 *
 * @param scalars values of the top level by name, quotes removed
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

    /** Reads lines of YAML; {@link Reason#MALFORMED} where a prefix is said twice, or a built-in one otherwise. */
    static Outcome<SetHeader> read(List<String> lines) {
        Map<String, String> prefixes = new HashMap<>(BUILT_IN);
        Map<String, String> own = new HashMap<>();
        Map<String, String> scalars = new HashMap<>();
        int margin = lines.stream()
                .filter(line -> !line.isBlank())
                .mapToInt(SetHeader::indent)
                .min()
                .orElse(0);
        String section = "";
        for (String line : lines) {
            int colon = colon(line);
            if (line.isBlank() || colon < 0) {
                continue;
            }
            String key = unquoted(line.substring(0, colon));
            String value = unquoted(line.substring(colon + 1));
            if (indent(line) == margin) {
                section = key;
                scalars.put(key, value);
            } else if (section.equals("curie_map") && own.put(key, value) != null) {
                return Outcome.no(Reason.MALFORMED, "curie_map defines a prefix twice");
            }
        }
        if (own.size() > PREFIXES_MAX) {
            return Outcome.no(Reason.LIMIT_EXCEEDED, "curie_map has at most " + PREFIXES_MAX + " prefixes");
        }
        if (own.entrySet().stream()
                .anyMatch(one ->
                        !BUILT_IN.getOrDefault(one.getKey(), one.getValue()).equals(one.getValue()))) {
            return Outcome.no(Reason.MALFORMED, "curie_map gives a built-in prefix another meaning");
        }
        prefixes.putAll(own);
        return Outcome.yes(new SetHeader(prefixes, scalars));
    }

    /**
     * Expands a CURIE; what starts with http, https or urn and no such prefix is an IRI already.
     *
     * @throws IllegalArgumentException when the prefix is not defined
     */
    String expand(String curie) {
        int colon = curie.indexOf(':');
        String prefix = colon < 0 ? "" : curie.substring(0, colon);
        String expansion = prefixes.get(prefix);
        if (expansion != null) {
            return expansion + curie.substring(colon + 1);
        }
        if (prefix.equals("http") || prefix.equals("https") || prefix.equals("urn")) {
            return curie;
        }
        throw new IllegalArgumentException("an identifier has no prefix that curie_map defines");
    }

    /**
     * The term that a CURIE names.
     *
     * @throws IllegalArgumentException when it names none
     */
    Term term(String curie) {
        return Iri.term(expand(curie));
    }

    private static int indent(String line) {
        return line.length() - line.stripLeading().length();
    }

    /** A colon that ends a key: outside quotes and before a space or the end. */
    private static int colon(String line) {
        String text = line.stripLeading();
        int from = indent(line);
        if (text.startsWith("\"") || text.startsWith("'")) {
            from = line.indexOf(text.charAt(0), from + 1);
        }
        for (int i = Math.max(from, 0); i < line.length(); i++) {
            if (line.charAt(i) == ':' && (i + 1 == line.length() || line.charAt(i + 1) == ' ')) {
                return i;
            }
        }
        return -1;
    }

    private static String unquoted(String text) {
        String bare = text.strip();
        boolean quoted = bare.length() > 1
                && (bare.charAt(0) == '"' || bare.charAt(0) == '\'')
                && bare.charAt(bare.length() - 1) == bare.charAt(0);
        return quoted ? bare.substring(1, bare.length() - 1) : bare;
    }
}
