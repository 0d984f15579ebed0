package org.comity.xml;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.comity.core.label.SecurityPolicy;
import org.comity.core.label.SecurityPolicy.Classification;
import org.comity.core.label.SecurityPolicy.Requirement;
import org.comity.core.label.SecurityPolicy.Tag;
import org.comity.core.label.SecurityPolicy.Value;
import org.comity.core.observation.Label.Category;
import org.comity.core.observation.Label.TagType;

/**
 * One reading of one XML-SPIF document. What bears on validity and is not known here is a fault, never skipped; what is of
 * another namespace, and the extensions, are.
 */
final class SpifReading {
    private static final int VALUES_MAX = 10_000;

    private final DomElement root;
    private final Map<String, Marking> classMarkings = new HashMap<>();
    private final Map<Category, Marking> markings = new HashMap<>();
    private final Map<Tag, List<SecurityPolicyFile.Qualifier>> qualifiers = new HashMap<>();
    private final List<Named> named = new ArrayList<>();

    /** A category with what others name it by. */
    private record Named(Set<String> set, TagType type, long code, Category category) {}

    SpifReading(DomElement root) {
        this.root = root;
    }

    SecurityPolicyFile file() {
        if (!root.name().equals("SPIF")
                || !SecurityPolicyFile.NAMESPACE.equals(root.element().getNamespaceURI())) {
            throw new IllegalArgumentException("the document element is not SPIF of " + SecurityPolicyFile.NAMESPACE);
        }
        DomElement id = root.child("securityPolicyId");
        root.optionalChild("securityCategoryTagSets").ifPresent(this::names);
        List<Classification> classes = root.child("securityClassifications").children("securityClassification").stream()
                .map(this::classification)
                .toList();
        Set<String> known = classes.stream().map(Classification::name).collect(Collectors.toSet());
        List<Tag> tags = new ArrayList<>();
        root.optionalChild("securityCategoryTagSets")
                .ifPresent(sets -> sets.children("securityCategoryTagSet").forEach(set -> {
                    only(set, Set.of("securityCategoryTag", "markingQualifier", "markingData"));
                    set.children("securityCategoryTag").forEach(tag -> tags.add(tag(set, tag, known)));
                }));
        return new SecurityPolicyFile(
                new SecurityPolicy(uri(id.text("id")), id.text("name"), classes, tags),
                classMarkings,
                markings,
                qualifiers);
    }

    /** An OID becomes its URN (RFC 3061); a URI stays. */
    static String uri(String id) {
        return id.matches("[0-9]+(\\.[0-9]+)*") ? "urn:oid:" + id : id;
    }

    private static void only(DomElement element, Set<String> known) {
        for (DomElement child : element.children()) {
            boolean own = SecurityPolicyFile.NAMESPACE.equals(child.element().getNamespaceURI());
            if (own && !known.contains(child.name())) {
                throw new IllegalArgumentException(child.name() + " of " + element.name() + " is not known here");
            }
        }
    }

    /** First pass: what requirements refer to. */
    private void names(DomElement sets) {
        for (DomElement set : sets.children("securityCategoryTagSet")) {
            for (DomElement tag : set.children("securityCategoryTag")) {
                TagType type = type(tag);
                for (DomElement value : tag.children("tagCategory")) {
                    if (named.size() == VALUES_MAX) {
                        throw new IllegalArgumentException("more than " + VALUES_MAX + " values");
                    }
                    named.add(new Named(
                            Set.copyOf(new HashSet<>(List.of(set.text("name"), set.text("id")))),
                            type,
                            code(value),
                            new Category(tag.text("name"), type, value.text("name"))));
                }
            }
        }
    }

    private static long code(DomElement element) {
        return element.number("lacv");
    }

    /** Bit sets restrict or permit as they are called, enumerations as their own attribute says; type 7 informs. */
    static TagType type(DomElement element) {
        String type = element.text("tagType");
        return switch (type.equals("enumerated") ? element.text("enumType") : type) {
            case "restrictive" -> TagType.RESTRICTIVE;
            case "permissive" -> TagType.PERMISSIVE;
            case "tagType7" -> TagType.INFORMATIVE;
            default -> throw new IllegalArgumentException("tag type " + type);
        };
    }

