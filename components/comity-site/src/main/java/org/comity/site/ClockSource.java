package org.comity.site;

import java.net.URI;
import java.util.Arrays;
import java.util.List;

/**
 * Where one of the mesh's own clocks is: this machine's, or a machine of the mesh that answers NTP.
 *
 * @param host empty for this machine
 * @param port of UDP
 */
public record ClockSource(String host, int port) {
    /** This machine. */
    static final String OWN = "system";

    private static final int NTP = 123;

    /**
     * Reads a list such as {@code system, ntp://10.0.0.5, ntp://time.county.example:1123}.
     *
     * @throws SiteFault where one is neither
     */
    public static List<ClockSource> list(String text) {
        return Arrays.stream(text.split(","))
                .map(String::strip)
                .map(ClockSource::of)
                .toList();
    }

    private static ClockSource of(String text) {
        if (text.equals(OWN)) {
            return new ClockSource("", 0);
        }
        try {
            URI uri = URI.create(text);
            if ("ntp".equals(uri.getScheme()) && uri.getHost() != null) {
                return new ClockSource(uri.getHost(), uri.getPort() < 0 ? NTP : uri.getPort());
            }
        } catch (IllegalArgumentException e) {
            throw new SiteFault(mend(text), e);
        }
        throw new SiteFault(mend(text));
    }

    private static String mend(String text) {
        return "comity.clocks names '" + text + "': say system or ntp://host, and commas between them";
    }

    /** Whether another machine must be asked. */
    public boolean isRemote() {
        return !host.isEmpty();
    }

    @Override
    public String toString() {
        return isRemote() ? "ntp://" + host + ":" + port : OWN;
    }
}
