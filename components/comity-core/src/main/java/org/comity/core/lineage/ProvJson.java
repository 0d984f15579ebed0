package org.comity.core.lineage;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.comity.core.mesh.Json;

/** Writes PROV-JSON (W3C member submission of 2013), in one line. */
public final class ProvJson {
    private ProvJson() {}

    /** The document. */
    public static String of(ProvDocument document) {
        List<String> fields = new ArrayList<>();
        Map<String, String> prefixes = new TreeMap<>(document.prefixes());
        fields.add(Json.field(
                "prefix",
                Json.object(prefixes.entrySet().stream()
                        .map(one -> Json.field(one.getKey(), Json.quote(one.getValue()))))));
        fields.addAll(statements(document.statements()));
        if (!document.bundles().isEmpty()) {
            fields.add(Json.field(
                    "bundle",
                    Json.object(document.bundles().entrySet().stream()
                            .map(one -> Json.field(one.getKey(), Json.object(statements(one.getValue()).stream()))))));
        }
        return Json.object(fields.stream());
    }

    private static List<String> statements(List<ProvStatement> statements) {
        Map<ProvKind, Map<String, List<String>>> kinds = new TreeMap<>();
        int unnamed = 0;
        for (ProvStatement one : statements) {
            String id = one.id().orElse("_:" + one.kind().word() + unnamed++);
            kinds.computeIfAbsent(one.kind(), any -> new LinkedHashMap<>())
                    .computeIfAbsent(id, any -> new ArrayList<>())
                    .add(statement(one));
        }
        return kinds.entrySet().stream()
                .map(kind -> Json.field(
                        kind.getKey().word(),
                        Json.object(kind.getValue().entrySet().stream()
                                .map(one -> Json.field(one.getKey(), oneOrMore(one.getValue()))))))
                .toList();
    }

    private static String oneOrMore(List<String> values) {
        return values.size() == 1 ? values.get(0) : Json.array(values.stream());
    }

    private static String statement(ProvStatement said) {
        Map<String, List<String>> fields = new LinkedHashMap<>();
        said.kind()
                .slots()
                .forEach(slot -> said.slot(slot.name())
                        .ifPresent(value -> fields.put("prov:" + slot.name(), List.of(Json.quote(value)))));
        said.attributes()
                .forEach(one -> fields.computeIfAbsent(one.name(), any -> new ArrayList<>())
                        .add(value(one)));
        return Json.object(fields.entrySet().stream().map(one -> Json.field(one.getKey(), oneOrMore(one.getValue()))));
    }

    private static String value(ProvStatement.Attribute one) {
        return one.type().equals("xsd:string")
                ? Json.quote(one.value())
                : Json.object(Json.field("$", Json.quote(one.value())), Json.field("type", Json.quote(one.type())));
    }
}
