package org.comity.xml;

import java.time.Instant;

/** An instant as text: xs:dateTime in the one form of {@link Instant#toString()}, of the years 0001 to 9999. */
final class WireInstant {

    private static final Instant FIRST = Instant.parse("0001-01-01T00:00:00Z");
    private static final Instant AFTER_LAST =
            Instant.parse("9999-12-31T23:59:59.999999999Z").plusNanos(1);

    private WireInstant() {}

    static String text(Instant instant) {
        if (instant.isBefore(FIRST) || !instant.isBefore(AFTER_LAST)) {
            throw new IllegalArgumentException("an instant on the wire lies in the years 0001 to 9999");
        }
        return instant.toString();
    }
}
