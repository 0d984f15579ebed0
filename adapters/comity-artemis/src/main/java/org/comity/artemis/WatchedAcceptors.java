package org.comity.artemis;

import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.ssl.SslHandler;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import javax.net.ssl.SSLException;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.api.core.management.CoreNotificationType;
import org.apache.activemq.artemis.api.core.management.ManagementHelper;
import org.apache.activemq.artemis.core.remoting.impl.netty.NettyAcceptor;
import org.apache.activemq.artemis.core.remoting.impl.netty.NettyAcceptorFactory;
import org.apache.activemq.artemis.core.server.ActiveMQServer;
import org.apache.activemq.artemis.core.server.cluster.ClusterConnection;
import org.apache.activemq.artemis.core.server.management.Notification;
import org.apache.activemq.artemis.core.server.metrics.MetricsManager;
import org.apache.activemq.artemis.spi.core.protocol.ProtocolManager;
import org.apache.activemq.artemis.spi.core.remoting.Acceptor;
import org.apache.activemq.artemis.spi.core.remoting.BufferHandler;
import org.apache.activemq.artemis.spi.core.remoting.ServerConnectionLifeCycleListener;
import org.apache.activemq.artemis.utils.collections.TypedProperties;

/**
 * Acceptors of an embedded broker that report a handshake which fails as the broker itself reports a login which does. Who merely
 * connects and says nothing is not reported.
 */
final class WatchedAcceptors extends NettyAcceptorFactory {
    private static final Logger LOG = System.getLogger(WatchedAcceptors.class.getName());

    private final ActiveMQServer server;

    WatchedAcceptors(ActiveMQServer server) {
        this.server = server;
    }

    @Override
    public Acceptor createAcceptor(
            String name,
            ClusterConnection cluster,
            Map<String, Object> configuration,
            BufferHandler handler,
            ServerConnectionLifeCycleListener listener,
            Executor threads,
            ScheduledExecutorService scheduled,
            Map<String, ProtocolManager> protocols,
            String group,
            MetricsManager metrics) {
        return new NettyAcceptor(
                name, cluster, configuration, handler, listener, scheduled, threads, protocols, group, metrics) {
            @Override
            public SslHandler getSslHandler(ByteBufAllocator allocator, String host, int port) throws Exception {
                SslHandler tls = super.getSslHandler(allocator, host, port);
                tls.handshakeFuture().addListener(end -> {
                    if (end.cause() instanceof SSLException failure) {
                        threads.execute(() -> report(host, failure));
                    }
                });
                return tls;
            }
        };
    }

    private void report(String host, SSLException failure) {
        TypedProperties said = new TypedProperties();
        said.putSimpleStringProperty(ManagementHelper.HDR_REMOTE_ADDRESS, SimpleString.of(String.valueOf(host)));
        said.putSimpleStringProperty(
                DeniedAttempts.HANDSHAKE,
                SimpleString.of(String.valueOf(root(failure).getMessage())));
        try {
            server.getManagementService()
                    .sendNotification(
                            new Notification(null, CoreNotificationType.SECURITY_AUTHENTICATION_VIOLATION, said));
        } catch (Exception e) {
            LOG.log(Level.WARNING, "a handshake that failed is not reported", e);
        }
    }

    private static Throwable root(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root;
    }
}
