package org.comity.cli.check;

import java.net.URISyntaxException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.apache.camel.catalog.DefaultCamelCatalog;
import org.apache.camel.catalog.EndpointValidationResult;
import org.apache.camel.tooling.model.ComponentModel;
import org.comity.cli.check.Finding.Rule;
import org.jspecify.annotations.Nullable;

/** Endpoints and their options against the catalog. */
final class EndpointCheck {
    private final DefaultCamelCatalog catalog;
    private final Findings findings;

    EndpointCheck(DefaultCamelCatalog catalog, Findings findings) {
        this.catalog = catalog;
        this.findings = findings;
    }

    void check(EndpointUse use) {
        if (Tree.isOpen(use.scheme())) {
            return;
        }
        Optional<ComponentModel> model = Optional.ofNullable(catalog.componentModel(use.scheme()));
        if (model.isEmpty()) {
            findings.add(use.node(), Rule.UNKNOWN_SCHEME, "there is no endpoint scheme '" + use.scheme() + "'");
            return;
        }
        if (use.isTakenFrom() && model.get().isProducerOnly()) {
            findings.add(use.node(), Rule.UNKNOWN_SCHEME, use.scheme() + " can only be sent to");
        }
        if (!use.isTakenFrom() && model.get().isConsumerOnly()) {
            findings.add(use.node(), Rule.UNKNOWN_SCHEME, use.scheme() + " can only begin a route");
        }
        options(use).ifPresent(options -> options(use, options));
    }

    /** The options of a Kamelet of the kit are its properties; those of another's are not known here. */
    private void options(EndpointUse use, Map<String, String> options) {
        if (use.scheme().equals("kamelet")) {
            Optional<KameletOptions> own = KameletOptions.of(use.uri());
            if (own.isEmpty()) {
                return;
            }
            report(use, own.get(), options);
            options.keySet().removeAll(own.get().known());
        }
        report(use, catalog.validateProperties(use.scheme(), options));
    }

    private Optional<Map<String, String>> options(EndpointUse use) {
        try {
            Map<String, String> options = new HashMap<>(catalog.endpointProperties(use.uri()));
            options.putAll(use.parameters());
            return Optional.of(options);
        } catch (URISyntaxException | IllegalArgumentException e) {
            findings.add(use.node(), Rule.FORM, "'" + use.uri() + "' is no endpoint URI");
            return Optional.empty();
        }
    }

    private void report(EndpointUse use, KameletOptions own, Map<String, String> options) {
        own.required().stream()
                .filter(name -> !options.containsKey(name))
                .forEach(name -> add(use, Rule.MISSING_OPTION, " needs the option '" + name + "'"));
    }

    private void report(EndpointUse use, EndpointValidationResult result) {
        Optional.ofNullable(result.getUnknown())
                .ifPresent(
                        names -> names.forEach(name -> add(use, Rule.UNKNOWN_OPTION, " has no option '" + name + "'")));
        Optional.ofNullable(result.getRequired())
                .ifPresent(names ->
                        names.forEach(name -> add(use, Rule.MISSING_OPTION, " needs the option '" + name + "'")));
        values(use, result.getInvalidEnum(), name -> "one of " + String.join(", ", result.getEnumChoices(name)));
        values(use, result.getInvalidDuration(), name -> "a duration such as 5s or 1m30s");
        values(use, result.getInvalidInteger(), name -> "a whole number");
        values(use, result.getInvalidNumber(), name -> "a number");
        values(use, result.getInvalidBoolean(), name -> "true or false");
        values(use, result.getInvalidReference(), name -> "a reference such as #name");
    }

    private void values(EndpointUse use, @Nullable Map<String, String> values, UnaryOperator<String> wanted) {
        if (values != null) {
            values.forEach((name, value) -> {
                if (!Tree.isOpen(value)) {
                    add(use, Rule.BAD_VALUE, ": " + name + " is '" + value + "', not " + wanted.apply(name));
                }
            });
        }
    }

    private void add(EndpointUse use, Rule rule, String sentence) {
        findings.add(use.node(), rule, use.scheme() + sentence);
    }
}
