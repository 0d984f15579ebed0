package org.comity.xml;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;

/** Reads instants and durations that stand in their one form; of any other form it says nothing. */
final class WireTime {

    private static final int SECOND_END = "0000-00-00T00:00:00".length();
    private static final int NANOS = 9;
    private static final int HOURS_MAX = 9_999_999;

    private WireTime() {}

    /** The instant that {@link WireInstant#text} writes so. */
    static Optional<Instant> instant(String text) {
        boolean shaped = text.length() > SECOND_END
                && text.charAt(4) == '-'
                && text.charAt(7) == '-'
                && text.charAt(10) == 'T'
                && text.charAt(13) == ':'
                && text.charAt(16) == ':'
                && text.charAt(text.length() - 1) == 'Z';
        if (!shaped) {
            return Optional.empty();
        }
        int year = digits(text, 0, 4);
        int month = digits(text, 5, 7);
        int day = digits(text, 8, 10);
        int hour = digits(text, 11, 13);
        int minute = digits(text, 14, 16);
        int second = digits(text, 17, 19);
        int nanos = instantFraction(text);
        boolean good = year > 0 && month > 0 && day > 0 && within(hour, 23) && within(minute, 59) && within(second, 59);
        if (!good || nanos < 0) {
            return Optional.empty();
        }
        try {
            long midnight = LocalDate.of(year, month, day).toEpochDay() * 86_400;
            return Optional.of(Instant.ofEpochSecond(midnight + hour * 3_600L + minute * 60L + second, nanos));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static boolean within(int value, int max) {
        return value >= 0 && value <= max;
    }

    /** The decimal value of the digits; -1 where one is no digit. */
    private static int digits(String text, int from, int to) {
        int value = 0;
        for (int i = from; i < to; i++) {
            int digit = text.charAt(i) - '0';
            if (!within(digit, 9)) {
                return -1;
            }
            value = 10 * value + digit;
        }
        return value;
    }

    /** Nanoseconds of no fraction, or of one of 3, 6 or 9 digits whose last three are not all zero; else -1. */
    private static int instantFraction(String text) {
        int from = SECOND_END + 1;
        int to = text.length() - 1;
        if (to == SECOND_END) {
            return 0;
        }
        int length = to - from;
        boolean shaped = text.charAt(SECOND_END) == '.' && (length == 3 || length == 6 || length == NANOS);
        return shaped && digits(text, to - 3, to) > 0 ? nanos(text, from, to) : -1;
    }

    private static int nanos(String text, int from, int to) {
        int value = digits(text, from, to);
        for (int i = to - from; value > 0 && i < NANOS; i++) {
            value *= 10;
        }
        return value;
    }

    /** The duration that {@link Duration#toString} writes so: hours, minutes and seconds, each left out where zero. */
    static Optional<Duration> duration(String text) {
        if (!text.startsWith("PT")) {
            return Optional.empty();
        }
        if (text.equals("PT0S")) {
            return Optional.of(Duration.ZERO);
        }
        int hour = text.indexOf('H');
        int hours = hour < 0 ? 0 : number(text, 2, hour, HOURS_MAX);
        int minuteFrom = hour < 0 ? 2 : hour + 1;
        int minute = text.indexOf('M', minuteFrom);
        int minutes = minute < 0 ? 0 : number(text, minuteFrom, minute, 59);
        int secondFrom = minute < 0 ? minuteFrom : minute + 1;
        if (hours < 0 || minutes < 0 || secondFrom == 2 && text.length() == 2) {
            return Optional.empty();
        }
        Optional<Duration> rest = seconds(text, secondFrom);
        return rest.map(seconds -> seconds.plusSeconds(hours * 3_600L + minutes * 60L));
    }

    /** A number from 1 without leading zero, or -1. */
    private static int number(String text, int from, int to, int max) {
        boolean shaped = to > from && to - from <= 7 && text.charAt(from) != '0';
        int value = shaped ? digits(text, from, to) : -1;
        return within(value, max) ? value : -1;
    }

    private static Optional<Duration> seconds(String text, int from) {
        if (from == text.length()) {
            return Optional.of(Duration.ZERO);
        }
        int to = text.length() - 1;
        if (text.charAt(to) != 'S') {
            return Optional.empty();
        }
        int dot = text.indexOf('.', from);
        int whole = dot < 0 ? to : dot;
        boolean none = dot > 0 && whole == from + 1 && text.charAt(from) == '0';
        int seconds = none ? 0 : number(text, from, whole, 59);
        int length = dot < 0 ? 0 : to - dot - 1;
        boolean shaped = dot < 0 || length >= 1 && length <= NANOS && text.charAt(to - 1) != '0';
        int nanos = dot < 0 || !shaped ? 0 : nanos(text, dot + 1, to);
        return shaped && seconds >= 0 && nanos >= 0
                ? Optional.of(Duration.ofSeconds(seconds, nanos))
                : Optional.empty();
    }
}
