package org.comity.artemis;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.activemq.artemis.api.core.QueueConfiguration;
import org.apache.activemq.artemis.api.core.RoutingType;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.core.config.impl.ConfigurationImpl;
import org.apache.activemq.artemis.core.security.Role;
import org.apache.activemq.artemis.core.server.JournalType;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;
import org.apache.activemq.artemis.core.settings.impl.AddressSettings;

/**
 * A mesh's own broker, embedded, on the loopback interface: mutual TLS, the queues that the grants name and no others,
 * messages that are never dropped and never expire.
 */
public final class ArtemisBroker implements AutoCloseable {
    private static final long REDELIVERY_DELAY_MILLIS = 1_000;

    private final EmbeddedActiveMQ server;

    private ArtemisBroker(EmbeddedActiveMQ server) {
        this.server = server;
    }

    /**
     * Starts a broker.
     *
     * @param directory its own directory; what is in it from an earlier run is taken up
     * @throws IllegalStateException when it cannot start, for example because the port is taken
     */
    public static ArtemisBroker start(Path directory, int port, Tls tls, List<Grant> grants) {
        try {
            EmbeddedActiveMQ server = new EmbeddedActiveMQ();
            server.setConfiguration(configuration(directory, port, tls, grants));
            server.setSecurityManager(new CertificateSecurity());
            server.start();
            if (!server.waitClusterForming(0, java.util.concurrent.TimeUnit.SECONDS, 0, 0)
                    && !server.getActiveMQServer().isStarted()) {
                throw new IllegalStateException("the broker did not start");
            }
            return new ArtemisBroker(server);
        } catch (Exception e) {
            throw new IllegalStateException("the broker on port " + port + " cannot start", e);
        }
    }

    private static ConfigurationImpl configuration(Path directory, int port, Tls tls, List<Grant> grants)
            throws Exception {
        ConfigurationImpl configuration = new ConfigurationImpl();
        configuration.setJournalType(JournalType.NIO);
        configuration.setJournalDirectory(directory.resolve("journal").toString());
        configuration.setBindingsDirectory(directory.resolve("bindings").toString());
        configuration.setLargeMessagesDirectory(directory.resolve("large").toString());
        configuration.setPagingDirectory(directory.resolve("paging").toString());
        configuration.setSecurityEnabled(true);
        configuration.setJMXManagementEnabled(false);
        configuration.setCreateBindingsDir(true);
        configuration.setCreateJournalDir(true);
        configuration.addAcceptorConfiguration(
                "tls", "tcp://127.0.0.1:" + port + "?protocols=CORE;needClientAuth=true;" + tls.parameters());
        configuration.addAddressSetting(
                "#",
                new AddressSettings()
                        .setAutoCreateQueues(false)
                        .setAutoCreateAddresses(false)
                        .setAutoDeleteQueues(false)
                        .setAutoDeleteAddresses(false)
                        .setMaxDeliveryAttempts(-1)
                        .setRedeliveryDelay(REDELIVERY_DELAY_MILLIS));
        Set<String> queues = grants.stream().map(Grant::queue).collect(Collectors.toSet());
        for (String queue : queues) {
            configuration.addQueueConfiguration(QueueConfiguration.of(SimpleString.of(queue))
                    .setAddress(SimpleString.of(queue))
                    .setRoutingType(RoutingType.ANYCAST)
                    .setDurable(true));
            configuration.putSecurityRoles(queue, roles(queue, grants));
        }
        return configuration;
    }

    private static Set<Role> roles(String queue, List<Grant> grants) {
        Set<Role> roles = new HashSet<>();
        for (Grant grant : grants) {
            if (grant.queue().equals(queue)) {
                boolean send = grant.use() == Grant.Use.SEND;
                roles.add(
                        new Role(grant.client(), send, !send, false, false, false, false, false, false, false, false));
            }
        }
        return roles;
    }

    @Override
    public void close() {
        try {
            server.stop();
        } catch (Exception e) {
            throw new IllegalStateException("the broker cannot stop", e);
        }
    }
}
