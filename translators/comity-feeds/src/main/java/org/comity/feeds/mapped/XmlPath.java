package org.comity.feeds.mapped;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.comity.feeds.Place;

/**
 * A way through a document, in the abbreviated form of XPath: names of child elements, {@code *}, {@code .}, {@code ..}, a
 * number {@code [2]} or a condition {@code [name='text']} after a name, {@code @attribute} last. A name without a prefix is of
 * any namespace. Immutable.
 */
final class XmlPath {
    private static final String NAME = "[\\p{L}_][\\p{L}\\p{N}_.-]*";
    private static final Pattern STEP = Pattern.compile("(?:(" + NAME + "):)?(" + NAME + "|\\*)((?:\\[[^\\]]*\\])*)");
    private static final Pattern CONDITION = Pattern.compile(
            "\\[(?:(\\d{1,6})|(@?" + NAME + "(?::" + NAME + ")?)\\s*=\\s*(?:'([^']*)'|([^'\\[\\]=]+)))\\]");
    private static final Pattern ATTRIBUTE = Pattern.compile("@(?:" + NAME + ":)?(" + NAME + ")");

    /** One step to elements. */
    private record Step(String name, Optional<String> namespace, List<Condition> conditions) {}

    /** The place among the found, or what a child or attribute must say: a text, or what a path from the record leads to. */
    private record Condition(int number, String name, String text, Optional<XmlPath> path) {
        String wanted(XmlNode record) {
            return path.map(one -> one.cell(record).text()).orElse(text);
        }
    }

    private final boolean fromRoot;
    private final List<Step> steps;
    private final Optional<String> attribute;

    private XmlPath(boolean fromRoot, List<Step> steps, Optional<String> attribute) {
        this.fromRoot = fromRoot;
        this.steps = List.copyOf(steps);
        this.attribute = attribute;
    }

    /**
     * Reads a path.
     *
     * @param namespaces by prefix
     * @throws IllegalArgumentException where it is none
     */
    static XmlPath of(String text, Map<String, String> namespaces) {
        boolean fromRoot = text.startsWith("/");
        List<Step> steps = new ArrayList<>();
        Optional<String> attribute = Optional.empty();
        for (String part : parts(fromRoot ? text.substring(1) : text)) {
            Matcher last = ATTRIBUTE.matcher(part);
            if (attribute.isPresent()) {
                throw new IllegalArgumentException("an attribute has nothing in it");
            } else if (last.matches()) {
                attribute = Optional.of(last.group(1));
            } else {
                steps.add(step(part, namespaces));
            }
        }
        return new XmlPath(fromRoot, steps, attribute);
    }

    /** Parts between slashes that stand outside brackets. */
    private static List<String> parts(String text) {
        return List.of(text.split("/(?![^\\[]*\\])", -1));
    }

    private static Step step(String part, Map<String, String> namespaces) {
        if (part.equals(".") || part.equals("..")) {
            return new Step(part, Optional.empty(), List.of());
        }
        Matcher step = STEP.matcher(part);
        if (!step.matches()) {
            throw new IllegalArgumentException("no step of a path: " + part);
        }
        Optional<String> prefix = Optional.ofNullable(step.group(1));
        if (prefix.isPresent() && !namespaces.containsKey(prefix.get())) {
            throw new IllegalArgumentException("source.namespaces has no prefix " + prefix.get());
        }
        List<Condition> conditions = new ArrayList<>();
        Matcher condition = CONDITION.matcher(step.group(3));
        int read = 0;
        while (condition.find() && condition.start() == read) {
            read = condition.end();
            conditions.add(condition(condition, namespaces));
        }
        if (read != step.group(3).length()) {
            throw new IllegalArgumentException("brackets hold a number or name='text'");
        }
        return new Step(step.group(2), prefix.map(namespaces::get), conditions);
    }

    private static Condition condition(Matcher read, Map<String, String> namespaces) {
        if (read.group(1) != null) {
            return new Condition(Integer.parseInt(read.group(1)), "", "", Optional.empty());
        }
        return read.group(3) == null
                ? new Condition(
                        0, read.group(2), "", Optional.of(of(read.group(4).strip(), namespaces)))
                : new Condition(0, read.group(2), read.group(3), Optional.empty());
    }

    /** What it leads to: absent, one text, or a structure where there is more than one. */
    Cell cell(XmlNode from) {
        List<XmlNode> found = nodes(from);
        if (found.isEmpty()) {
            return Cell.absent(from.place);
        }
        Place second = found.get(found.size() - 1).place;
        return found.size() > 1
                ? Cell.structure(second)
                : attribute
                        .map(name -> found.get(0).attribute(name))
                        .orElseGet(() -> found.get(0).cell());
    }

    /** The elements that it leads to, in the order of the document. */
    List<XmlNode> nodes(XmlNode from) {
        List<XmlNode> found = List.of(from);
        int first = 0;
        if (fromRoot) {
            found = Stream.of(root(from))
                    .filter(root -> !steps.isEmpty() && named(root, steps.get(0)))
                    .toList();
            first = 1;
        }
        for (Step step : steps.subList(Math.min(first, steps.size()), steps.size())) {
            List<XmlNode> next = new ArrayList<>();
            found.forEach(node -> next.addAll(after(node, step, from)));
            found = next;
        }
        return found;
    }

    private static XmlNode root(XmlNode from) {
        XmlNode root = from;
        while (root.parent.isPresent()) {
            root = root.parent.get();
        }
        return root;
    }

    private static List<XmlNode> after(XmlNode node, Step step, XmlNode record) {
        if (step.name().equals(".")) {
            return List.of(node);
        }
        if (step.name().equals("..")) {
            return node.parent.map(List::of).orElse(List.of());
        }
        List<XmlNode> found =
                node.children.stream().filter(child -> named(child, step)).toList();
        for (Condition condition : step.conditions()) {
            found = condition.number() > 0
                    ? found.stream().skip(condition.number() - 1L).limit(1).toList()
                    : found.stream()
                            .filter(child -> says(child, condition, condition.wanted(record)))
                            .toList();
        }
        return found;
    }

    private static boolean named(XmlNode node, Step step) {
        return (step.name().equals("*") || node.name.equals(step.name()))
                && step.namespace().map(node.namespace::equals).orElse(true);
    }

    private static boolean says(XmlNode node, Condition condition, String wanted) {
        if (wanted.isEmpty()) {
            return false;
        }
        if (condition.name().startsWith("@")) {
            return node.attribute(condition.name().substring(1)).text().equals(wanted);
        }
        String name = condition.name().substring(condition.name().indexOf(':') + 1);
        return node.children.stream()
                .anyMatch(
                        child -> child.name.equals(name) && child.cell().text().equals(wanted));
    }
}
