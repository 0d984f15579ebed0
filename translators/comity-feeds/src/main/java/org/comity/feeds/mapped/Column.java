package org.comity.feeds.mapped;

import java.math.BigDecimal;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.comity.feeds.Fault;

/**
 * What a mapping says of one column.
 *
 * @param from first character, from 1; 0 where the source is not of fixed width
 * @param to last character
 * @param absent texts that stand for nothing, besides the empty text
 */
record Column(
        String name,
        int from,
        int to,
        Kind kind,
        Optional<BigDecimal> min,
        Optional<BigDecimal> max,
        Set<String> absent) {

    private static final Pattern INTEGER = Pattern.compile("[+-]?\\d{1,18}");
    static final Pattern DECIMAL = Pattern.compile("[+-]?\\d{1,18}(\\.\\d{1,18})?");

    /** What its text must be. */
    enum Kind {
        /** Anything. */
        TEXT,
        /** A whole number. */
        INTEGER,
        /** A number with or without a fraction; no exponent. */
        DECIMAL,
        /** The same with a comma for the point, which it becomes. */
        DECIMAL_COMMA
    }

    Column {
        absent = Set.copyOf(absent);
    }

    /** A column of which nothing is said. */
    static Column plain(String name) {
        return new Column(name, 0, 0, Kind.TEXT, Optional.empty(), Optional.empty(), Set.of());
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
        Pattern pattern = kind == Kind.INTEGER ? INTEGER : DECIMAL;
        boolean comma = kind == Kind.DECIMAL_COMMA;
        String text = comma ? cell.text().replace(',', '.') : cell.text();
        if (!pattern.matcher(text).matches() || comma && cell.text().indexOf('.') >= 0) {
            throw new Unfit(Fault.NOT_A_NUMBER, cell.place(), name, "the column holds numbers");
        }
        BigDecimal value = new BigDecimal(text);
        if (min.filter(least -> value.compareTo(least) < 0).isPresent()
                || max.filter(most -> value.compareTo(most) > 0).isPresent()) {
            throw new Unfit(Fault.OUT_OF_RANGE, cell.place(), name, "the number lies outside the column's range");
        }
        return new Cell(text, cell.place(), Cell.Kind.NUMBER);
    }
}
