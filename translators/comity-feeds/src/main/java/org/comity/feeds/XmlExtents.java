package org.comity.feeds;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Predicate;

/**
 * Where the elements of a document stand in its text: the platform's reader does not tell. Only for text that a reader found
 * well formed and free of a DOCTYPE, so that tags, comments, sections and instructions are all that begins with {@code <}.
 */
public final class XmlExtents {

    /** From its first character to after its last. */
    public record Extent(int from, int to) {}

    private final String text;
    private final Map<Integer, Extent> extents = new HashMap<>();
    private final Deque<int[]> open = new ArrayDeque<>();
    private int count;

    private XmlExtents(String text) {
        this.text = text;
    }

    /** The extent of each element of such a local name, by its number among all elements, from 1. */
    public static Map<Integer, Extent> of(String text, Predicate<String> localName) {
        XmlExtents extents = new XmlExtents(text);
        for (int at = text.indexOf('<'); at >= 0; at = text.indexOf('<', at)) {
            at = extents.pass(at, localName);
        }
        return extents.extents;
    }

    private int pass(int at, Predicate<String> localName) {
        if (text.startsWith("<!--", at)) {
            return text.indexOf("-->", at + 4) + 3;
        }
        if (text.startsWith("<![CDATA[", at)) {
            return text.indexOf("]]>", at + 9) + 3;
        }
        if (text.startsWith("<?", at)) {
            return text.indexOf("?>", at + 2) + 2;
        }
        int end = tagEnd(at);
        if (text.charAt(at + 1) == '/') {
            close(end);
        } else {
            boolean named = localName.test(localName(at + 1));
            open.push(new int[] {named ? ++count : -(++count), at});
            if (text.charAt(end - 2) == '/') {
                close(end);
            }
        }
        return end;
    }

    private void close(int end) {
        int[] element = open.pop();
        if (element[0] > 0) {
            extents.put(element[0], new Extent(element[1], end));
        }
    }

    /** After the tag's own closing character, which may stand in an attribute too. */
    private int tagEnd(int at) {
        char quote = 0;
        for (int i = at; i < text.length(); i++) {
            char ch = text.charAt(i);
            if (quote != 0) {
                quote = ch == quote ? 0 : quote;
            } else if (ch == '"' || ch == '\'') {
                quote = ch;
            } else if (ch == '>') {
                return i + 1;
            }
        }
        throw new IllegalArgumentException("a tag does not end");
    }

    private String localName(int from) {
        int end = from;
        while ("/> \t\r\n".indexOf(text.charAt(end)) < 0) {
            end++;
        }
        String name = text.substring(from, end);
        return name.substring(name.indexOf(':') + 1);
    }
}
