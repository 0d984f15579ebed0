package org.comity.feeds.mapped;

import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.comity.core.mesh.Octets;
import org.comity.core.mesh.Outcome;

/**
 * What a mapping file says: how a document becomes records, and what each record becomes. Made by {@link #read} alone.
 * Immutable.
 */
public final class Mapping {

    /** The largest mapping file, in octets. */
    public static final int SIZE_MAX = 1024 * 1024;

    /** Records that the mapping declares not usable, and why. */
    record Unusable(Rule.Condition when, String because) {}

    private final Source source;
    private final List<String> group;
    private final Set<String> declared;
    private final Map<String, Map<String, String>> tables;
    private final List<Unusable> unusable;
    private final List<Rule> rules;
    private final Set<String> references;

    Mapping(
            Source source,
            List<String> group,
            Set<String> declared,
            Map<String, Map<String, String>> tables,
            List<Unusable> unusable,
            List<Rule> rules,
            Set<String> references) {
        this.source = Objects.requireNonNull(source, "source");
        this.group = List.copyOf(group);
        this.declared = Collections.unmodifiableSet(new LinkedHashSet<>(declared));
        this.tables = Map.copyOf(tables);
        this.unusable = List.copyOf(unusable);
        this.rules = List.copyOf(rules);
        this.references = Set.copyOf(references);
    }

    /** Reads a mapping file in YAML; a no says in one sentence what its author must change, and in which line. */
    public static Outcome<Mapping> read(Octets yaml) {
        return read(yaml, Map.of());
    }

    /** The same, with values for the settings that the file leaves open. */
    public static Outcome<Mapping> read(Octets yaml, Map<String, String> settings) {
        return MappingFile.read(yaml, settings);
    }

    /** How its documents are written: csv, fixed-width, json, xml, hl7 or rows. */
    public String format() {
        return source.format();
    }

    Source source() {
        return source;
    }

    /** Columns that lines of one record share; empty where each line is a record. */
    List<String> group() {
        return group;
    }

    /** Columns of which it says something: each is checked on every line, whether a rule uses it or not. */
    Set<String> declared() {
        return declared;
    }

    Map<String, Map<String, String>> tables() {
        return tables;
    }

    List<Unusable> unusable() {
        return unusable;
    }

    List<Rule> rules() {
        return rules;
    }

    /** All columns that it names anywhere. */
    Set<String> references() {
        return references;
    }
}
