package org.comity.feeds.mapped;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.Period;
import java.time.ZoneId;
import java.time.temporal.TemporalAmount;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.comity.core.observation.PhenomenonTime;
import org.comity.feeds.Fault;

/**
 * When a record's fact held. A local time that its zone had twice becomes the interval over both; one that the zone skipped
 * does not fit.
 *
 * @param until the end, in the same pattern
 * @param patterns how it is spelled; a text that two of them take for two times is none
 * @param period how long the fact holds from its time on: days as the zone's calendar counts them
 * @param uncertainty how far both ends are moved outwards: an ISO duration, or seconds; absent in a record: not at all
 */
record TimeRule(
        Template value,
        Optional<Template> until,
        List<TimePattern> patterns,
        Optional<ZoneId> zone,
        Optional<TemporalAmount> period,
        Optional<Template> uncertainty) {

    static final Duration UNCERTAINTY_MAX = Duration.ofDays(36_525);

    private static final int DIGITS_MAX = 64;
    private static final Instant FIRST = Instant.parse("0001-01-02T00:00:00Z");
    private static final Instant LAST = Instant.parse("9999-12-30T00:00:00Z");

    TimeRule {
        patterns = List.copyOf(patterns);
    }

    /** The time, widened by the uncertainty. */
    PhenomenonTime time(Line line) {
        Template.Filled filled = value.fill(line);
        TimePattern.Read start = read(filled);
        PhenomenonTime from = instants(start, Period.ZERO, filled);
        Optional<Template.Filled> last = until.flatMap(template -> template.fillWherePresent(line));
        Instant end = last.isPresent()
                ? end(read(last.get()), last.get())
                : instants(start, period.orElse(start.span()), filled).end();
        if (end.isBefore(from.start())) {
            throw new Unfit(Fault.NOT_A_TIME, filled.place(), "time", "the time ends before it starts");
        }
        Duration wider = uncertainty(line);
        return new PhenomenonTime(from.start().minus(wider), end.plus(wider));
    }

    /** How far the time may be off. */
    Duration uncertainty(Line line) {
        Optional<Template.Filled> filled = uncertainty.flatMap(template -> template.fillWherePresent(line));
        return filled.isEmpty() ? Duration.ZERO : duration(filled.get());
    }

    private static Duration duration(Template.Filled filled) {
        try {
            Duration read = filled.text().startsWith("P")
                    ? Duration.parse(filled.text())
                    : seconds(new BigDecimal(filled.text()));
            if (!read.isNegative() && read.compareTo(UNCERTAINTY_MAX) <= 0) {
                return read;
            }
        } catch (DateTimeException | NumberFormatException | ArithmeticException broken) {
            throw unsure(filled);
        }
        throw unsure(filled);
    }

    private static Duration seconds(BigDecimal seconds) {
        if (seconds.precision() > DIGITS_MAX || Math.abs((long) seconds.scale()) > DIGITS_MAX) {
            throw new ArithmeticException("more digits than a time has");
        }
        return Duration.ofNanos(
                seconds.movePointRight(9).setScale(0, RoundingMode.UP).longValueExact());
    }

    private static Unfit unsure(Template.Filled filled) {
        return new Unfit(
                Fault.NOT_A_TIME,
                filled.place(),
                "time.uncertainty",
                "an uncertainty is a duration or a count of seconds, from zero to 100 years");
    }

    private Instant end(TimePattern.Read read, Template.Filled filled) {
        return instants(read, read.span(), filled).end();
    }

    /** One instant; the earlier where a local time was twice. */
    Instant instant(Line line) {
        Template.Filled filled = value.fill(line);
        return instants(read(filled), Period.ZERO, filled).start();
    }

    private TimePattern.Read read(Template.Filled filled) {
        Set<TimePattern.Read> read = new LinkedHashSet<>();
        for (TimePattern pattern : patterns) {
            try {
                read.add(pattern.read(filled.text()));
            } catch (DateTimeException | NumberFormatException | ArithmeticException broken) {
                continue;
            }
        }
        String spelled = patterns.stream().map(TimePattern::toString).collect(Collectors.joining(" or "));
        if (read.isEmpty()) {
            throw new Unfit(Fault.NOT_A_TIME, filled.place(), "time", "the text is no time of the pattern " + spelled);
        }
        if (read.size() > 1) {
            throw new Unfit(
                    Fault.NOT_A_TIME,
                    filled.place(),
                    "time",
                    "the text is one time by one pattern and another by another: " + spelled);
        }
        return read.iterator().next();
    }

    private PhenomenonTime instants(TimePattern.Read read, TemporalAmount later, Template.Filled filled) {
        try {
            LocalDateTime moved = read.local().plus(later);
            PhenomenonTime time = read.offset().isPresent()
                    ? PhenomenonTime.at(moved.toInstant(read.offset().get()))
                    : local(moved, later.equals(Period.ZERO), filled);
            if (time.start().isBefore(FIRST) || time.end().isAfter(LAST)) {
                throw new DateTimeException("outside the years of the wire");
            }
            return time;
        } catch (DateTimeException | ArithmeticException broken) {
            throw new Unfit(Fault.NOT_A_TIME, filled.place(), "time", "the time lies outside the years 1 to 9999");
        }
    }

    private PhenomenonTime local(LocalDateTime local, boolean exact, Template.Filled filled) {
        if (zone.isEmpty()) {
            throw new Unfit(Fault.NOT_A_TIME, filled.place(), "time", "the time has no offset, and no zone is stated");
        }
        List<Instant> instants = zone.get().getRules().getValidOffsets(local).stream()
                .map(local::toInstant)
                .sorted()
                .toList();
        if (instants.isEmpty() && exact) {
            throw new Unfit(Fault.NOT_A_TIME, filled.place(), "time", "the zone skipped this local time");
        }
        return instants.isEmpty()
                ? PhenomenonTime.at(local.atZone(zone.get()).toInstant())
                : new PhenomenonTime(instants.get(0), instants.get(instants.size() - 1));
    }
}
