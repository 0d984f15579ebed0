package org.comity.crosswalk;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.comity.core.mesh.Outcome;
import org.comity.core.taxonomy.Equivalence;

/**
 * A whole SSSOM mapping set as it was written: every slot of the set and of each mapping, whether this kit uses it or not. What
 * it means is said by {@link #equivalences}.
 *
 * @param prefixes the set's own curie_map, in its order
 * @param slots texts of the set's slots; several where a slot holds a list
 * @param extensions the definitions of extension slots
 * @param mappings one map of slots for each mapping, in their order
 */
public record MappingSet(
        Map<String, String> prefixes,
        Map<String, List<String>> slots,
        List<Map<String, String>> extensions,
        List<Map<String, List<String>>> mappings) {

    /** Slots that hold lists, after the SSSOM schema. */
    static final Set<String> LISTS = Set.of(
            "author_id",
            "author_label",
            "cardinality_scope",
            "creator_id",
            "creator_label",
            "curation_rule",
            "curation_rule_text",
            "mapping_set_source",
            "match_string",
            "object_match_field",
            "object_preprocessing",
            "reviewer_id",
            "reviewer_label",
            "see_also",
            "subject_match_field",
            "subject_preprocessing");

    /** Slots that hold numbers. */
    static final Set<String> NUMBERS =
            Set.of("confidence", "mapping_set_confidence", "reviewer_agreement", "similarity_score");

    /** Slots of a set that stand for every mapping which does not say otherwise, after the SSSOM schema. */
    static final Set<String> PROPAGATED = Set.of(
            "cardinality_scope",
            "curation_rule",
            "curation_rule_text",
            "mapping_date",
            "mapping_provider",
            "mapping_tool",
            "mapping_tool_id",
            "mapping_tool_version",
            "object_match_field",
            "object_preprocessing",
            "object_source",
            "object_source_version",
            "object_type",
            "predicate_type",
            "similarity_measure",
            "subject_match_field",
            "subject_preprocessing",
            "subject_source",
            "subject_source_version",
            "subject_type");

    /** Whether SSSOM itself gives the slot more than one plain text to hold, or lets it stand for every mapping. */
    static boolean isStandard(String slot) {
        return LISTS.contains(slot) || NUMBERS.contains(slot) || PROPAGATED.contains(slot);
    }

    public MappingSet {
        prefixes = copy(prefixes);
        slots = copy(slots);
        extensions = extensions.stream().map(MappingSet::copy).toList();
        mappings = mappings.stream().map(MappingSet::copy).toList();
    }

    private static <T> Map<String, T> copy(Map<String, T> map) {
        return Collections.unmodifiableMap(new LinkedHashMap<>(map));
    }

    /** Reads SSSOM/TSV with its metadata in comments. */
    public static Outcome<MappingSet> ofTsv(String table) {
        return Tsv.read(table).then(tsv -> MappingSetTsv.read(tsv, String.join("\n", tsv.header())));
    }

    /** Reads SSSOM/TSV with its metadata in a YAML file of its own. */
    public static Outcome<MappingSet> ofTsv(String table, String metadata) {
        return Tsv.read(table).then(tsv -> MappingSetTsv.read(tsv, metadata));
    }

    /** Reads SSSOM JSON. */
    public static Outcome<MappingSet> ofJson(byte[] document) {
        return MappingSetJson.read(document);
    }

    /** As SSSOM/TSV with its metadata in comments. */
    public String tsv() {
        return MappingSetTsv.write(this);
    }

    /** As SSSOM JSON. */
    public String json() {
        return MappingSetJson.write(this);
    }

    /**
     * The same set with the slots that stand for every mapping written at each of them. A slot that any mapping states itself
     * stands for none.
     */
    public MappingSet propagated() {
        Map<String, List<String>> common = new LinkedHashMap<>(slots);
        common.keySet().retainAll(PROPAGATED);
        mappings.forEach(mapping -> common.keySet().removeAll(mapping.keySet()));
        Map<String, List<String>> own = new LinkedHashMap<>(slots);
        own.keySet().removeAll(common.keySet());
        List<Map<String, List<String>>> each = mappings.stream()
                .map(mapping -> {
                    Map<String, List<String>> whole = new LinkedHashMap<>(mapping);
                    whole.putAll(common);
                    return whole;
                })
                .toList();
        return new MappingSet(prefixes, own, extensions, each);
    }

    /** What each mapping is as an equivalence, or why it is none. Lines are those of {@link #tsv}. */
    public Outcome<List<SssomTsv.Mapping>> equivalences(Equivalence.Kind kind) {
        return SssomTsv.read(tsv(), kind);
    }
}
