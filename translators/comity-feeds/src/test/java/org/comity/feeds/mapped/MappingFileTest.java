package org.comity.feeds.mapped;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.comity.core.mesh.Octets;
import org.comity.core.mesh.Reason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MappingFileTest {
    private static final String GOOD = """
            mapping: 1
            source:
              format: fixed-width
              columns:
                id: {from: 1, to: 3}
            tables: {t: {a: b}}
            rules:
              - authority: urn:a
                feature: {scheme: "urn:f", value: "{id in t}"}
                property: {scheme: "urn:p", value: p}
                time: {value: "{@at}", zone: UTC}
                result: {media-type: text/plain}
                identity: {series: "{id}", record: "{id}"}
            """;

    private static String sentence(String yaml) {
        return Mapping.read(Octets.of(yaml.getBytes(StandardCharsets.UTF_8))).fold(mapping -> "", no -> {
            assertThat(no.reason()).isEqualTo(Reason.MALFORMED);
            return no.detail();
        });
    }

    @Test
    void readsAGoodFile() {
        assertThat(sentence(GOOD)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "mapping: 1|mapping: 2|line 1: mapping must be 1, the version of this form",
                "mapping: 1|mapping: [1|line 2: not well-formed YAML",
                "rules:|rule:|line 8: rule is no key here; known are mapping, rules, settings, source, tables, unusable",
                "authority:|authorty:|line 8: rules[1].authorty is no key here",
                "format: fixed-width|format: excel|line 3: source.format must be csv, fixed-width, json, xml, hl7 or rows",
                "format: fixed-width|format: csv|line 5: source.columns.id has from and to",
                "from: 1|from: 4|line 5: source.columns.id must have from and to, counted from 1",
                "from: 1|from: 1, decimal-char: x, kind: decimal|line 5: source.columns.id.decimal-char must be one character",
                "from: 1|from: 1, decimal-char: ';'|line 5: source.columns.id.decimal-char has a meaning for the kind decimal",
                "from: 1|from: 1, group-char: ., kind: decimal|line 5: source.columns.id.group-char must be another character",
                "from: 1|from: 1, group-char: .|line 5: source.columns.id.group-char has a meaning for the kinds",
                "zone: UTC|pattern: kk|line 11: rules[1].time.pattern must be iso",
                "from: 1|from: one|line 5: source.columns.id.from must be a whole number",
                "from: 1|from: 1, kind: Decimal|line 5: source.columns.id.kind must be text, integer or decimal",
                "{id in t}|{id in u}|line 9: rules[1].feature.value names the table u, which the file does not have",
                "{id in t}|{ip}|line 9: rules[1].feature.value names ip, which the source does not have",
                "{id in t}|{id|line 9: rules[1].feature.value : a reference {...} does not end",
                "{@at}|{@now}|line 11: rules[1].time.value names @now, which the source does not have",
                "zone: UTC|zone: Mars|line 11: rules[1].time.zone must be a time zone",
                "zone: UTC|pattern: MMMM|line 11: rules[1].time.pattern must be iso",
                "zone: UTC|period: -P1D|line 11: rules[1].time.period must be a period",
                "zone: UTC|uncertainty: -PT1S|line 11: rules[1].time.uncertainty must lie between",
                "zone: UTC|period: P1D, until: x|line 11: rules[1].time has until and period",
                "media-type: text/plain|fields: {lines: x}|line 12: rules[1].result cannot call a field lines",
                "media-type: text/plain|media-type: text/plain, fields: {a: x}|line 12: rules[1].result.media-type must be of JSON",
                "media-type: text/plain|media-type: text|line 12: rules[1].result.media-type must be a media type",
                ", record: \"{id}\"|`` |line 13: rules[1].identity lacks the key record",
                "format: fixed-width|format: fixed-width\\n  separator: x|line 4: source.separator has no meaning",
                "mapping: 1|mapping: 1\\nsettings: {place: ''}|line 2: settings.place is a setting without a value: give it one",
                "mapping: 1|mapping: 1\\nsettings: {line: x}|line 2: settings.line must be a name of small letters",
                "zone: UTC|uncertainty: long|line 11: rules[1].time.uncertainty must be a duration",
                "format: fixed-width|format: fixed-width\\n  charset: EBCDIC|line 4: source.charset must be UTF-8",
            })
    void saysInOneSentenceWhatToChangeAndWhere(String from, String to, String sentence) {
        assertThat(GOOD).contains(from);
        assertThat(sentence(GOOD.replace(from, to.replace("\\n", "\n")))).startsWith(sentence);
    }

    @Test
    void refusesWhatExpands() {
        // Then
        assertThat(sentence(GOOD.replace("tables: {t: {a: b}}", "tables: {t: &x {a: b}, u: *x}")))
                .isNotEmpty();
        assertThat(sentence("")).isEqualTo("the file is empty");
        String large = Mapping.read(Octets.of(new byte[Mapping.SIZE_MAX + 1]))
                .fold(one -> "", no -> no.reason().name());
        String foreign = Mapping.read(Octets.of(new byte[] {(byte) 0xFF})).fold(one -> "", no -> no.detail());
        assertThat(large).isEqualTo("LIMIT_EXCEEDED");
        assertThat(foreign).isEqualTo("the mapping file is not UTF-8");
    }

    @Test
    void knowsTheKeysThatTheSchemaForEditorsShows() throws IOException {
        // Given
        JsonNode schema;
        try (InputStream in = Mapping.class.getResourceAsStream("mapping.schema.json")) {
            schema = new ObjectMapper().readTree(in);
        }
        Map<String, Set<String>> keys = Map.ofEntries(
                Map.entry("", MappingFile.KEYS),
                Map.entry("/properties/source", MappingFile.SOURCE_KEYS),
                Map.entry("/$defs/column", MappingFile.COLUMN_KEYS),
                Map.entry("/properties/unusable/items", MappingFile.UNUSABLE_KEYS),
                Map.entry("/$defs/rule", RuleFile.RULE_KEYS),
                Map.entry("/$defs/name", RuleFile.NAME_KEYS),
                Map.entry("/$defs/rule/properties/label", RuleFile.LABEL_KEYS),
                Map.entry("/$defs/rule/properties/label/properties/categories/items", RuleFile.CATEGORY_KEYS),
                Map.entry("/$defs/time/oneOf/1", RuleFile.TIME_KEYS),
                Map.entry("/$defs/rule/properties/result", RuleFile.RESULT_KEYS),
                Map.entry("/$defs/rule/properties/identity", RuleFile.IDENTITY_KEYS));

        // Then
        keys.forEach((pointer, known) -> {
            JsonNode object = schema.at(pointer);
            Set<String> shown = new TreeSet<>();
            object.path("properties").fieldNames().forEachRemaining(shown::add);
            assertThat(shown).as(pointer).isEqualTo(new TreeSet<>(known));
            assertThat(object.path("additionalProperties").isBoolean())
                    .as(pointer)
                    .isTrue();
        });
    }
}
