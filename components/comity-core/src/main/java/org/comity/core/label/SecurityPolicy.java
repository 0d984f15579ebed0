package org.comity.core.label;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.comity.core.mesh.Name;
import org.comity.core.mesh.Outcome;
import org.comity.core.mesh.Reason;
import org.comity.core.observation.Label;
import org.comity.core.observation.Label.Category;
import org.comity.core.observation.Label.TagType;

/**
 * A security policy (XML-SPIF, ITU-T X.841): a total order of classifications, and the tags whose values a label may carry.
 * Whatever it does not know it does not accept.
 *
 * @param id URI, for example {@code urn:oid:1.3.26.1.3.1}
 * @param classifications none of equal name or level
 * @param tags none of equal name and type
 */
public record SecurityPolicy(String id, String name, List<Classification> classifications, List<Tag> tags) {

    /**
     * One classification.
     *
     * @param level its place in the order: larger is more sensitive
     * @param code the number that short forms use for it (LACV)
     */
    public record Classification(String name, int level, long code, List<Requirement> required) {
        public Classification {
            Name.require(name, "name");
            required = List.copyOf(required);
        }
    }

    /** How many values of a tag one label may carry. */
    public enum Selection {
        ONE,
        ANY
    }

    /** One tag; its id is a URI, shared by the tags of one set. */
    public record Tag(String id, String name, TagType type, Selection selection, List<Value> values) {
        public Tag {
            Name.requireUri(id, "id");
            Name.require(name, "name");
            Objects.requireNonNull(type, "type");
            Objects.requireNonNull(selection, "selection");
            values = List.copyOf(values);
        }

        /** The category of one of its values. */
        public Category category(Value value) {
            return new Category(name, type, value.name());
        }

        Optional<Value> value(String name) {
            return values.stream().filter(one -> one.name().equals(name)).findFirst();
        }
    }

    /** One value of a tag, and with what it may stand. */
    public record Value(
            String name,
            long code,
            Set<String> excludedClasses,
            List<Category> excludedCategories,
            List<Requirement> required) {
        public Value {
            Name.require(name, "name");
            excludedClasses = Set.copyOf(excludedClasses);
            excludedCategories = List.copyOf(excludedCategories);
            required = List.copyOf(required);
        }
    }

    /** Categories of which a label needs so many. */
    public record Requirement(List<Category> among, int atLeast, int atMost) {
        public Requirement {
            among = List.copyOf(among);
        }

        boolean isMetBy(List<Category> carried) {
            long count = among.stream().filter(carried::contains).count();
            return count >= atLeast && count <= atMost;
        }
    }

    public SecurityPolicy {
        Name.requireUri(id, "id");
        Name.require(name, "name");
        classifications = List.copyOf(classifications);
        tags = List.copyOf(tags);
        unique(classifications.stream().map(Classification::name).toList(), "classification");
        unique(classifications.stream().map(Classification::level).toList(), "level");
        unique(tags.stream().map(tag -> List.of(tag.name(), tag.type())).toList(), "tag");
        for (Tag tag : tags) {
            unique(tag.values().stream().map(Value::name).toList(), "value of tag " + tag.name());
        }
        if (classifications.isEmpty()) {
            throw new IllegalArgumentException("a policy without classification");
        }
    }

    private static void unique(List<?> values, String what) {
        if (new HashSet<>(values).size() < values.size()) {
            throw new IllegalArgumentException("a policy with two of one " + what);
        }
    }

    /** Whether a label that names its policy so names this one. */
    public boolean isNamed(String policy) {
        return policy.equals(id) || policy.equals(name);
    }

    /** The classification of that name. */
    public Optional<Classification> classification(String name) {
        return classifications.stream().filter(one -> one.name().equals(name)).findFirst();
    }

    /** The tag to which a category belongs. */
    public Optional<Tag> tag(Category category) {
        return tags.stream()
                .filter(one -> one.name().equals(category.tag()) && one.type() == category.type())
                .findFirst();
    }

    /** Whether the category is defined. */
    public boolean defines(Category category) {
        return tag(category).flatMap(tag -> tag.value(category.value())).isPresent();
    }

    /**
     * Whether a label is one of this policy.
     *
     * @return a no with LABEL_UNKNOWN where it carries a name that the policy does not define, LABEL_NOT_VALID where the policy
     *     does not allow it as a whole
     */
    public Outcome<Label> check(Label label) {
        if (!isNamed(label.policy())) {
            return Outcome.no(Reason.LABEL_UNKNOWN, "policy " + label.policy() + " is not " + name);
        }
        Optional<Classification> found = classification(label.classification());
        if (found.isEmpty()) {
            return Outcome.no(
                    Reason.LABEL_UNKNOWN, "policy " + name + " has no classification " + label.classification());
        }
        Optional<Category> unknown =
                label.categories().stream().filter(one -> !defines(one)).findFirst();
        if (unknown.isPresent()) {
            return Outcome.no(Reason.LABEL_UNKNOWN, "policy " + name + " does not define " + unknown.get());
        }
        return conflict(label, found.get())
                .<Outcome<Label>>map(fault -> Outcome.no(Reason.LABEL_NOT_VALID, fault))
                .orElseGet(() -> Outcome.yes(label));
    }

    /** Why the policy does not allow what the label combines, all of it known. */
    private Optional<String> conflict(Label label, Classification classification) {
        List<String> faults = new ArrayList<>();
        List<Category> carried = label.categories();
        if (!meets(classification.required(), carried)) {
            faults.add("classification " + classification.name() + " requires other categories");
        }
        Map<Tag, Integer> selected = new HashMap<>();
        for (Category category : carried) {
            Tag tag = tag(category).orElseThrow();
            Value value = tag.value(category.value()).orElseThrow();
            if (selected.merge(tag, 1, Integer::sum) > 1 && tag.selection() == Selection.ONE) {
                faults.add("tag " + tag.name() + " takes one value");
            }
            if (value.excludedClasses().contains(classification.name())) {
                faults.add(category.value() + " of " + category.tag() + " excludes " + classification.name());
            }
            if (value.excludedCategories().stream().anyMatch(carried::contains)) {
                faults.add(category.value() + " of " + category.tag() + " excludes another category of the label");
            }
            if (!meets(value.required(), carried)) {
                faults.add(category.value() + " of " + category.tag() + " requires other categories");
            }
        }
        return faults.stream().findFirst();
    }

    private static boolean meets(List<Requirement> required, List<Category> carried) {
        return required.stream().allMatch(one -> one.isMetBy(carried));
    }

    /** What a checked label asks of its readers. */
    Demand demand(Label label) {
        Set<Category> all = new HashSet<>();
        Map<String, Set<Category>> any = new LinkedHashMap<>();
        for (Category category : label.categories()) {
            if (category.type() == TagType.RESTRICTIVE) {
                all.add(category);
            } else if (category.type() == TagType.PERMISSIVE) {
                any.computeIfAbsent(category.tag(), tag -> new HashSet<>()).add(category);
            }
        }
        return new Demand(classification(label.classification()).orElseThrow().level(), all, List.copyOf(any.values()));
    }
}
