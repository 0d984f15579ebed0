package org.comity.artemis;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.api.core.client.ClientConsumer;
import org.apache.activemq.artemis.api.core.client.ClientMessage;
import org.apache.activemq.artemis.api.core.management.ManagementHelper;
import org.comity.core.boundary.Refusal;
import org.comity.core.mesh.Octets;
import org.comity.core.mesh.Reason;
import org.comity.core.reconcile.BoundaryAgent;

/**
 * Records in the ledger whom the own broker denied what: logins that no client's certificate covers with CREDENTIAL_NOT_VALID, uses
 * that no grant names with CHANNEL_NOT_AUTHORIZED, and with CREDENTIAL_NOT_VALID handshakes that failed, which a certificate does that
 * the broker does not trust. An embedded broker reports those too; of a stand-alone one the log tells them.
 */
public final class DeniedAttempts implements AutoCloseable {
    /** What failed; on a report of a handshake alone. */
    static final SimpleString HANDSHAKE = SimpleString.of("comity_handshake");

    private static final long WAIT_MILLIS = 500;
    private static final int TEXT_MAX = 120;

    private final BrokerAddress own;
    private final Recording recording;
    private final List<Worker> workers = new ArrayList<>();

    /** Begins to record; it goes on until closed. */
    public DeniedAttempts(BrokerAddress own, BoundaryAgent agent) {
        this.own = Objects.requireNonNull(own, "own");
        this.recording = new Recording(agent);
        workers.add(new Worker("comity-denied", this::watch));
    }

    /**
     * The same for a stand-alone broker on this machine, whose handshakes stand in its log.
     *
     * @param logs its folder {@code log}, where this process may write
     */
    public DeniedAttempts(BrokerAddress own, BoundaryAgent agent, String logs) {
        this(own, agent);
        HandshakeLog log = new HandshakeLog(Path.of(logs));
        workers.add(new Worker("comity-handshakes", goOn -> follow(log, goOn)));
    }

    private void follow(HandshakeLog log, BooleanSupplier goOn) throws IOException, InterruptedException {
        HandshakeLog.Place noted = HandshakeLog.Place.START;
        while (goOn.getAsBoolean()) {
            HandshakeLog.News news = log.next();
            news.attempts()
                    .forEach(attempt -> recording.accept(
                            refusal(Reason.CREDENTIAL_NOT_VALID, "denied to nobody: handshake from " + line(attempt))));
            if (!news.upTo().equals(noted)) {
                log.read(news.upTo());
                noted = news.upTo();
            }
            Worker.pause();
        }
    }

    private void watch(BooleanSupplier goOn) throws Exception {
        try (BrokerLink link = BrokerLink.open(own);
                ClientConsumer consumer = link.consumer(QueueName.DENIED)) {
            while (goOn.getAsBoolean()) {
                ClientMessage report = consumer.receive(WAIT_MILLIS);
                recording.turn();
                if (report != null) {
                    recording.accept(denied(report));
                    report.acknowledge();
                    link.commit();
                } else if (consumer.isClosed() || !link.isOpen()) {
                    throw new IOException("the connection to the broker is lost");
                }
            }
        }
    }

    private static Refusal denied(ClientMessage report) {
        boolean login = text(report, ManagementHelper.HDR_NOTIFICATION_TYPE).contains("AUTHENTICATION");
        String subject = text(report, ManagementHelper.HDR_CERT_SUBJECT_DN);
        String user = text(report, ManagementHelper.HDR_VALIDATED_USER);
        String who = user.isEmpty() ? subject.isEmpty() ? text(report, ManagementHelper.HDR_USER) : subject : user;
        String handshake = text(report, HANDSHAKE);
        String what = login
                ? (handshake.isEmpty() ? "login from " : "handshake from ")
                        + text(report, ManagementHelper.HDR_REMOTE_ADDRESS).replaceAll(":[0-9]+$", "")
                        + (handshake.isEmpty() ? "" : ": " + handshake)
                : text(report, ManagementHelper.HDR_CHECK_TYPE) + " on " + text(report, ManagementHelper.HDR_ADDRESS);
        String evidence = "denied to " + (who.isEmpty() ? "nobody" : who) + ": " + what;
        return refusal(login ? Reason.CREDENTIAL_NOT_VALID : Reason.CHANNEL_NOT_AUTHORIZED, evidence);
    }

    private static Refusal refusal(Reason reason, String evidence) {
        return new Refusal(Octets.of(evidence.getBytes(StandardCharsets.UTF_8)), reason, evidence);
    }

    /** What the broker says of it, in one bounded line: part of it is a stranger's word. */
    private static String text(ClientMessage report, SimpleString property) {
        Object value = report.getObjectProperty(property);
        return value == null ? "" : line(value.toString());
    }

    private static String line(String text) {
        String line = text.replaceAll("\\p{Cntrl}", " ");
        return line.substring(0, Math.min(line.length(), TEXT_MAX));
    }

    @Override
    public void close() {
        workers.forEach(Worker::close);
    }
}
