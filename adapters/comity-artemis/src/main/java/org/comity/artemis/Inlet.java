package org.comity.artemis;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.activemq.artemis.api.core.ActiveMQException;
import org.apache.activemq.artemis.api.core.Message;
import org.apache.activemq.artemis.api.core.client.ClientConsumer;
import org.apache.activemq.artemis.api.core.client.ClientMessage;
import org.comity.core.boundary.Refusal;
import org.comity.core.mesh.Octets;
import org.comity.core.mesh.Reason;

/**
 * What comes on one queue, a batch at a time in one session. What is no bytes message, or larger than the maximum, goes to the
 * quarantine in the same transaction, and is not given out.
 */
final class Inlet implements AutoCloseable {
    private static final long WAIT_MILLIS = 250;
    private static final int BATCH_MAX = 64;
    private static final long BATCH_OCTETS = 4L << 20;

    /** A bytes message within the maximum. */
    record Arrival(ClientMessage message, Octets octets) {
        void acknowledge() throws ActiveMQException {
            message.individualAcknowledge();
        }
    }

    private final BrokerLink link;
    private final String queue;
    private final int octetsMax;
    private final Consumer<Refusal> recorder;
    private final ClientConsumer consumer;

    Inlet(BrokerLink link, String queue, int octetsMax, Consumer<Refusal> recorder) throws ActiveMQException {
        this.link = link;
        this.queue = queue;
        this.octetsMax = octetsMax;
        this.recorder = recorder;
        this.consumer = link.consumer(queue);
    }

    /**
     * Waits a moment for what comes, and takes what is there by then; may be empty.
     *
     * @throws ActiveMQException also where the connection is lost
     */
    List<Arrival> batch() throws ActiveMQException, IOException {
        List<Arrival> batch = new ArrayList<>();
        long octets = 0;
        ClientMessage next = consumer.receive(WAIT_MILLIS);
        while (next != null) {
            Optional<Arrival> good = judge(next);
            good.ifPresent(batch::add);
            octets += good.map(one -> one.octets().size()).orElse(octetsMax);
            next = batch.size() < BATCH_MAX && octets < BATCH_OCTETS ? consumer.receiveImmediate() : null;
        }
        if (consumer.isClosed() || !link.isOpen()) {
            throw new IOException("the connection to the broker is lost");
        }
        return batch;
    }

    private Optional<Arrival> judge(ClientMessage message) throws ActiveMQException, IOException {
        if (message.containsProperty(Message.HDR_LARGE_COMPRESSED)) {
            return left(message);
        }
        Body body = new Body(octetsMax);
        try {
            message.saveToOutputStream(body);
            boolean bytes = message.getType() == Message.BYTES_TYPE;
            Optional<Octets> octets = body.octets();
            if (bytes && octets.isPresent()) {
                return Optional.of(new Arrival(message, octets.get()));
            }
            setAside(
                    message,
                    body,
                    bytes ? Reason.LIMIT_EXCEEDED : Reason.MALFORMED,
                    bytes
                            ? body.size() + " octets, and no more than " + octetsMax + " are taken"
                            : "no bytes message: type " + message.getType());
            return Optional.empty();
        } finally {
            body.discard();
        }
    }

    /** Who knows what a compressed message unpacks to: it is not read, and stays on its queue, unacknowledged beside the rest. */
    private Optional<Arrival> left(ClientMessage message) {
        String detail = "a compressed message, which stays where it is";
        recorder.accept(Quarantine.evidence(queue, message.getMessageID(), Reason.MALFORMED, detail));
        return Optional.empty();
    }

    /** Puts what was given out aside for that reason. */
    void setAside(Arrival arrival, Reason reason, String detail) throws ActiveMQException, IOException {
        Body body = new Body(arrival.octets().size());
        body.write(arrival.octets().bytes());
        setAside(arrival.message(), body, reason, detail);
    }

    private void setAside(ClientMessage message, Body body, Reason reason, String detail)
            throws ActiveMQException, IOException {
        Quarantine.put(link, message, body, new Quarantine.Label(queue, reason, detail));
        message.individualAcknowledge();
        link.commit();
        recorder.accept(Quarantine.evidence(queue, message.getMessageID(), reason, detail));
    }

    @Override
    public void close() throws ActiveMQException {
        consumer.close();
    }
}
