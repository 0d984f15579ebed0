package org.comity.artemis;

import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import org.apache.activemq.artemis.api.core.TransportConfiguration;
import org.apache.activemq.artemis.core.remoting.impl.netty.NettyConnectorFactory;
import org.apache.activemq.artemis.core.remoting.impl.netty.TransportConstants;

/**
 * Where a broker listens, and with which keys to log in to it. A client believes only a broker whose certificate its trust store
 * holds or vouches for, and that names this host.
 */
public record BrokerAddress(String host, int port, Tls tls) {
    private static final int PORT_MAX = 65_535;

    public BrokerAddress {
        Objects.requireNonNull(host, "host");
        Objects.requireNonNull(tls, "tls");
        if (!host.matches("[A-Za-z0-9.:_-]+") || port < 1 || port > PORT_MAX) {
            throw new IllegalArgumentException("a broker is at a host and a port from 1 to 65535");
        }
    }

    /**
     * For a bean of a route file.
     *
     * @param at host and port, as in {@code broker.example:61617} or {@code [::1]:61617}
     */
    public static BrokerAddress of(String at, String keyStore, String trustStore, String password) {
        int colon = at.lastIndexOf(':');
        if (colon < 1 || !at.substring(colon + 1).matches("[0-9]{1,5}")) {
            throw new IllegalArgumentException("'" + at + "' is no host:port");
        }
        return new BrokerAddress(
                at.substring(0, colon).replaceAll("^\\[|\\]$", ""),
                Integer.parseInt(at.substring(colon + 1)),
                new Tls(Path.of(keyStore), Path.of(trustStore), password));
    }

    TransportConfiguration connector() {
        Map<String, Object> parameters = tls.parameters();
        parameters.put(TransportConstants.HOST_PROP_NAME, host);
        parameters.put(TransportConstants.PORT_PROP_NAME, port);
        parameters.put(TransportConstants.VERIFY_HOST_PROP_NAME, "true");
        return new TransportConfiguration(NettyConnectorFactory.class.getName(), parameters);
    }

    @Override
    public String toString() {
        return host + ":" + port;
    }
}
