package org.comity.cli.check;

import java.util.Comparator;
import java.util.Objects;

/**
 * One thing in a file of routes that cannot work.
 *
 * @param line counted from 1
 * @param sentence what is wrong, for the author of the route
 */
public record Finding(String file, int line, Rule rule, String sentence) implements Comparable<Finding> {
    private static final Comparator<Finding> ORDER =
            Comparator.comparing(Finding::file).thenComparing(Finding::line).thenComparing(Finding::sentence);

    /** What was checked. Names are printed: append, never rename. */
    public enum Rule {
        /** The file is YAML, and each part has the form that the DSL gives it. */
        FORM,
        /** Steps have names that the DSL knows. */
        UNKNOWN_STEP,
        /** Options have names that the step or the endpoint knows. */
        UNKNOWN_OPTION,
        /** What must be given is given. */
        MISSING_OPTION,
        /** Enums, durations, numbers and truth values are such. */
        BAD_VALUE,
        /** Endpoints have schemes that the catalog knows, and stand where they can. */
        UNKNOWN_SCHEME,
        /** Templates and Kamelets that are used exist. */
        UNKNOWN_TEMPLATE,
        /** The stages of the flow follow one another. */
        STAGE_ORDER
    }

    public Finding {
        Objects.requireNonNull(file, "file");
        Objects.requireNonNull(rule, "rule");
        Objects.requireNonNull(sentence, "sentence");
    }

    @Override
    public int compareTo(Finding other) {
        return ORDER.compare(this, other);
    }
}
