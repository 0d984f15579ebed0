package org.comity.core.agreement;

/** A place on WGS 84 in micro-degrees: integers, so that every machine decides alike. */
public record Location(int latitudeMicro, int longitudeMicro) implements Comparable<Location> {

    public Location {
        if (Math.abs((long) latitudeMicro) > 90_000_000L || Math.abs((long) longitudeMicro) > 180_000_000L) {
            throw new IllegalArgumentException("latitude within 90 degrees, longitude within 180 degrees");
        }
    }

    @Override
    public int compareTo(Location that) {
        int order = Integer.compare(latitudeMicro, that.latitudeMicro);
        return order != 0 ? order : Integer.compare(longitudeMicro, that.longitudeMicro);
    }
}
