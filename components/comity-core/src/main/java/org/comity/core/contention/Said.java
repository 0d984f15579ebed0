package org.comity.core.contention;

import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiFunction;
import org.comity.core.observation.Result;
import org.comity.core.observation.Term;
import org.comity.core.taxonomy.Crosswalk;
import org.comity.core.taxonomy.Equivalence;
import org.comity.core.taxonomy.Ratio;

/**
 * What a result says, for comparison alone; the result itself stays as it came. Two of them are equal exactly where two
 * facts say the same.
 */
public sealed interface Said {

    /** The longest content that is read as a number or a code, in octets. */
    int TEXT_MAX = 256;

    /** In the maker's own form: the same only where media type, octets and terms are. */
    record Literal(Result result) implements Said {
        public Literal {
            Objects.requireNonNull(result, "result");
        }
    }

    /** A number of units that others are attested to be multiples of, in the first of those units. */
    record Quantity(Ratio value, Term unit) implements Said {
        public Quantity {
            Objects.requireNonNull(value, "value");
            Objects.requireNonNull(unit, "unit");
        }
    }

    /** One code that others are attested to be exactly, as the first of those. */
    record Code(Term term) implements Said {
        public Code {
            Objects.requireNonNull(term, "term");
        }
    }

    /** The result in its own form, where no equivalence is attested. */
    static Said of(Result result) {
        return new Literal(result);
    }

    /**
     * The result as attested equivalences of units and terms let it be compared. A number is a decimal in plain text with one
     * term, its unit; a code is a text that is its one term's value; everything else stands in its own form.
     *
     * @param joined the names that are exactly a name
     */
    static Said of(Result result, BiFunction<Equivalence.Kind, Term, Crosswalk.Joined> joined) {
        if (result.terms().size() != 1 || result.content().size() > TEXT_MAX) {
            return of(result);
        }
        Term term = result.terms().get(0);
        String text = new String(result.content().bytes(), StandardCharsets.UTF_8).strip();
        if (text.equals(term.value())) {
            Crosswalk.Joined codes = joined.apply(Equivalence.Kind.TERM, term);
            return joins(codes) ? new Code(codes.names().get(0)) : of(result);
        }
        Optional<Ratio> number = Ratio.ofDecimal(text);
        if (number.isEmpty()) {
            return of(result);
        }
        Crosswalk.Joined units = joined.apply(Equivalence.Kind.UNIT, term);
        return joins(units)
                ? new Quantity(number.get().times(units.factor()), units.names().get(0))
                : of(result);
    }

    private static boolean joins(Crosswalk.Joined names) {
        return names.names().size() > 1 && names.reach() == Crosswalk.Reach.WITHIN;
    }
}
