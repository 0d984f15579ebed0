package org.comity.feeds.mapped;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.Period;
import java.time.ZoneId;
import java.time.temporal.TemporalAmount;
import java.util.List;
import java.util.Optional;
import org.comity.core.observation.PhenomenonTime;

/**
 * When a record's fact held. A local time that its zone had twice becomes the interval over both; one that the zone skipped
 * does not fit.
 *
 * @param until the end, in the same pattern
 * @param period how long the fact holds from its time on: days as the zone's calendar counts them
 * @param uncertainty how far both ends are moved outwards
 */
record TimeRule(
        Template value,
        Optional<Template> until,
        TimePattern pattern,
        Optional<ZoneId> zone,
        Optional<TemporalAmount> period,
        Duration uncertainty) {

    private static final Instant FIRST = Instant.parse("0001-01-02T00:00:00Z");
    private static final Instant LAST = Instant.parse("9999-12-30T00:00:00Z");

    /** The time, widened by the uncertainty. */
    PhenomenonTime time(Line line) {
        Template.Filled filled = value.fill(line);
        TimePattern.Read start = read(filled);
        PhenomenonTime from = instants(start, Period.ZERO, filled);
        Instant end = from.end();
        Optional<Template.Filled> last = until.flatMap(template -> template.fillWherePresent(line));
        if (last.isPresent()) {
            end = instants(read(last.get()), Period.ZERO, last.get()).end();
        } else if (period.isPresent()) {
            end = instants(start, period.get(), filled).end();
        }
        if (end.isBefore(from.start())) {
            throw new Unfit(Fault.NOT_A_TIME, filled.place(), "time", "the time ends before it starts");
        }
        return new PhenomenonTime(from.start().minus(uncertainty), end.plus(uncertainty));
    }

    /** One instant; the earlier where a local time was twice. */
    Instant instant(Line line) {
        Template.Filled filled = value.fill(line);
        return instants(read(filled), Period.ZERO, filled).start();
    }

    private TimePattern.Read read(Template.Filled filled) {
        try {
            return pattern.read(filled.text());
        } catch (DateTimeException | NumberFormatException | ArithmeticException broken) {
            throw new Unfit(Fault.NOT_A_TIME, filled.place(), "time", "the text is no time of the pattern " + pattern);
        }
    }

    private PhenomenonTime instants(TimePattern.Read read, TemporalAmount later, Template.Filled filled) {
        try {
            PhenomenonTime time = read.fold(
                    fixed -> PhenomenonTime.at(fixed.plus(later).toInstant()),
                    local -> local(local.plus(later), later.equals(Period.ZERO), filled));
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
