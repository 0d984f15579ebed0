package org.comity.feeds.picture;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.stream.Collectors;
import org.comity.core.picture.JointPicture;

/**
 * The joint picture as a table: a row for each statement, winners, losers, undecided and superseded ones, each with its
 * observation, authority and ruling.
 */
public final class PictureTable {
    /** The columns, in their order. */
    public static final List<String> COLUMNS = List.of(
            "domain",
            "standing",
            "feature-scheme",
            "feature",
            "property-scheme",
            "property",
            "start",
            "end",
            "media-type",
            "result",
            "authority",
            "mesh",
            "oid",
            "contention",
            "resolution",
            "decided-by",
            "agreement",
            "frontiers");

    private PictureTable() {}

    /** RFC 4180, with a heading. */
    public static String csv(JointPicture picture) {
        StringBuilder out = new StringBuilder(String.join(",", COLUMNS)).append("\r\n");
        for (PictureRow row : PictureRow.of(picture)) {
            out.append(COLUMNS.stream()
                            .map(name -> cell(row.values().getOrDefault(name, "")))
                            .collect(Collectors.joining(",")))
                    .append("\r\n");
        }
        return out.toString();
    }

    private static String cell(String text) {
        boolean plain = text.chars().noneMatch(ch -> ch == '"' || ch == ',' || ch < ' ')
                && text.strip().equals(text);
        return plain ? text : '"' + text.replace("\"", "\"\"") + '"';
    }

    /** A JSON list of flat objects of text, under the same names. */
    public static String json(JointPicture picture) {
        ArrayNode list = JsonNodeFactory.instance.arrayNode();
        for (PictureRow row : PictureRow.of(picture)) {
            ObjectNode object = list.addObject();
            COLUMNS.forEach(name -> object.put(name, row.values().getOrDefault(name, "")));
        }
        return list.toString();
    }
}
