package org.comity.feeds.mapped;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.comity.feeds.Fault;

/**
 * An XML document. References are paths ({@link XmlPath}) from the record; one that begins with {@code /} begins at the
 * document element. Its character set is the one that it names.
 *
 * @param records paths to the elements that are the records; none: the document is the one record, with all its octets
 * @param namespaces by prefix
 * @param columns what the mapping says of values, by reference
 */
record Xml(List<XmlPath> records, Map<String, String> namespaces, Map<String, Column> columns) implements Source {

    Xml {
        records = List.copyOf(records);
        namespaces = Map.copyOf(namespaces);
        columns = Map.copyOf(columns);
    }

    @Override
    public String format() {
        return "xml";
    }

    @Override
    public boolean knows(String reference) {
        try {
            XmlPath.of(reference, namespaces);
            return true;
        } catch (IllegalArgumentException none) {
            return false;
        }
    }

    @Override
    public void read(byte[] document, Set<String> references, SourceRecord.Sink sink) {
        Charset charset = XmlTree.charset(document);
        String text = XmlTree.text(document, charset);
        int mark = text.startsWith("\uFEFF") ? 1 : 0;
        XmlNode root = XmlTree.read(text.substring(mark));
        Octet octet = new Octet(text, mark, charset);
        List<XmlNode> found = records.isEmpty()
                ? List.of(root)
                : records.stream()
                        .flatMap(path -> path.nodes(root).stream())
                        .distinct()
                        .sorted(Comparator.comparingInt(node -> node.from))
                        .toList();
        if (found.isEmpty()) {
            throw new Unfit(Fault.ABSENT, root.place, "source.records", "the document has nothing at the path");
        }
        Map<String, XmlPath> paths = new ConcurrentHashMap<>();
        for (XmlNode node : found) {
            int from = octet.of(node.from);
            int to = octet.of(node.to);
            int lines = 1
                    + (int) text.substring(mark + node.from, mark + node.to)
                            .chars()
                            .filter(ch -> ch == '\n')
                            .count();
            SourceRecord.Span span = records.isEmpty()
                    ? new SourceRecord.Span(node.place, lines, 0, document.length)
                    : new SourceRecord.Span(node.place, lines, from, to);
            sink.record(new SourceRecord(span, List.of(reference -> cell(reference, node, paths))));
        }
    }

    private Cell cell(String reference, XmlNode node, Map<String, XmlPath> paths) {
        XmlPath path = paths.computeIfAbsent(reference, text -> XmlPath.of(text, namespaces));
        return columns.getOrDefault(reference, Column.plain(reference)).checked(path.cell(node));
    }

    /** The octet at which a character begins. Records mostly come in order, so it counts on from the last. */
    private static final class Octet {
        private final String text;
        private final int mark;
        private final boolean wide;
        private int at;
        private int octets;

        Octet(String text, int mark, Charset charset) {
            this.text = text;
            this.mark = mark;
            this.wide = charset.equals(StandardCharsets.UTF_8);
        }

        int of(int offset) {
            int wanted = mark + offset;
            if (!wide) {
                return wanted;
            }
            if (wanted < at) {
                at = 0;
                octets = 0;
            }
            for (; at < wanted; at++) {
                char ch = text.charAt(at);
                octets += ch < 0x80 ? 1 : ch < 0x800 || Character.isSurrogate(ch) ? 2 : 3;
            }
            return octets;
        }
    }
}
