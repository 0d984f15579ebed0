package org.comity.feeds.picture;

import java.util.Optional;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/** Writes elements of one namespace. A character that XML cannot hold becomes U+FFFD: it would end the document. */
final class CapWriter {
    private final XMLStreamWriter out;

    CapWriter(XMLStreamWriter out) throws XMLStreamException {
        this.out = out;
        out.writeStartDocument("UTF-8", "1.0");
    }

    void begin(String namespace, String name) throws XMLStreamException {
        out.setDefaultNamespace(namespace);
        out.writeStartElement(name);
        out.writeDefaultNamespace(namespace);
    }

    void begin(String name) {
        run(() -> out.writeStartElement(name));
    }

    void end() {
        run(out::writeEndElement);
    }

    void text(String name, String text) {
        run(() -> {
            out.writeStartElement(name);
            out.writeCharacters(legal(text));
            out.writeEndElement();
        });
    }

    void text(String name, Optional<String> text) {
        text.ifPresent(one -> text(name, one));
    }

    /** A named value, as parameters and geocodes are. */
    void value(String element, String name, String value) {
        begin(element);
        text("valueName", name);
        text("value", value);
        end();
    }

    void close() throws XMLStreamException {
        out.writeEndDocument();
        out.close();
    }

    private static String legal(String text) {
        StringBuilder legal = new StringBuilder(text.length());
        text.codePoints()
                .map(ch -> ch == '\t'
                                || ch == '\n'
                                || ch >= ' ' && ch <= 0xD7FF
                                || ch >= 0xE000 && ch <= 0xFFFD
                                || ch > 0xFFFF
                        ? ch
                        : 0xFFFD)
                .forEach(legal::appendCodePoint);
        return legal.toString();
    }

    private interface Step {
        void run() throws XMLStreamException;
    }

    private static void run(Step step) {
        try {
            step.run();
        } catch (XMLStreamException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
