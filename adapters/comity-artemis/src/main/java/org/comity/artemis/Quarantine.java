package org.comity.artemis;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import org.apache.activemq.artemis.api.core.ActiveMQException;
import org.apache.activemq.artemis.api.core.Message;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.api.core.client.ClientConsumer;
import org.apache.activemq.artemis.api.core.client.ClientMessage;
import org.comity.core.boundary.Refusal;
import org.comity.core.mesh.Octets;
import org.comity.core.mesh.Reason;

/**
 * A broker's durable queue of what could not be taken: each message as it came, with why and where it was. An operator lists it, and
 * gives again from it what is believed to be mended.
 */
public final class Quarantine {
    private static final String REASON = "comity_reason";
    private static final String DETAIL = "comity_detail";
    private static final String QUEUE = "comity_queue";
    private static final String BROKERS_QUEUE = "_AMQ_ORIG_QUEUE";
    private static final int MEMORY_MAX = 1 << 20;
    private static final long WAIT_MILLIS = 1_000;

    /** Why a message lies there, and on which queue it was. */
    record Label(String queue, Reason reason, String detail) {}

    /**
     * What lies there.
     *
     * @param id of the message on the broker
     * @param queue where it was, and to where it is given again
     * @param size of its body, octets
     */
    public record Item(long id, String queue, Reason reason, String detail, long size) {
        public Item {
            Objects.requireNonNull(queue, "queue");
            Objects.requireNonNull(reason, "reason");
            Objects.requireNonNull(detail, "detail");
        }
    }

    private final BrokerAddress broker;

    /** The quarantine of a broker, as its operator. */
    public Quarantine(BrokerAddress broker) {
        this.broker = Objects.requireNonNull(broker, "broker");
    }

    static void put(BrokerLink link, ClientMessage original, Body body, Label label)
            throws ActiveMQException, IOException {
        ClientMessage copy = copy(link, original);
        copy.putStringProperty(QUEUE, label.queue());
        copy.putStringProperty(REASON, label.reason().name());
        copy.putStringProperty(DETAIL, label.detail());
        send(link, QueueName.QUARANTINE, copy, body);
    }

    private static void send(BrokerLink link, String queue, ClientMessage copy, Body body)
            throws ActiveMQException, IOException {
        Optional<Octets> octets = body.octets();
        if (octets.isPresent()) {
            copy.getBodyBuffer().writeBytes(octets.get().bytes());
            link.send(queue, copy);
        } else {
            try (InputStream stream = body.stream()) {
                copy.setBodyInputStream(stream);
                link.send(queue, copy);
            }
        }
    }

    /** The same type and properties, but what brokers and this class wrote. */
    private static ClientMessage copy(BrokerLink link, ClientMessage original) {
        ClientMessage copy = link.message(original.getType());
        for (SimpleString name : original.getPropertyNames()) {
            boolean ours = List.of(QUEUE, REASON, DETAIL).contains(name.toString());
            if (!ours && !name.toString().startsWith("_AMQ")) {
                copy.putObjectProperty(name, original.getObjectProperty(name));
            }
        }
        return copy;
    }

    /** What the ledger says of a message that was put aside; its octets lie in the quarantine. */
    static Refusal evidence(String queue, long id, Reason reason, String detail) {
        String text = "message " + id + " of " + queue;
        return new Refusal(
                Octets.of((text + " " + detail).getBytes(StandardCharsets.UTF_8)), reason, text + ": " + detail);
    }

    /**
     * What lies there, in the order in which it came.
     *
     * @throws IllegalStateException where the broker cannot be reached, or does not let this client look
     */
    public List<Item> list() {
        try (BrokerLink link = BrokerLink.open(broker);
                ClientConsumer browser = link.browser(QueueName.QUARANTINE)) {
            List<Item> items = new ArrayList<>();
            for (ClientMessage one = browser.receive(WAIT_MILLIS); one != null; one = browser.receiveImmediate()) {
                items.add(item(one));
            }
            return List.copyOf(items);
        } catch (Exception e) {
            throw new IllegalStateException("the quarantine of the broker at " + broker + " cannot be read", e);
        }
    }

    /** What the broker itself put there, because its delivery failed too often, has its labels from a stranger, if any. */
    private static Item item(ClientMessage message) {
        boolean ours = text(message, BROKERS_QUEUE).isEmpty();
        String reason = ours ? text(message, REASON) : "";
        return new Item(
                message.getMessageID(),
                text(message, ours ? QUEUE : BROKERS_QUEUE),
                List.of(Reason.values()).stream()
                        .filter(one -> one.name().equals(reason))
                        .findFirst()
                        .orElse(Reason.TAKING_FAILED),
                ours ? text(message, DETAIL) : "its delivery failed too often",
                message.isLargeMessage() ? largeSize(message) : message.getBodySize());
    }

    private static long largeSize(ClientMessage message) {
        Object size = message.getObjectProperty(Message.HDR_LARGE_BODY_SIZE);
        return size instanceof Number number ? number.longValue() : message.getBodySize();
    }

    private static String text(ClientMessage message, String property) {
        return Objects.requireNonNullElse(message.getStringProperty(property), "");
    }

    /**
     * Gives again, each to the queue where it was; what cannot be taken there comes back.
     *
     * @return what was given again
     * @throws IllegalStateException where the broker cannot be reached, or does not let this client do it; then nothing moved
     */
    public List<Item> replay(Predicate<Item> which) {
        try (BrokerLink link = BrokerLink.open(broker);
                ClientConsumer consumer = link.consumer(QueueName.QUARANTINE)) {
            List<Item> given = new ArrayList<>();
            for (ClientMessage one = consumer.receive(WAIT_MILLIS); one != null; one = consumer.receiveImmediate()) {
                Item item = item(one);
                if (which.test(item) && !item.queue().isEmpty()) {
                    again(link, one, item.queue());
                    given.add(item);
                }
            }
            link.commit();
            return List.copyOf(given);
        } catch (Exception e) {
            throw new IllegalStateException("nothing was given again by the broker at " + broker, e);
        }
    }

    private static void again(BrokerLink link, ClientMessage message, String queue)
            throws ActiveMQException, IOException {
        Body body = new Body(MEMORY_MAX);
        try {
            message.saveToOutputStream(body);
            send(link, queue, copy(link, message), body);
            message.individualAcknowledge();
        } finally {
            body.discard();
        }
    }
}
