package org.comity.xml;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.comity.core.lineage.ProvDocument;
import org.comity.core.lineage.ProvKind;
import org.comity.core.lineage.ProvStatement;
import org.comity.core.mesh.Outcome;
import org.comity.core.mesh.Reason;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.SAXException;

/** Reads PROV-XML and PROV-JSON of anyone, by a parser that shares nothing with what writes them. */
final class ProvFiles {
    private static final String PROV = "http://www.w3.org/ns/prov#";
    private static final String XSI = XMLConstants.W3C_XML_SCHEMA_INSTANCE_NS_URI;

    private ProvFiles() {}

    static Outcome<ProvDocument> read(String name, byte[] octets) {
        try {
            return Outcome.yes(name.endsWith(".json") ? json(octets) : xml(octets));
        } catch (SAXException | IllegalArgumentException e) {
            return Outcome.no(Reason.MALFORMED, String.valueOf(e.getMessage()));
        } catch (ParserConfigurationException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static ProvDocument xml(byte[] octets) throws SAXException, IOException, ParserConfigurationException {
        DocumentBuilderFactory factory = DocumentBuilderFactory.newDefaultInstance();
        factory.setNamespaceAware(true);
        factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
        DocumentBuilder builder = factory.newDocumentBuilder();
        builder.setErrorHandler(null);
        Element root = builder.parse(new ByteArrayInputStream(octets)).getDocumentElement();
        List<ProvStatement> own = new ArrayList<>();
        Map<String, List<ProvStatement>> bundles = new HashMap<>();
        for (Element child : children(root)) {
            if (child.getLocalName().startsWith("bundle")) {
                List<ProvStatement> inside = new ArrayList<>();
                children(child).forEach(one -> inside.addAll(statement(one)));
                bundles.put(name(child, child.getAttributeNS(PROV, "id")), inside);
            } else {
                own.addAll(statement(child));
            }
        }
        return new ProvDocument(Map.of(), own, bundles);
    }

    private static List<Element> children(Element parent) {
        List<Element> children = new ArrayList<>();
        for (Node at = parent.getFirstChild(); at != null; at = at.getNextSibling()) {
            if (at instanceof Element child) {
                children.add(child);
            }
        }
        return children;
    }

    private static String name(Element at, String text) {
        String[] parts = text.strip().split(":", 2);
        String namespace = parts.length == 2 ? at.lookupNamespaceURI(parts[0]) : null;
        if (namespace == null) {
            throw new IllegalArgumentException("no namespace of " + text);
        }
        return namespace.equals(PROV) ? "prov:" + parts[1] : namespace + parts[1];
    }

    private static List<ProvStatement> statement(Element said) {
        ProvKind kind = ProvKind.ofWord(said.getLocalName())
                .orElseThrow(() -> new IllegalArgumentException("no statement: " + said.getLocalName()));
        Optional<String> id = Optional.of(said.getAttributeNS(PROV, "id"))
                .filter(text -> !text.isEmpty())
                .map(text -> name(said, text));
        Map<String, String> slots = new HashMap<>();
        List<ProvStatement.Attribute> attributes = new ArrayList<>();
        List<String> members = new ArrayList<>();
        for (Element child : children(said)) {
            boolean slot = child.getNamespaceURI().equals(PROV)
                    && kind.slots().stream().anyMatch(one -> one.name().equals(child.getLocalName()));
            if (slot) {
                String value = child.hasAttributeNS(PROV, "ref")
                        ? name(child, child.getAttributeNS(PROV, "ref"))
                        : child.getTextContent().strip();
                slots.put(child.getLocalName(), value);
                members.add(value);
            } else {
                attributes.add(attribute(child));
            }
        }
        ProvStatement one = new ProvStatement(kind, id, slots, attributes, OptionalLong.empty());
        return kind == ProvKind.MEMBERSHIP && members.size() > 2
                ? members.subList(1, members.size()).stream()
                        .map(member -> one.with("entity", member))
                        .toList()
                : List.of(one);
    }

    private static ProvStatement.Attribute attribute(Element child) {
        String type = child.getAttributeNS(XSI, "type");
        String value = child.getTextContent().strip();
        boolean name = type.endsWith(":QName");
        String own = child.getNamespaceURI().equals(PROV)
                ? "prov:" + child.getLocalName()
                : child.getNamespaceURI() + child.getLocalName();
        return new ProvStatement.Attribute(
                own, name ? name(child, value) : value, name ? "xsd:QName" : type.isEmpty() ? "xsd:string" : type);
    }

    private static ProvDocument json(byte[] octets) {
        Map<?, ?> root = (Map<?, ?>) new Json(new String(octets, StandardCharsets.UTF_8)).value();
        Map<String, List<ProvStatement>> bundles = new HashMap<>();
        if (root.get("bundle") instanceof Map<?, ?> all) {
            all.forEach((name, inside) -> bundles.put((String) name, statements((Map<?, ?>) inside)));
        }
        return new ProvDocument(Map.of(), statements(root), bundles);
    }

    private static List<ProvStatement> statements(Map<?, ?> said) {
        List<ProvStatement> statements = new ArrayList<>();
        said.forEach((word, all) -> ProvKind.ofWord((String) word)
                .ifPresent(kind -> ((Map<?, ?>) all).forEach((id, one) -> {
                    List<?> each = one instanceof List<?> list ? list : List.of(one);
                    each.forEach(fields -> statements.add(statement(kind, (String) id, (Map<?, ?>) fields)));
                })));
        return statements;
    }

    private static ProvStatement statement(ProvKind kind, String id, Map<?, ?> fields) {
        Map<String, String> slots = new HashMap<>();
        List<ProvStatement.Attribute> attributes = new ArrayList<>();
        fields.forEach((key, value) -> {
            String name = (String) key;
            boolean slot = kind.slots().stream().anyMatch(one -> name.equals("prov:" + one.name()));
            if (slot) {
                slots.put(name.substring("prov:".length()), (String) value);
            } else {
                List<?> each = value instanceof List<?> list ? list : List.of(value);
                each.forEach(one -> attributes.add(attribute(name, one)));
            }
        });
        Optional<String> own = Optional.of(id).filter(name -> kind.hasId());
        return new ProvStatement(kind, own, slots, attributes, OptionalLong.empty());
    }

    private static ProvStatement.Attribute attribute(String name, Object value) {
        return value instanceof Map<?, ?> typed
                ? new ProvStatement.Attribute(name, String.valueOf(typed.get("$")), String.valueOf(typed.get("type")))
                : ProvStatement.Attribute.text(name, String.valueOf(value));
    }

    /** Objects, arrays, strings and bare words. */
    private static final class Json {
        private final String text;
        private int at;

        Json(String text) {
            this.text = text;
        }

        private char next() {
            while (Character.isWhitespace(text.charAt(at))) {
                at++;
            }
            return text.charAt(at);
        }

        Object value() {
            return switch (next()) {
                case '{' -> object();
                case '[' -> array();
                case '"' -> string();
                default -> word();
            };
        }

        private Map<String, Object> object() {
            Map<String, Object> fields = new LinkedHashMap<>();
            at++;
            while (next() != '}') {
                next();
                String name = string();
                if (next() != ':') {
                    throw new IllegalArgumentException("no colon at " + at);
                }
                at++;
                if (fields.put(name, value()) != null) {
                    throw new IllegalArgumentException("two fields " + name);
                }
                at += next() == ',' ? 1 : 0;
            }
            at++;
            return fields;
        }

        private List<Object> array() {
            List<Object> items = new ArrayList<>();
            at++;
            while (next() != ']') {
                items.add(value());
                at += next() == ',' ? 1 : 0;
            }
            at++;
            return items;
        }

        private String string() {
            StringBuilder out = new StringBuilder();
            for (at++; text.charAt(at) != '"'; at++) {
                char ch = text.charAt(at);
                if (ch == '\\') {
                    ch = text.charAt(++at);
                    if (ch == 'u') {
                        ch = (char) Integer.parseInt(text.substring(at + 1, at + 5), 16);
                        at += 4;
                    }
                }
                out.append(ch);
            }
            at++;
            return out.toString();
        }

        private String word() {
            int from = at;
            while (",]} \n\r\t".indexOf(text.charAt(at)) < 0) {
                at++;
            }
            return text.substring(from, at);
        }
    }
}
