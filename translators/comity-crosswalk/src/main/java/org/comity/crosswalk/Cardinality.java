package org.comity.crosswalk;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Checks {@code mapping_cardinality}: how many partners a name has is a statement that a set can be held to. */
public final class Cardinality {

    /** A mapping, counted from 1, whose cardinality is not what the set has. */
    public record Wrong(int mapping, String stated, String counted) {}

    private static final String NONE = "sssom:NoTermFound";

    private Cardinality() {}

    /** All mappings that state another cardinality than the one that is counted in their scope; empty for a sound set. */
    public static List<Wrong> check(MappingSet stated) {
        MappingSet set = stated.propagated();
        Map<String, Set<String>> objects = new HashMap<>();
        Map<String, Set<String>> subjects = new HashMap<>();
        for (Map<String, List<String>> mapping : set.mappings()) {
            String subject = name(mapping, "subject");
            String object = name(mapping, "object");
            if (!subject.equals(NONE) && !object.equals(NONE)) {
                String scope = scope(mapping);
                objects.computeIfAbsent(scope + subject, any -> new HashSet<>()).add(object);
                subjects.computeIfAbsent(scope + object, any -> new HashSet<>()).add(subject);
            }
        }
        List<Wrong> wrong = new ArrayList<>();
        for (int i = 0; i < set.mappings().size(); i++) {
            Map<String, List<String>> mapping = set.mappings().get(i);
            String said = first(mapping, "mapping_cardinality");
            String counted = counted(mapping, objects, subjects);
            if (!said.isEmpty() && !said.equals(counted)) {
                wrong.add(new Wrong(i + 1, said, counted));
            }
        }
        return List.copyOf(wrong);
    }

    private static String counted(
            Map<String, List<String>> mapping, Map<String, Set<String>> objects, Map<String, Set<String>> subjects) {
        String subject = name(mapping, "subject");
        String object = name(mapping, "object");
        if (subject.equals(NONE) || object.equals(NONE)) {
            return (subject.equals(NONE) ? "0" : "1") + ":" + (object.equals(NONE) ? "0" : "1");
        }
        String scope = scope(mapping);
        int partners = objects.getOrDefault(scope + subject, Set.of()).size();
        int others = subjects.getOrDefault(scope + object, Set.of()).size();
        return (others > 1 ? "n" : "1") + ":" + (partners > 1 ? "n" : "1");
    }

    private static String scope(Map<String, List<String>> mapping) {
        StringBuilder scope = new StringBuilder();
        for (String slot : mapping.getOrDefault("cardinality_scope", List.of())) {
            scope.append(slot)
                    .append('=')
                    .append(mapping.getOrDefault(slot, List.of()))
                    .append('\n');
        }
        return scope.toString();
    }

    /** A literal is named by its label, and is no entity even where an entity is spelled the same. */
    private static String name(Map<String, List<String>> mapping, String side) {
        boolean literal = first(mapping, side + "_type").equals("rdfs literal");
        return literal ? "literal " + first(mapping, side + "_label") : first(mapping, side + "_id");
    }

    private static String first(Map<String, List<String>> mapping, String slot) {
        return mapping.getOrDefault(slot, List.of("")).get(0).strip();
    }
}
