package org.comity.feeds.mapped;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.Period;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalAccessor;
import java.time.temporal.TemporalAmount;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How a time is spelled: {@code iso}, {@code hl7}, {@code epoch-seconds}, {@code epoch-millis}, or letters {@code u y M d D H h m s S a X
 * Z} with literals between. The end of a day may be spelled 24:00, as ISO 8601-1:2019 has it. Names of months and days are not read: they depend on a language. Immutable.
 */
final class TimePattern {

    /**
     * A time with its own offset, or a local one.
     *
     * @param offset of its own; empty where a zone must say it
     * @param span what it covers: none, but where it is spelled to the day or the hour alone
     */
    record Read(LocalDateTime local, Optional<ZoneOffset> offset, TemporalAmount span) {}

    private static final Pattern LETTERS = Pattern.compile(
            "(?:[uy]{1,4}+(?![uy])|M{1,2}+(?!M)|d{1,2}+(?!d)|D{1,3}|[HhmsaXZ]{1,5}|S{1,9}|'[^'a-zA-Z]*[a-zA-Z]*'|[^a-zA-Z'{}\\[\\]#])+");
    /** The letter where it is no literal between quotes. */
    private static final Pattern HOURS = Pattern.compile("H(?=(?:[^']*'[^']*')*[^']*$)");

    private static final Pattern HL7 = Pattern.compile(
            "(\\d{4})(?:(\\d{2})(?:(\\d{2})(?:(\\d{2})(?:(\\d{2})(?:(\\d{2})(\\.\\d{1,4})?)?)?)?)?)?([+-]\\d{4})?");
    private static final DateTimeFormatter ISO = new DateTimeFormatterBuilder()
            .append(DateTimeFormatter.ISO_LOCAL_DATE)
            .optionalStart()
            .appendLiteral('T')
            .append(DateTimeFormatter.ISO_LOCAL_TIME)
            .optionalStart()
            .appendOffsetId()
            .optionalEnd()
            .optionalEnd()
            .toFormatter(Locale.ROOT)
            .withResolverStyle(ResolverStyle.STRICT);

    private final String name;
    private final Function<String, Read> reader;

    private TimePattern(String name, Function<String, Read> reader) {
        this.name = name;
        this.reader = reader;
    }

    /**
     * The pattern of that name.
     *
     * @throws IllegalArgumentException when it is none
     */
    static TimePattern of(String name) {
        return switch (name) {
            case "iso" -> new TimePattern(name, text -> read(ISO.parse(text)));
            case "hl7" -> new TimePattern(name, TimePattern::hl7);
            case "epoch-seconds" -> new TimePattern(name, text -> fixed(Instant.ofEpochSecond(Long.parseLong(text))));
            case "epoch-millis" -> new TimePattern(name, text -> fixed(Instant.ofEpochMilli(Long.parseLong(text))));
            default -> letters(name);
        };
    }

    private static TimePattern letters(String name) {
        if (name.length() > 64 || !LETTERS.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "pattern must be iso, hl7, epoch-seconds, epoch-millis or of the letters u M d D H h m s S a X Z");
        }
        DateTimeFormatter formatter = formatter(name);
        if (!HOURS.matcher(name).find()) {
            return new TimePattern(name, text -> read(formatter.parse(text)));
        }
        DateTimeFormatter upTo24 = formatter(HOURS.matcher(name).replaceAll("k"));
        return new TimePattern(name, text -> {
            try {
                return read(formatter.parse(text));
            } catch (DateTimeException other) {
                return endOfDay(read(upTo24.parse(text)));
            }
        });
    }

    /** A time that the hours 0 to 23 do not have and the hours 1 to 24 have is of the hour 24, here read as hour 0. */
    private static Read endOfDay(Read read) {
        if (!read.local().toLocalTime().equals(LocalTime.MIDNIGHT)) {
            throw new DateTimeException("after the end of the day");
        }
        return new Read(read.local().plusDays(1), read.offset(), read.span());
    }

    private static DateTimeFormatter formatter(String letters) {
        DateTimeFormatterBuilder builder =
                new DateTimeFormatterBuilder().parseCaseInsensitive().appendPattern(letters.replace('y', 'u'));
        if (letters.chars().noneMatch(ch -> "Hhk".indexOf(ch) >= 0)) {
            builder.parseDefaulting(ChronoField.HOUR_OF_DAY, 0);
        }
        if (letters.indexOf('m') < 0) {
            builder.parseDefaulting(ChronoField.MINUTE_OF_HOUR, 0);
        }
        return builder.toFormatter(Locale.ROOT).withResolverStyle(ResolverStyle.STRICT);
    }

    /** The time; a text of another form is a {@link java.time.DateTimeException} or {@link NumberFormatException}. */
    Read read(String text) {
        return reader.apply(text);
    }

    @Override
    public String toString() {
        return name;
    }

    private static Read fixed(Instant instant) {
        return new Read(LocalDateTime.ofInstant(instant, ZoneOffset.UTC), Optional.of(ZoneOffset.UTC), Period.ZERO);
    }

    private static Read read(TemporalAccessor parsed) {
        LocalDateTime local = parsed.isSupported(ChronoField.HOUR_OF_DAY)
                ? LocalDateTime.from(parsed)
                : LocalDate.from(parsed).atStartOfDay();
        Optional<ZoneOffset> offset = parsed.isSupported(ChronoField.OFFSET_SECONDS)
                ? Optional.of(ZoneOffset.from(parsed))
                : Optional.empty();
        return new Read(local, offset, Period.ZERO);
    }

    /** HL7 v2 TS and DTM: as exact as it is spelled, so that a date alone is the whole day. */
    private static Read hl7(String text) {
        Matcher parts = HL7.matcher(text);
        if (!parts.matches()) {
            throw new DateTimeException("no time of HL7");
        }
        LocalDateTime local = LocalDateTime.of(
                        part(parts, 1, 0),
                        part(parts, 2, 1),
                        part(parts, 3, 1),
                        part(parts, 4, 0),
                        part(parts, 5, 0),
                        part(parts, 6, 0))
                .plusNanos(parts.group(7) == null ? 0 : nanos(parts.group(7)));
        TemporalAmount[] spans = {
            Period.ofYears(1), Period.ofMonths(1), Period.ofDays(1), Duration.ofHours(1), Duration.ofMinutes(1)
        };
        int last = 1;
        while (last < 6 && parts.group(last + 1) != null) {
            last++;
        }
        Optional<ZoneOffset> offset = Optional.ofNullable(parts.group(8)).map(ZoneOffset::of);
        return new Read(local, offset, last == 6 ? Period.ZERO : spans[last - 1]);
    }

    private static int part(Matcher parts, int group, int otherwise) {
        return parts.group(group) == null ? otherwise : Integer.parseInt(parts.group(group));
    }

    private static long nanos(String fraction) {
        return Long.parseLong((fraction.substring(1) + "000000000").substring(0, 9));
    }
}
