package org.comity.cli.check;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.catalog.DefaultCamelCatalog;
import org.comity.camel.StageSequence;
import org.comity.cli.check.Finding.Rule;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Node;

/** Says of files of routes what cannot work, without starting anything. */
public final class RouteCheck {
    private static final int CHARACTERS_MAX = 3_000_000;

    private final DefaultCamelCatalog catalog = Catalogue.withTheKit();
    private final Shape entries = Shape.ofEntries();

    /** Loads the catalog and the schema; both can be used again and again. */
    public RouteCheck() {}

    /**
     * Checks files that run together.
     *
     * @param files texts by name
     * @return sorted by file and line; empty where all is well
     */
    public List<Finding> check(Map<String, String> files) {
        Map<Findings, Node> parsed = new LinkedHashMap<>();
        List<Findings> findings = new ArrayList<>();
        Templates templates = new Templates();
        Catalogue.templates().forEach(text -> parse(text, new Findings("")).ifPresent(templates::learn));
        files.forEach((name, text) -> {
            Findings found = new Findings(name);
            findings.add(found);
            parse(text, found).ifPresent(node -> {
                parsed.put(found, node);
                templates.learn(node);
            });
        });
        parsed.forEach((found, node) -> check(node, templates, found));
        return findings.stream().flatMap(one -> one.found().stream()).toList();
    }

    private static Optional<Node> parse(String text, Findings findings) {
        LoadSettings settings =
                LoadSettings.builder().setCodePointLimit(CHARACTERS_MAX).build();
        try {
            Optional<Node> node = new Compose(settings).composeString(text);
            if (node.isEmpty()) {
                findings.add(1, Rule.FORM, "the file is empty");
            }
            return node.filter(new Bounds(findings)::hold);
        } catch (MarkedYamlEngineException e) {
            int line = e.getProblemMark().map(Mark::getLine).orElse(0) + 1;
            findings.add(line, Rule.FORM, "this is not YAML: " + e.getProblem());
            return Optional.empty();
        } catch (YamlEngineException e) {
            findings.add(
                    1,
                    Rule.FORM,
                    "this is not YAML: "
                            + String.valueOf(e.getMessage()).lines().findFirst().orElse(""));
            return Optional.empty();
        }
    }

    private void check(Node file, Templates templates, Findings findings) {
        if (Tree.elements(file).isEmpty()) {
            findings.add(file, Rule.FORM, "a file of routes is a list");
            return;
        }
        StepCheck steps = new StepCheck(catalog, findings);
        EndpointCheck endpoints = new EndpointCheck(catalog, findings);
        for (Node entry : Tree.elements(file)) {
            steps.check(entry, entries, "an entry");
            EndpointUse.below(entry).forEach(endpoints::check);
            stages(entry, findings);
        }
        templates.check(file, findings);
    }

    /** Every {@code from} begins a route; what it sends to follows in the order of the file. */
    private static void stages(Node entry, Findings findings) {
        List<List<EndpointUse>> routes = new ArrayList<>();
        for (EndpointUse use : EndpointUse.below(entry)) {
            if (use.begins()) {
                routes.add(new ArrayList<>());
            }
            if (!routes.isEmpty()) {
                routes.get(routes.size() - 1).add(use);
            }
        }
        for (List<EndpointUse> route : routes) {
            List<String> uris = route.stream().skip(1).map(EndpointUse::uri).toList();
            StageSequence.fault(route.get(0).uri(), uris)
                    .ifPresent(fault ->
                            findings.add(route.get(0).node(), Rule.STAGE_ORDER, "this route cannot work: " + fault));
        }
    }
}
