package org.comity.feeds.mapped;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.comity.core.mesh.Octets;
import org.comity.core.observation.Result;
import org.comity.core.observation.Term;
import org.comity.feeds.Fault;

/**
 * What an observation's result holds: the record's octets as they came, or a JSON object of text made from its values. What
 * is absent is left out; it is never zero.
 *
 * @param fields of the object, in the order of the mapping; empty, as {@code lines}: the octets themselves
 * @param lines one object for each line of a record that takes several, under the key {@code lines}
 */
record ResultRule(String mediaType, Map<String, Template> fields, Map<String, Template> lines) {

    ResultRule {
        fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
        lines = Collections.unmodifiableMap(new LinkedHashMap<>(lines));
    }

    Result result(Line line, Octets original, List<Term> terms) {
        Octets content = fields.isEmpty() && lines.isEmpty() ? original : json(line);
        if (content.size() > Result.SIZE_MAX || terms.size() > Result.TERMS_MAX) {
            throw new Unfit(
                    Fault.LIMIT,
                    line.place(),
                    "result",
                    "a result has at most " + Result.SIZE_MAX + " octets and " + Result.TERMS_MAX + " terms");
        }
        return new Result(mediaType, content, terms);
    }

    private Octets json(Line line) {
        ObjectNode object = object(fields, line);
        if (!lines.isEmpty()) {
            ArrayNode array = object.putArray("lines");
            line.each().forEach(one -> array.add(object(lines, one)));
        }
        return Octets.of(object.toString().getBytes(StandardCharsets.UTF_8));
    }

    private static ObjectNode object(Map<String, Template> fields, Line line) {
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        fields.forEach((name, template) ->
                template.fillWherePresent(line).ifPresent(filled -> object.put(name, filled.text())));
        return object;
    }
}
