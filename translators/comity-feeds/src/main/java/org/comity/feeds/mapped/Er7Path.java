package org.comity.feeds.mapped;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a value stands in an HL7 v2 message: {@code SEG-field}, with {@code [n]} after the segment for the nth of its name and
 * after the field for the nth repetition, then {@code .component} and {@code .subcomponent}: {@code PID-3[2].4.1}.
 *
 * @param segment its name
 * @param occurrence which one of that name, from 1; 0: the only one, or the one nearest to the record
 * @param repetition from 1; 0: the only one
 * @param component from 1; 0: the field as it is spelled
 * @param subcomponent from 1; 0: the component as it is spelled
 */
record Er7Path(String segment, int occurrence, int field, int repetition, int component, int subcomponent) {
    private static final String NUMBER = "([1-9]\\d{0,3})";
    private static final Pattern PATH = Pattern.compile("([A-Z][A-Z0-9]{2})(?:\\[" + NUMBER + "\\])?-" + NUMBER
            + "(?:\\[" + NUMBER + "\\])?(?:\\." + NUMBER + "(?:\\." + NUMBER + ")?)?");

    static boolean isPath(String text) {
        return PATH.matcher(text).matches();
    }

    static Er7Path of(String text) {
        Matcher path = PATH.matcher(text);
        if (!path.matches()) {
            throw new IllegalArgumentException("no place in a message: " + text);
        }
        return new Er7Path(
                path.group(1), number(path, 2), number(path, 3), number(path, 4), number(path, 5), number(path, 6));
    }

    private static int number(Matcher path, int group) {
        return path.group(group) == null ? 0 : Integer.parseInt(path.group(group));
    }
}