    private Classification classification(DomElement element) {
        only(element, Set.of("markingData", "markingQualifier", "requiredCategory", "equivalentClassification"));
        String name = element.text("name");
        classMarkings.put(name, marking(element));
        return new Classification(name, element.integer("hierarchy"), code(element), required(element));
    }

    private Tag tag(DomElement set, DomElement element, Set<String> classes) {
        only(element, Set.of("tagCategory", "markingQualifier", "markingData"));
        TagType type = type(element);
        List<Value> values = element.children("tagCategory").stream()
                .map(value -> value(value, classes))
                .toList();
        Tag tag = new Tag(
                uri(set.text("id")),
                element.text("name"),
                type,
                element.text("singleSelection").equals("true")
                        ? SecurityPolicy.Selection.ONE
                        : SecurityPolicy.Selection.ANY,
                values);
        for (DomElement value : element.children("tagCategory")) {
            markings.put(new Category(tag.name(), type, value.text("name")), marking(value));
        }
        qualifiers.put(tag, qualifiers(element));
        return tag;
    }

    private Value value(DomElement element, Set<String> classes) {
        only(
                element,
                Set.of(
                        "markingData",
                        "markingQualifier",
                        "excludedClass",
                        "excludedCategory",
                        "requiredCategory",
                        "equivalentSecCategoryTag"));
        Set<String> excluded = element.children("excludedClass").stream()
                .map(one -> one.text().strip())
                .collect(Collectors.toSet());
        if (!classes.containsAll(excluded)) {
            throw new IllegalArgumentException("an excludedClass that is no classification of the policy");
        }
        return new Value(
                element.text("name"),
                code(element),
                excluded,
                element.children("excludedCategory").stream()
                        .flatMap(one -> referred(one).stream())
                        .toList(),
                required(element));
    }

    private List<Requirement> required(DomElement element) {
        return element.children("requiredCategory").stream()
                .map(this::requirement)
                .toList();
    }

    private Requirement requirement(DomElement element) {
        List<Category> among = element.children("categoryGroup").stream()
                .flatMap(one -> referred(one).stream())
                .toList();
        int all = among.size();
        return switch (element.text("operation")) {
            case "onlyOne" -> new Requirement(among, 1, 1);
            case "oneOrMore" -> new Requirement(among, 1, all);
            case "all" -> new Requirement(among, all, all);
            default -> throw new IllegalArgumentException("operation " + element.text("operation"));
        };
    }

    /** The categories that a reference names: one value of a tag set and type, or all of them; never none. */
    private List<Category> referred(DomElement element) {
        TagType type = type(element);
        Optional<Long> code = element.optional("lacv").map(Long::parseLong);
        List<Category> found = named.stream()
                .filter(one -> one.set().contains(element.text("tagSetRef")) && one.type() == type)
                .filter(one -> code.map(wanted -> wanted == one.code()).orElse(true))
                .map(Named::category)
                .toList();
        if (found.isEmpty()) {
            throw new IllegalArgumentException("a reference to a category that the policy does not define");
        }
        return found;
    }

    private static Marking marking(DomElement element) {
        return new Marking(element.children("markingData").stream()
                .map(data -> new Marking.Phrase(
                        language(data),
                        data.text("phrase"),
                        data.children("code").stream()
                                .map(code -> code.text().strip())
                                .collect(Collectors.toSet())))
                .toList());
    }

    private static List<SecurityPolicyFile.Qualifier> qualifiers(DomElement tag) {
        List<SecurityPolicyFile.Qualifier> found = new ArrayList<>();
        for (DomElement group : tag.children("markingQualifier")) {
            if (Marking.TOP.contains(group.text("markingCode"))) {
                group.children("qualifier")
                        .forEach(one -> found.add(new SecurityPolicyFile.Qualifier(
                                language(one), one.text("qualifierCode"), one.text("markingQualifier"))));
            }
        }
        return found;
    }

    private static String language(DomElement element) {
        return element.element()
                .getAttributeNS("http://www.w3.org/XML/1998/namespace", "lang")
                .toLowerCase(Locale.ROOT);
    }
}
