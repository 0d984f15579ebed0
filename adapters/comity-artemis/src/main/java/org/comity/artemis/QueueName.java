package org.comity.artemis;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.comity.core.mesh.MeshId;

/**
 * Names of queues: one a peer, direction and class. Octets that mean something to a broker, such as its wildcards, are written as in
 * a URI, so that no two peers share a queue.
 */
public final class QueueName {
    /** Where lies what could not be taken, until an operator gives it again. */
    public static final String QUARANTINE = "comity.quarantine";

    /** Where the broker reports whom it denied what. */
    public static final String DENIED = "comity.denied";

    /** The broker's own address of its notifications, from which {@link #DENIED} is filled. */
    static final String NOTIFICATIONS = "activemq.notifications";

    private static final String SESSION = ".session";

    private QueueName() {}

    /** What waits for the carrier to that peer. */
    public static String out(MeshId peer, String trafficClass) {
        return name("out", peer, trafficClass);
    }

    /** What the peer's carrier put. */
    public static String in(MeshId peer, String trafficClass) {
        return name("in", peer, trafficClass);
    }

    /** The queue beside, on which session messages pass what waits for the session. */
    static String session(String queue) {
        return queue + SESSION;
    }

    private static String name(String direction, MeshId peer, String trafficClass) {
        return "comity." + direction + "." + plain(peer.urn()) + "." + plain(trafficClass);
    }

    private static String plain(String text) {
        StringBuilder plain = new StringBuilder();
        for (byte octet : text.getBytes(StandardCharsets.UTF_8)) {
            boolean as = octet >= '0' && octet <= '9'
                    || octet >= 'a' && octet <= 'z'
                    || octet >= 'A' && octet <= 'Z'
                    || octet == '-'
                    || octet == '_';
            plain.append(as ? Character.toString((char) octet) : String.format(Locale.ROOT, "%%%02x", octet & 0xff));
        }
        return plain.toString();
    }
}
