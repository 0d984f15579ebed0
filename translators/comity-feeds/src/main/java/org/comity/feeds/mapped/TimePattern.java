package org.comity.feeds.mapped;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalAccessor;
import java.util.Locale;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * How a time is spelled: {@code iso}, {@code epoch-seconds}, {@code epoch-millis}, or letters {@code u y M d D H h m s S a X
 * Z} with literals between. Names of months and days are not read: they depend on a language. Immutable.
 */
final class TimePattern {

    /** A time with its own offset, or a local one. */
    sealed interface Read {
        /** Answers both cases. */
        <R> R fold(Function<OffsetDateTime, R> onFixed, Function<LocalDateTime, R> onLocal);
    }

    private record Fixed(OffsetDateTime time) implements Read {
        @Override
        public <R> R fold(Function<OffsetDateTime, R> onFixed, Function<LocalDateTime, R> onLocal) {
            return onFixed.apply(time);
        }
    }

    private record Local(LocalDateTime time) implements Read {
        @Override
        public <R> R fold(Function<OffsetDateTime, R> onFixed, Function<LocalDateTime, R> onLocal) {
            return onLocal.apply(time);
        }
    }

    private static final Pattern LETTERS = Pattern.compile(
            "(?:[uy]{1,4}+(?![uy])|M{1,2}+(?!M)|d{1,2}+(?!d)|D{1,3}|[HhkmsaXZ]{1,5}|S{1,9}|'[^'a-zA-Z]*[a-zA-Z]*'|[^a-zA-Z'{}\\[\\]#])+");
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
            case "epoch-seconds" -> new TimePattern(name, text -> fixed(Instant.ofEpochSecond(Long.parseLong(text))));
            case "epoch-millis" -> new TimePattern(name, text -> fixed(Instant.ofEpochMilli(Long.parseLong(text))));
            default -> letters(name);
        };
    }

    private static TimePattern letters(String name) {
        if (name.length() > 64 || !LETTERS.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "pattern must be iso, epoch-seconds, epoch-millis or of the letters u M d D H h m s S a X Z");
        }
        DateTimeFormatterBuilder builder =
                new DateTimeFormatterBuilder().parseCaseInsensitive().appendPattern(name.replace('y', 'u'));
        if (name.chars().noneMatch(ch -> "Hhk".indexOf(ch) >= 0)) {
            builder.parseDefaulting(ChronoField.HOUR_OF_DAY, 0);
        }
        if (name.indexOf('m') < 0) {
            builder.parseDefaulting(ChronoField.MINUTE_OF_HOUR, 0);
        }
        DateTimeFormatter formatter = builder.toFormatter(Locale.ROOT).withResolverStyle(ResolverStyle.STRICT);
        return new TimePattern(name, text -> read(formatter.parse(text)));
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
        return new Fixed(instant.atOffset(ZoneOffset.UTC));
    }

    private static Read read(TemporalAccessor parsed) {
        if (parsed.isSupported(ChronoField.OFFSET_SECONDS)) {
            return new Fixed(OffsetDateTime.from(parsed));
        }
        if (parsed.isSupported(ChronoField.HOUR_OF_DAY)) {
            return new Local(LocalDateTime.from(parsed));
        }
        return new Local(LocalDate.from(parsed).atStartOfDay());
    }
}
