package org.comity.feeds.mapped;

import java.math.BigDecimal;
import java.util.Optional;
import java.util.Set;
import org.comity.feeds.Fault;

/**
 * What a mapping says of one column.
 *
 * @param from first character, from 1; 0 where the source is not of fixed width
 * @param to last character
 * @param notation how it spells numbers; what a reference gives is spelled plainly
 * @param absent texts that stand for nothing, besides the empty text
 */
record Column(
        String name,
        int from,
        int to,
        Kind kind,
        Notation notation,
        Optional<BigDecimal> min,
        Optional<BigDecimal> max,
        Set<String> absent) {

    /** What its text must be. */
    enum Kind {
        /** Anything. */
        TEXT,
        /** A whole number. */
        INTEGER,
        /** A number with or without a fraction; no exponent. */
        DECIMAL
    }

    Column {
        absent = Set.copyOf(absent);
    }

    /** A column of which nothing is said. */
    static Column plain(String name) {
        return new Column(name, 0, 0, Kind.TEXT, Notation.PLAIN, Optional.empty(), Optional.empty(), Set.of());
    }

    /** The cell, if it is what the column says. */
    Cell checked(Cell cell) {
        if (cell.kind() != Cell.Kind.TEXT) {
            return cell;
        }
        if (cell.text().isEmpty() || absent.contains(cell.text())) {
            return Cell.absent(cell.place());
        }
        return kind == Kind.TEXT ? cell : number(cell);
    }

    private Cell number(Cell cell) {
        boolean whole = kind == Kind.INTEGER;
        String plain = notation.plain(cell.text(), whole)
                .orElseThrow(() -> new Unfit(
                        Fault.NOT_A_NUMBER,
                        cell.place(),
                        name,
                        "the column holds numbers spelled like " + notation.example(whole)));
        BigDecimal value = new BigDecimal(plain);
        if (min.filter(least -> value.compareTo(least) < 0).isPresent()
                || max.filter(most -> value.compareTo(most) > 0).isPresent()) {
            throw new Unfit(Fault.OUT_OF_RANGE, cell.place(), name, "the number lies outside the column's range");
        }
        return new Cell(plain, cell.place(), Cell.Kind.NUMBER);
    }
}
