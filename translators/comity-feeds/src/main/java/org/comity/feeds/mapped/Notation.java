package org.comity.feeds.mapped;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * How a column spells its numbers: {@code decimalChar} and {@code groupChar} of W3C's metadata vocabulary for tabular data.
 *
 * @param decimal what stands before a fraction; of whole numbers, which have none, it may be the same as {@code group}
 * @param group what may stand between thousands; empty where nothing may
 */
record Notation(char decimal, Optional<Character> group) {

    /** A point before a fraction, and nothing between thousands. */
    static final Notation PLAIN = new Notation('.', Optional.empty());

    /** At most 18 digits before and after the point. */
    static final Pattern DECIMAL = Pattern.compile("[+-]?\\d{1,18}(\\.\\d{1,18})?");

    private static final Pattern INTEGER = Pattern.compile("[+-]?\\d{1,18}");

    /** The number with a point before its fraction and nothing between thousands; empty where the text is none. */
    Optional<String> plain(String text, boolean whole) {
        Optional<String> together = group.map(mark -> together(text, mark)).orElse(Optional.of(text));
        boolean foreign = decimal != '.' && text.indexOf('.') >= 0 && !group.equals(Optional.of('.'));
        return together.filter(any -> !foreign)
                .map(digits -> digits.replace(decimal, '.'))
                .filter(digits -> (whole ? INTEGER : DECIMAL).matcher(digits).matches());
    }

    /** Thousands stand together in threes, all or none of them, and in the whole part alone. */
    private Optional<String> together(String text, char mark) {
        if (text.indexOf(mark) < 0) {
            return Optional.of(text);
        }
        int fraction = decimal == mark ? -1 : text.indexOf(decimal);
        String before = fraction < 0 ? text : text.substring(0, fraction);
        String rest = text.substring(before.length());
        boolean good = rest.indexOf(mark) < 0
                && before.matches("[+-]?\\d{1,3}(" + Pattern.quote(String.valueOf(mark)) + "\\d{3}){1,5}");
        return good ? Optional.of(before.replace(String.valueOf(mark), "") + rest) : Optional.empty();
    }

    /** A number as one would be spelled here, for a sentence. */
    String example(boolean whole) {
        String thousands = group.map(mark -> "1" + mark + "250").orElse("1250");
        return whole ? thousands : thousands + decimal + "5";
    }
}
