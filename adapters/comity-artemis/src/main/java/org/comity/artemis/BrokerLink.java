package org.comity.artemis;

import java.util.Objects;
import java.util.Optional;
import org.apache.activemq.artemis.api.core.ActiveMQException;
import org.apache.activemq.artemis.api.core.Message;
import org.apache.activemq.artemis.api.core.client.ActiveMQClient;
import org.apache.activemq.artemis.api.core.client.ClientConsumer;
import org.apache.activemq.artemis.api.core.client.ClientMessage;
import org.apache.activemq.artemis.api.core.client.ClientProducer;
import org.apache.activemq.artemis.api.core.client.ClientSession;
import org.apache.activemq.artemis.api.core.client.ClientSessionFactory;
import org.apache.activemq.artemis.api.core.client.ServerLocator;
import org.comity.core.mesh.Octets;

/** One transacted session with a broker. Not thread-safe: a link belongs to one thread. */
final class BrokerLink implements AutoCloseable {
    private static final long CALL_TIMEOUT_MILLIS = 10_000;

    private final ServerLocator locator;
    private final ClientSessionFactory factory;
    private final ClientSession session;

    private BrokerLink(ServerLocator locator, ClientSessionFactory factory, ClientSession session) {
        this.locator = locator;
        this.factory = factory;
        this.session = session;
    }

    /** Where a broker listens and with which keys to log in. */
    record Address(int port, Tls tls) {
        Address {
            Objects.requireNonNull(tls, "tls");
        }
    }

    static BrokerLink open(Address address) throws Exception {
        ServerLocator locator = ActiveMQClient.createServerLocator(
                "tcp://127.0.0.1:" + address.port() + "?" + address.tls().parameters());
        locator.setReconnectAttempts(0);
        locator.setInitialConnectAttempts(1);
        locator.setCallTimeout(CALL_TIMEOUT_MILLIS);
        locator.setBlockOnDurableSend(false);
        try {
            ClientSessionFactory factory = locator.createSessionFactory();
            ClientSession session = factory.createSession(false, false, false);
            session.start();
            return new BrokerLink(locator, factory, session);
        } catch (Exception e) {
            locator.close();
            throw e;
        }
    }

    void send(String queue, Octets octets) throws ActiveMQException {
        try (ClientProducer producer = session.createProducer(queue)) {
            ClientMessage message = session.createMessage(Message.BYTES_TYPE, true);
            message.getBodyBuffer().writeBytes(octets.bytes());
            producer.send(message);
        }
    }

    ClientConsumer consumer(String queue) throws ActiveMQException {
        return session.createConsumer(queue);
    }

    /** The next message within that time. Anything but a bytes message counts as empty octets: nobody will verify it. */
    static Optional<Octets> receive(ClientConsumer consumer, long timeoutMillis) throws ActiveMQException {
        ClientMessage message = consumer.receive(timeoutMillis);
        if (message == null) {
            return Optional.empty();
        }
        message.acknowledge();
        if (message.getType() != Message.BYTES_TYPE) {
            return Optional.of(Octets.of(new byte[0]));
        }
        byte[] body = new byte[message.getBodySize()];
        message.getBodyBuffer().readBytes(body);
        return Optional.of(Octets.of(body));
    }

    void commit() throws ActiveMQException {
        session.commit();
    }

    void rollback() throws ActiveMQException {
        session.rollback();
    }

    @Override
    public void close() {
        factory.close();
        locator.close();
    }
}
