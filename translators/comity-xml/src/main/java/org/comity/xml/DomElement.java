package org.comity.xml;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.comity.core.mesh.Digest;
import org.comity.core.mesh.Octets;
import org.comity.core.mesh.Oid;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/**
 * Reads values of one element of a document that its schema has accepted.
 *
 * <p>Every method throws IllegalArgumentException or DateTimeException where a value is none after all; the reader of the
 * document turns those into a refusal.
 */
record DomElement(Element element) {

    String name() {
        return element.getLocalName();
    }

    String text() {
        return element.getTextContent();
    }

    String text(String attribute) {
        return element.getAttributeNS(null, attribute);
    }

    Optional<String> optional(String attribute) {
        return element.hasAttributeNS(null, attribute) ? Optional.of(text(attribute)) : Optional.empty();
    }

    long number(String attribute) {
        return Long.parseLong(text(attribute));
    }

    int integer(String attribute) {
        return Integer.parseInt(text(attribute));
    }

    Instant instant(String attribute) {
        return Instant.parse(text(attribute));
    }

    Duration duration(String attribute) {
        return Duration.parse(text(attribute));
    }

    Digest digest(String attribute) {
        return Digest.parse(text(attribute));
    }

    Oid oid(String attribute) {
        return Oid.parse(text(attribute));
    }

    Octets base64(String attribute) {
        return Octets.of(Base64.getDecoder().decode(text(attribute)));
    }

    <E extends Enum<E>> E word(String attribute, Class<E> type) {
        return Enum.valueOf(type, text(attribute).toUpperCase(Locale.ROOT).replace('-', '_'));
    }

    /** The wire form of an enum constant: lower case with hyphens. */
    static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    List<DomElement> children() {
        List<DomElement> found = new ArrayList<>();
        for (Node node = element.getFirstChild(); node != null; node = node.getNextSibling()) {
            if (node instanceof Element child) {
                found.add(new DomElement(child));
            }
        }
        return found;
    }

    List<DomElement> children(String name) {
        return children().stream().filter(child -> child.name().equals(name)).toList();
    }

    Optional<DomElement> optionalChild(String name) {
        return children(name).stream().findFirst();
    }

    DomElement child(String name) {
        return optionalChild(name).orElseThrow(() -> new IllegalArgumentException("no " + name));
    }
}
