package org.comity.artemis;

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

/** One transacted session with a broker over one connection. Not thread-safe: a link belongs to one thread at a time. */
final class BrokerLink implements AutoCloseable {
    private static final long CALL_TIMEOUT_MILLIS = 10_000;

    private final ServerLocator locator;
    private final ClientSessionFactory factory;
    private final ClientSession session;
    private final ClientProducer producer;

    private BrokerLink(ServerLocator locator, ClientSessionFactory factory, ClientSession session)
            throws ActiveMQException {
        this.locator = locator;
        this.factory = factory;
        this.session = session;
        this.producer = session.createProducer();
    }

    static BrokerLink open(BrokerAddress address) throws Exception {
        ServerLocator locator = ActiveMQClient.createServerLocatorWithoutHA(address.connector());
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

    /** Whether the connection still stands, as far as is known here. */
    boolean isOpen() {
        return !session.isClosed();
    }

    /** A durable message of a type, without a body. */
    ClientMessage message(byte type) {
        return session.createMessage(type, true);
    }

    void send(String queue, Octets octets) throws ActiveMQException {
        ClientMessage message = message(Message.BYTES_TYPE);
        message.getBodyBuffer().writeBytes(octets.bytes());
        send(queue, message);
    }

    void send(String queue, ClientMessage message) throws ActiveMQException {
        producer.send(queue, message);
    }

    ClientConsumer consumer(String queue) throws ActiveMQException {
        return session.createConsumer(queue);
    }

    ClientConsumer browser(String queue) throws ActiveMQException {
        return session.createConsumer(queue, true);
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
