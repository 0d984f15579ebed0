package org.comity.cli.check;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.comity.cli.check.Finding.Rule;
import org.snakeyaml.engine.v2.nodes.Node;

/** The route templates that routes may use: those of the kit, and those of the files that are checked together. */
final class Templates {
    /** The parameters of a template; what is required has no default. */
    private record Parameters(Set<String> known, Set<String> required) {}

    private final Map<String, Parameters> templates = new LinkedHashMap<>();

    /** Learns the templates that a file defines. */
    void learn(Node file) {
        for (Node entry : Tree.elements(file)) {
            Optional.ofNullable(Tree.entries(entry).get("routeTemplate")).ifPresent(this::template);
        }
    }

    private void template(Node template) {
        Set<String> known = new LinkedHashSet<>();
        Set<String> required = new LinkedHashSet<>();
        Node parameters = Tree.entries(template).get("parameters");
        if (parameters != null) {
            for (Node parameter : Tree.elements(parameters)) {
                Tree.text(parameter, "name").ifPresent(name -> {
                    known.add(name);
                    boolean optional = Tree.entries(parameter).containsKey("defaultValue")
                            || Tree.text(parameter, "required").equals(Optional.of("false"));
                    if (!optional) {
                        required.add(name);
                    }
                });
            }
        }
        Tree.text(template, "id").ifPresent(id -> templates.put(id, new Parameters(known, required)));
    }

    /** Checks the routes of a file that are made from templates. */
    void check(Node file, Findings findings) {
        for (Node entry : Tree.elements(file)) {
            Optional.ofNullable(Tree.entries(entry).get("templatedRoute")).ifPresent(use -> use(use, findings));
        }
    }

    private void use(Node use, Findings findings) {
        Optional<String> name = Tree.text(use, "routeTemplateRef");
        if (name.isEmpty()) {
            return;
        }
        Parameters parameters = templates.get(name.get());
        if (parameters == null) {
            findings.add(use, Rule.UNKNOWN_TEMPLATE, "there is no route template '" + name.get() + "'");
            return;
        }
        Set<String> given = new LinkedHashSet<>();
        Node list = Tree.entries(use).get("parameters");
        if (list != null) {
            Tree.elements(list).forEach(one -> Tree.text(one, "name").ifPresent(given::add));
        }
        for (String one : given) {
            if (!parameters.known().contains(one)) {
                findings.add(use, Rule.UNKNOWN_OPTION, name.get() + " has no parameter '" + one + "'");
            }
        }
        for (String one : parameters.required()) {
            if (!given.contains(one)) {
                findings.add(use, Rule.MISSING_OPTION, name.get() + " needs the parameter '" + one + "'");
            }
        }
    }
}
