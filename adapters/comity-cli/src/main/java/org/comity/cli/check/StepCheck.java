package org.comity.cli.check;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.camel.catalog.DefaultCamelCatalog;
import org.apache.camel.tooling.model.EipModel;
import org.comity.cli.check.Finding.Rule;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** Steps and their options against the schema of the YAML DSL, and what the catalog says of them beside it. */
final class StepCheck {
    private final DefaultCamelCatalog catalog;
    private final Findings findings;

    StepCheck(DefaultCamelCatalog catalog, Findings findings) {
        this.catalog = catalog;
        this.findings = findings;
    }

    void check(Node node, Shape shape, String name) {
        Optional<String> text = Tree.text(node);
        if (shape.isFree()) {
            return;
        }
        if (text.isPresent()) {
            text(node, text.get(), shape, name);
        } else if (node instanceof SequenceNode) {
            shape.elements()
                    .ifPresentOrElse(
                            each -> Tree.elements(node).forEach(one -> check(one, each, name)),
                            () -> findings.add(node, Rule.FORM, name + " takes no list"));
        } else if (shape.acceptsList() && !Tree.isNothing(node)) {
            findings.add(node, Rule.FORM, name + " takes a list");
        } else {
            options(node, shape, name);
        }
    }

    private void text(Node node, String text, Shape shape, String name) {
        if (!shape.acceptsText()) {
            findings.add(
                    node, Rule.FORM, name + " takes " + (shape.acceptsList() ? "a list" : "options") + ", no text");
        } else if (!Tree.isOpen(text)) {
            value(node, text, shape, name);
        }
    }

    private void value(Node node, String text, Shape shape, String name) {
        if (!shape.choices().isEmpty() && !shape.choices().contains(text)) {
            bad(node, name, text, "one of " + String.join(", ", shape.choices()));
        }
        String type = shape.type().orElse("string");
        if (type.equals("boolean") && !Set.of("true", "false").contains(text.toLowerCase(Locale.ROOT))) {
            bad(node, name, text, "true or false");
        }
        if (type.equals("number") && !text.matches("-?[0-9]+([.][0-9]+)?")) {
            bad(node, name, text, "a number");
        }
    }

    private void bad(Node node, String name, String text, String wanted) {
        findings.add(node, Rule.BAD_VALUE, name + " is '" + text + "', not " + wanted);
    }

    private void options(Node node, Shape shape, String name) {
        Map<String, Node> given = Tree.entries(node);
        Map<String, Shape> known = shape.properties();
        given.forEach((key, value) -> {
            Shape option = known.get(key);
            if (option != null) {
                check(value, option, key);
            } else if (shape.isClosed()) {
                unknown(value, shape, name, key);
            }
            if (option != null && shape.isNamed()) {
                Optional.ofNullable(catalog.eipModel(key)).ifPresent(model -> model(value, model, option, key));
            }
        });
        if (shape.isNamed() && given.size() != 1) {
            findings.add(node, Rule.FORM, "one entry of a list of steps has one name, not " + given.size());
        }
        Set<String> missing = new LinkedHashSet<>(shape.required());
        missing.removeAll(given.keySet());
        missing.forEach(key -> findings.add(node, Rule.MISSING_OPTION, name + " needs the option '" + key + "'"));
    }

    private void unknown(Node value, Shape shape, String name, String key) {
        if (shape.isNamed()) {
            findings.add(value, Rule.UNKNOWN_STEP, "there is no step '" + key + "'");
        } else {
            findings.add(value, Rule.UNKNOWN_OPTION, name + " has no option '" + key + "'");
        }
    }

    /** The schema knows neither that an expression must be given, nor durations. */
    private void model(Node node, EipModel model, Shape shape, String name) {
        Map<String, Node> given = Tree.entries(node);
        for (EipModel.EipOptionModel option : model.getOptions()) {
            boolean absent = Stream.concat(
                            Stream.of(option.getName()),
                            Optional.ofNullable(option.getOneOfs()).stream().flatMap(List::stream))
                    .noneMatch(given::containsKey);
            if (option.isRequired() && option.getKind().equals("expression") && absent && !shape.acceptsText()) {
                findings.add(node, Rule.MISSING_OPTION, name + " needs an expression");
            }
            Node value = given.get(option.getName());
            if (value != null && option.getType().equals("duration")) {
                Tree.text(value)
                        .filter(text -> !Tree.isOpen(text) && !catalog.validateTimePattern(text))
                        .ifPresent(text -> bad(value, option.getName(), text, "a duration such as 5s or 1m30s"));
            }
        }
    }
}
