package org.comity.feeds.picture;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.comity.core.observation.Result;
import org.comity.feeds.StrictXml;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/** What an alert that prevails said itself, in its first info: its words go on as they came. */
final class CapOriginal {
    private final Optional<Element> alert;
    private final Optional<Element> info;

    private CapOriginal(Optional<Element> alert) {
        this.alert = alert;
        this.info = alert.flatMap(one -> children(one, "info").stream().findFirst());
    }

    /** Where nothing prevails. */
    static CapOriginal none() {
        return new CapOriginal(Optional.empty());
    }

    /** Nothing, where the result is no alert. */
    static CapOriginal of(Result result) {
        if (!result.mediaType().equals("application/cap+xml")) {
            return new CapOriginal(Optional.empty());
        }
        byte[] octets = result.content().bytes();
        Optional<Document> document = StrictXml.charset(octets)
                .flatMap(charset -> StrictXml.text(octets, charset))
                .flatMap(text -> StrictXml.document(text.startsWith("\uFEFF") ? text.substring(1) : text));
        return new CapOriginal(document.map(Document::getDocumentElement));
    }

    /** A text of the alert itself. */
    Optional<String> alert(String name) {
        return alert.flatMap(one -> text(one, name));
    }

    /** A text of its first info. */
    Optional<String> info(String name) {
        return info.flatMap(one -> text(one, name));
    }

    /** Texts of its first info. */
    List<String> infos(String name) {
        return info.map(one -> texts(one, name)).orElse(List.of());
    }

    /** The areas of its first info. */
    List<Element> areas() {
        return info.map(one -> children(one, "area")).orElse(List.of());
    }

    static Optional<String> text(Element parent, String name) {
        return texts(parent, name).stream().findFirst();
    }

    static List<String> texts(Element parent, String name) {
        return children(parent, name).stream()
                .map(one -> one.getTextContent().strip())
                .filter(text -> !text.isEmpty())
                .toList();
    }

    static List<Element> children(Element parent, String name) {
        List<Element> found = new ArrayList<>();
        for (Node child = parent.getFirstChild(); child != null; child = child.getNextSibling()) {
            if (child instanceof Element element && name.equals(element.getLocalName())) {
                found.add(element);
            }
        }
        return found;
    }
}
