package org.comity.artemis;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.apache.activemq.artemis.core.config.Configuration;
import org.apache.activemq.artemis.core.deployers.impl.FileConfigurationParser;
import org.apache.activemq.artemis.core.server.ActiveMQServer;
import org.apache.activemq.artemis.core.server.impl.ActiveMQServerImpl;

/** A mesh's own broker, embedded. It needs {@code artemis-server}, which this module does not bring along. */
public final class ArtemisBroker implements AutoCloseable {
    private static final int START_SECONDS = 30;

    private final ActiveMQServer server;

    private ArtemisBroker(ActiveMQServer server) {
        this.server = server;
    }

    /**
     * Starts a broker.
     *
     * @param directory its own directory; what is in it from an earlier run is taken up
     * @throws IllegalStateException when it cannot start, for example because the port is taken
     */
    public static ArtemisBroker start(Path directory, BrokerPlan plan) {
        try {
            byte[] text =
                    BrokerXml.of(plan, directory.toAbsolutePath().toString()).getBytes(StandardCharsets.UTF_8);
            Configuration configuration = new FileConfigurationParser().parseMainConfig(new ByteArrayInputStream(text));
            ActiveMQServer server =
                    new ActiveMQServerImpl(configuration, null, new CertificateSecurity(plan.clients()));
            server.getServiceRegistry().addAcceptorFactory(BrokerXml.ACCEPTOR, new WatchedAcceptors(server));
            server.start();
            if (!server.waitForActivation(START_SECONDS, java.util.concurrent.TimeUnit.SECONDS)
                    || !server.getRemotingService().isStarted()) {
                throw new IllegalStateException("the broker did not start");
            }
            return new ArtemisBroker(server);
        } catch (Exception e) {
            throw new IllegalStateException("the broker at " + plan.listen() + " cannot start", e);
        }
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
