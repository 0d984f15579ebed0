package org.comity.feeds.mapped;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.comity.feeds.Place;

/** An element of a document and where it stands in its text. Mutable while the document is read, not after. */
final class XmlNode {
    final String namespace;
    final String name;
    final Optional<XmlNode> parent;
    final int from;
    final int to;
    final Place place;
    final Map<String, String> attributes = new LinkedHashMap<>();
    final List<XmlNode> children = new ArrayList<>();
    final StringBuilder text = new StringBuilder();

    XmlNode(String namespace, String name, Optional<XmlNode> parent, int from, int to, Place place) {
        this.namespace = namespace;
        this.name = name;
        this.parent = parent;
        this.from = from;
        this.to = to;
        this.place = place;
    }

    /** Its own text; an element with elements in it has none. */
    Cell cell() {
        if (!children.isEmpty()) {
            return Cell.structure(place);
        }
        String own = text.toString().strip();
        return own.isEmpty() ? Cell.absent(place) : Cell.text(own, place);
    }

    /** An attribute; of any namespace, by its local name. */
    Cell attribute(String wanted) {
        String value = attributes.getOrDefault(wanted, "").strip();
        return value.isEmpty() ? Cell.absent(place) : Cell.text(value, place);
    }
}
