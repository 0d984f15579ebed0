package org.comity.feeds.mapped;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;
import org.comity.core.authority.AuthorityId;
import org.comity.core.mesh.Octets;
import org.comity.core.observation.Draft;
import org.comity.core.observation.FeatureOfInterest;
import org.comity.core.observation.ObservedProperty;
import org.comity.core.observation.PhenomenonTime;
import org.comity.core.observation.TemporalReference;
import org.comity.core.observation.Term;
import org.comity.feeds.Fault;
import org.comity.feeds.Place;

/**
 * What one kind of record becomes.
 *
 * @param when which records it applies to; empty: all
 * @param unless which of these it does not apply to; empty: none
 * @param made when the record was made, as its source claims
 * @param retracted which records take back what their series said; empty: none
 */
record Rule(
        Condition when,
        Condition unless,
        Template authority,
        Name feature,
        Name property,
        TimeRule time,
        Optional<TimeRule> made,
        Optional<LabelRule> label,
        ResultRule result,
        List<Name> terms,
        Identity identity,
        Condition retracted) {

    /**
     * A value of a reference is one of these texts; {@code *} stands for any value at all. What the mapping calls a number is
     * compared as one: 1.0 is 1.
     */
    record Condition(Map<String, Set<String>> values) {
        Condition {
            values = Map.copyOf(values);
        }

        boolean holds(Line line) {
            return values.entrySet().stream().allMatch(one -> holds(line.cell(one.getKey()), one.getValue()));
        }

        /** Whether it says anything, and holds. */
        boolean isStatedAndHolds(Line line) {
            return !values.isEmpty() && holds(line);
        }

        private static boolean holds(Cell cell, Set<String> values) {
            return !cell.isAbsent()
                    && (values.contains("*")
                            || values.contains(cell.text())
                            || cell.kind() == Cell.Kind.NUMBER
                                    && values.stream().anyMatch(one -> equals(cell, one)));
        }

        private static boolean equals(Cell number, String text) {
            return Notation.DECIMAL.matcher(text).matches()
                    && new BigDecimal(number.text()).compareTo(new BigDecimal(text)) == 0;
        }
    }

    /** Two texts that make a name: its scheme and its value. */
    record Name(Template scheme, Template value) {}

    /** Which fact it is, and which statement of it. */
    record Identity(Template series, Optional<Edition> edition, Template record) {}

    /** The authority's own number of the statement: a whole number, or a time. */
    record Edition(Optional<Template> number, Optional<TimeRule> time) {}

    boolean appliesTo(Line line) {
        return when.holds(line) && !unless.isStatedAndHolds(line);
    }

    Draft draft(Line line, Octets original) {
        PhenomenonTime held = time.time(line);
        line.setTime(time.instant(line).toString());
        return new Draft(
                named(authority, line, "authority", AuthorityId::new),
                named(feature, line, "feature", FeatureOfInterest::new),
                named(property, line, "property", ObservedProperty::new),
                held,
                made.map(rule -> new TemporalReference.Global(rule.instant(line), rule.uncertainty(line))),
                label.map(rule -> rule.label(line)),
                result.result(line, original, terms(line)),
                named(identity.series(), line, "identity.series", text -> name(text)),
                edition(line),
                retracted.isStatedAndHolds(line) ? Draft.Standing.RETRACTED : Draft.Standing.STANDS,
                named(identity.record(), line, "identity.record", text -> name(text)));
    }

    private static String name(String text) {
        return org.comity.core.mesh.Name.require(text, "name");
    }

    private List<Term> terms(Line line) {
        List<Term> found = new ArrayList<>();
        for (Name term : terms) {
            boolean present = term.value().fillWherePresent(line).isPresent();
            if (present) {
                found.add(named(term, line, "terms", Term::new));
            }
        }
        return found;
    }

    private OptionalLong edition(Line line) {
        if (identity.edition().isEmpty()) {
            return OptionalLong.empty();
        }
        Edition edition = identity.edition().get();
        if (edition.time().isPresent()) {
            return OptionalLong.of(edition.time().get().instant(line).toEpochMilli());
        }
        Template.Filled filled = edition.number().orElseThrow().fill(line);
        if (!filled.text().matches("\\d{1,18}")) {
            throw new Unfit(Fault.NOT_A_NUMBER, filled.place(), "identity.edition", "an edition has 1 to 18 digits");
        }
        return OptionalLong.of(Long.parseLong(filled.text()));
    }

    private static <T> T named(Template template, Line line, String field, Function<String, T> maker) {
        Template.Filled filled = template.fill(line);
        return made(filled.place(), field, () -> maker.apply(filled.text()));
    }

    private interface TwoTexts<T> {
        T of(String scheme, String value);
    }

    private static <T> T named(Name name, Line line, String field, TwoTexts<T> maker) {
        Template.Filled scheme = name.scheme().fill(line);
        Template.Filled value = name.value().fill(line);
        return made(value.place(), field, () -> maker.of(scheme.text(), value.text()));
    }

    private static <T> T made(Place place, String field, java.util.function.Supplier<T> maker) {
        try {
            return maker.get();
        } catch (IllegalArgumentException broken) {
            throw new Unfit(
                    Fault.NOT_A_NAME,
                    place,
                    field,
                    Optional.ofNullable(broken.getMessage()).orElse("the value cannot be a name"));
        }
    }
}
