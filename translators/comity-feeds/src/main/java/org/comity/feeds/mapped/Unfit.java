package org.comity.feeds.mapped;

import java.util.Objects;
import org.comity.feeds.Entry;
import org.comity.feeds.Fault;
import org.comity.feeds.Place;

/** Leaves the reading of one record, inside this package alone: {@link MappedFeed} turns it into a {@link Entry.Misfit}. */
final class Unfit extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Fault fault;
    private final transient Place place;
    private final String field;

    Unfit(Fault fault, Place place, String field, String detail) {
        super(detail, null, false, false);
        this.fault = Objects.requireNonNull(fault, "fault");
        this.place = Objects.requireNonNull(place, "place");
        this.field = Objects.requireNonNull(field, "field");
    }

    Fault fault() {
        return fault;
    }

    Place place() {
        return place;
    }

    String field() {
        return field;
    }

    String detail() {
        return Objects.requireNonNull(getMessage(), "detail");
    }
}
