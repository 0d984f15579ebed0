package org.comity.artemis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;
import static org.comity.artemis.Trial.octets;

import java.io.ByteArrayInputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.activemq.artemis.api.core.Message;
import org.apache.activemq.artemis.api.core.client.ActiveMQClient;
import org.apache.activemq.artemis.api.core.client.ClientMessage;
import org.apache.activemq.artemis.api.core.client.ClientProducer;
import org.apache.activemq.artemis.api.core.client.ClientSession;
import org.apache.activemq.artemis.api.core.client.ClientSessionFactory;
import org.apache.activemq.artemis.api.core.client.ServerLocator;
import org.comity.camel.Channel;
import org.comity.core.boundary.Refusal;
import org.comity.core.ledger.LeafKind;
import org.comity.core.mesh.Octets;
import org.comity.core.mesh.Reason;
import org.comity.core.partition.Session;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ArtemisChannelTest {
    @TempDir
    Path directory;

    private Trial trial;
    private Trial.Side county;
    private Trial.Side state;
    private final BlockingQueue<Octets> arrived = new LinkedBlockingQueue<>();

    @BeforeEach
    void meshes() {
        trial = new Trial(directory);
        county = trial.side("county");
        state = trial.side("state");
    }

    private List<Octets> arrivals(int count) throws InterruptedException {
        List<Octets> all = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            all.add(Objects.requireNonNull(arrived.poll(30, TimeUnit.SECONDS), "a parcel"));
        }
        return all;
    }

    /** What someone with a client of their own puts, past the channel. */
    private void puts(BrokerLink link, String queue, byte type, Octets body) throws Exception {
        ClientMessage message = link.message(type);
        message.putStringProperty("theirs", "kept");
        message.getBodyBuffer().writeBytes(body.bytes());
        link.send(queue, message);
        link.commit();
    }

    @Test
    void carriesEachParcelToThePeerEvenWhenItIsAwayAtFirst() throws Exception {
        // Given
        Octets large = Octets.of(new byte[500_000]);
        try (ArtemisBroker own = county.start();
                Carrier carrier = county.carrier();
                ArtemisChannel out = county.channel()) {
            // When
            out.put(List.of(octets("one"), large));
            out.put(List.of(octets("three")));
            try (ArtemisBroker peer = state.start();
                    ArtemisChannel in = state.channel();
                    Channel.Subscription taking = in.take(arrived::add)) {
                // Then
                assertThat(arrivals(3)).containsExactlyInAnyOrder(octets("one"), large, octets("three"));
                assertThat(List.of(peer, taking, own, carrier)).isNotEmpty();
            }
        }
    }

    @Test
    void keepsParcelsOverARestartOfTheBrokerAndConnectsAnew() throws Exception {
        // Given
        try (ArtemisChannel channel = county.channel()) {
            try (ArtemisBroker broker = county.start()) {
                channel.put(List.of(octets("before")));
                assertThat(broker).isNotNull();
            }

            // When
            try (ArtemisBroker again = county.start();
                    BrokerLink link = county.link(BrokerPlan.CARRIER, county);
                    Inlet inlet = new Inlet(link, county.outQueue(), 100, any -> {})) {
                channel.put(List.of(octets("after")));
                List<Octets> found = new ArrayList<>();
                await().atMost(Duration.ofSeconds(30)).until(() -> {
                    inlet.batch().forEach(one -> found.add(one.octets()));
                    return found.size() == 2;
                });

                // Then
                assertThat(found).containsExactly(octets("before"), octets("after"));
                assertThat(again).isNotNull();
            }
        }
    }

    @Test
    void whatFailsAgainAndAgainHoldsUpNothingAndCanBeGivenAgain() throws Exception {
        // Given
        AtomicBoolean mended = new AtomicBoolean();
        AtomicInteger attempts = new AtomicInteger();
        try (ArtemisBroker broker = county.start();
                BrokerLink link = state.link(BrokerPlan.CARRIER, county);
                ArtemisChannel in = county.channel()) {
            for (String one : List.of("poison", "good", "better")) {
                puts(link, county.inQueue(), Message.BYTES_TYPE, octets(one));
            }
            Quarantine quarantine = new Quarantine(county.login(BrokerPlan.OPERATOR, county));

            // When
            try (Channel.Subscription taking = in.take(octets -> {
                if (octets.equals(octets("poison")) && !mended.get()) {
                    attempts.incrementAndGet();
                    throw new IllegalStateException("cannot\nbe taken");
                }
                return arrived.add(octets);
            })) {
                // Then
                assertThat(arrivals(2)).containsExactly(octets("good"), octets("better"));
                await().atMost(Duration.ofSeconds(30)).until(() -> {
                    puts(link, county.inQueue(), Message.BYTES_TYPE, octets("more"));
                    return quarantine.list().size() == 1;
                });
                Quarantine.Item item = quarantine.list().get(0);
                assertThat(item.reason()).isEqualTo(Reason.TAKING_FAILED);
                assertThat(item.queue()).isEqualTo(county.inQueue());
                assertThat(item.detail()).contains("cannot").doesNotContain("\n");
                assertThat(attempts).hasValueBetween(6, 100);
                assertThat(county.agent().refused())
                        .anySatisfy(kept -> assertThat(kept.reason()).isEqualTo(Reason.TAKING_FAILED));

                mended.set(true);
                assertThat(quarantine.replay(any -> true)).hasSize(1);
                await().atMost(Duration.ofSeconds(30)).until(() -> arrived.contains(octets("poison")));
                assertThat(quarantine.list()).isEmpty();
                assertThat(List.of(broker, taking)).isNotEmpty();
            }
        }
    }

    @Test
    void putsWhatIsNoBytesMessageOrTooLargeAsideWithItsOctets() throws Exception {
        // Given
        int octetsMax = county.agreement().limits().consignmentOctetsMax();
        Octets large = Octets.of(new byte[octetsMax + 1]);
        try (ArtemisBroker broker = county.start();
                BrokerLink link = state.link(BrokerPlan.CARRIER, county);
                ArtemisChannel in = county.channel();
                Channel.Subscription taking = in.take(arrived::add)) {
            // When
            puts(link, county.inQueue(), Message.TEXT_TYPE, octets("words"));
            puts(link, county.inQueue(), Message.BYTES_TYPE, large);
            puts(link, county.inQueue(), Message.BYTES_TYPE, octets("good"));

            // Then
            assertThat(arrivals(1)).containsExactly(octets("good"));
            Quarantine quarantine = new Quarantine(county.login(BrokerPlan.OPERATOR, county));
            assertThat(quarantine.list())
                    .extracting(Quarantine.Item::reason, Quarantine.Item::size)
                    .containsExactly(tuple(Reason.MALFORMED, 5L), tuple(Reason.LIMIT_EXCEEDED, octetsMax + 1L));
            assertThat(contents()).containsExactly(octets("words"), large);
            assertThat(quarantine.replay(any -> true)).hasSize(2);
            await().atMost(Duration.ofSeconds(30)).until(() -> quarantine.list().size() == 2);
            assertThat(contents()).containsExactly(octets("words"), large);
            assertThat(List.of(broker, taking)).isNotEmpty();
        }
    }

    private List<Octets> contents() throws Exception {
        List<Octets> contents = new ArrayList<>();
        try (BrokerLink link = county.link(BrokerPlan.OPERATOR, county);
                var browser = link.browser(QueueName.QUARANTINE)) {
            for (ClientMessage one = browser.receive(1_000); one != null; one = browser.receiveImmediate()) {
                Body body = new Body(Integer.MAX_VALUE);
                one.saveToOutputStream(body);
                contents.add(body.octets().orElseThrow());
                assertThat(one.getStringProperty("theirs")).isEqualTo("kept");
            }
        }
        return contents;
    }

    /** A stopped taker, a full disk: nothing of that is the message's fault. */
    @Test
    void whereNothingCanBeTakenAllWaitsAndNothingIsPutAside() throws Exception {
        // Given
        AtomicInteger attempts = new AtomicInteger();
        AtomicBoolean mended = new AtomicBoolean();
        try (ArtemisBroker broker = county.start();
                BrokerLink link = state.link(BrokerPlan.CARRIER, county);
                ArtemisChannel in = county.channel();
                Channel.Subscription taking = in.take(octets -> {
                    if (!mended.get()) {
                        attempts.incrementAndGet();
                        throw new IllegalStateException("the store is full");
                    }
                    return arrived.add(octets);
                })) {
            // When
            puts(link, county.inQueue(), Message.BYTES_TYPE, octets("one"));
            puts(link, county.inQueue(), Message.BYTES_TYPE, octets("two"));
            await().atMost(Duration.ofSeconds(30)).until(() -> attempts.get() > 20);
            mended.set(true);

            // Then
            assertThat(arrivals(2)).containsExactlyInAnyOrder(octets("one"), octets("two"));
            assertThat(new Quarantine(county.login(BrokerPlan.OPERATOR, county)).list())
                    .isEmpty();
            assertThat(List.of(broker, taking)).isNotEmpty();
        }
    }

    @Test
    void aCompressedMessageIsNotUnpackedAndHoldsUpNothing() throws Exception {
        // Given
        try (ArtemisBroker broker = county.start();
                ServerLocator locator = ActiveMQClient.createServerLocatorWithoutHA(
                        state.login(BrokerPlan.CARRIER, county).connector());
                ArtemisChannel in = county.channel();
                Channel.Subscription taking = in.take(arrived::add)) {
            locator.setCompressLargeMessage(true).setMinLargeMessageSize(1_000);
            try (ClientSessionFactory factory = locator.createSessionFactory();
                    ClientSession session = factory.createSession(true, true);
                    ClientProducer producer = session.createProducer(county.inQueue())) {
                // When
                for (int size : new int[] {1 << 20, 64 << 20}) {
                    ClientMessage message = session.createMessage(Message.BYTES_TYPE, true);
                    message.setBodyInputStream(new ByteArrayInputStream(new byte[size]));
                    producer.send(message);
                }
                producer.send(session.createMessage(Message.BYTES_TYPE, true).writeBodyBufferBytes(new byte[] {1}));
            }

            // Then
            assertThat(arrivals(1)).containsExactly(Octets.of(new byte[] {1}));
            assertThat(arrived).isEmpty();
            assertThat(county.agent().refused())
                    .anySatisfy(kept -> assertThat(kept.detail()).contains("a compressed message"));
            assertThat(List.of(broker, taking)).isNotEmpty();
        }
    }

    @Test
    void aSessionMessagePassesWhatWaitsForTheSession() throws Exception {
        // Given
        AtomicBoolean open = new AtomicBoolean();
        Octets greeting = Session.message(octets("hello"));
        try (ArtemisBroker own = county.start();
                ArtemisBroker peer = state.start();
                Carrier carrier = county.carrier();
                ArtemisChannel out = county.channel();
                ArtemisChannel in = state.channel()) {
            out.put(List.of(octets("one"), octets("two")));

            // When
            try (Channel.Subscription taking = in.take(octets -> {
                boolean takes = octets.equals(greeting) || open.get();
                return takes && arrived.add(octets);
            })) {
                out.put(List.of(greeting));

                // Then
                assertThat(arrivals(1)).containsExactly(greeting);
                open.set(true);
                assertThat(arrivals(2)).containsExactly(octets("one"), octets("two"));
                assertThat(List.of(own, peer, carrier, taking)).isNotEmpty();
            }
        }
    }

    @Test
    void deniesAndRecordsWrongUsersRolesDirectionsAndClasses() throws Exception {
        // Given
        try (ArtemisBroker broker = county.start();
                DeniedAttempts watch = new DeniedAttempts(county.login(BrokerPlan.GATEWAY, county), county.agent())) {
            // Then
            assertThatThrownBy(() -> state.link("stranger", county)).isInstanceOf(Exception.class);
            county.link(BrokerPlan.GATEWAY, county).close();
            assertThatThrownBy(() -> county.link(Trial.IMPOSTOR, county)).hasMessageContaining("AMQ229031");
            county.link(BrokerPlan.GATEWAY, county).close();
            assertThatThrownBy(() -> county.link("stranger", county)).hasMessageContaining("AMQ229031");
            denied(state, BrokerPlan.CARRIER, county.outQueue());
            denied(county, BrokerPlan.CARRIER, county.inQueue());
            denied(county, BrokerPlan.GATEWAY, county.inQueue());
            denied(state, BrokerPlan.CARRIER, QueueName.in(state.mesh(), "priority"));
            denied(state, BrokerPlan.CARRIER, "activemq.management");
            try (BrokerLink link = state.link(BrokerPlan.CARRIER, county)) {
                assertThatThrownBy(() -> link.consumer(county.outQueue())).hasMessageContaining("CONSUME");
            }
            await().atMost(Duration.ofSeconds(30))
                    .untilAsserted(() -> assertThat(county.agent().refused())
                            .extracting(kept -> kept.reason() + " " + kept.detail())
                            .anyMatch(line -> line.startsWith("CREDENTIAL_NOT_VALID denied to CN=county stranger"))
                            .anyMatch(line -> line.equals(
                                    "CHANNEL_NOT_AUTHORIZED denied to carrier-of-state: SEND on " + county.outQueue()))
                            .anyMatch(line -> line.contains("denied to carrier: SEND on " + county.inQueue()))
                            .anyMatch(line -> line.contains("denied to gateway: SEND on " + county.inQueue()))
                            .anyMatch(line -> line.contains("priority"))
                            .anyMatch(line -> line.contains("CONSUME")));
            assertThat(List.of(broker, watch)).isNotEmpty();
        }
    }

    private void denied(Trial.Side who, String client, String queue) throws Exception {
        try (BrokerLink link = who.link(client, county)) {
            assertThatThrownBy(() -> {
                        link.send(queue, octets("x"));
                        link.commit();
                    })
                    .isInstanceOf(Exception.class);
        }
    }

    @Test
    void aFloodOfDeniedAttemptsIsBoundedAndTold() {
        // Given
        AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-01-01T00:00:00Z"));
        Recording recording = new Recording(county.agent(), now::get);
        long before = leaves();

        // When
        for (int i = 0; i < 10_000; i++) {
            recording.accept(new Refusal(octets("attempt " + i), Reason.CHANNEL_NOT_AUTHORIZED, "attempt"));
        }
        long during = leaves() - before;
        now.set(now.get().plusSeconds(Recording.PERIOD_SECONDS));
        recording.turn();

        // Then
        assertThat(during).isEqualTo(Recording.LEAVES_MAX);
        assertThat(leaves() - before).isEqualTo(Recording.LEAVES_MAX + 1);
        assertThat(county.agent().refused())
                .anySatisfy(kept -> assertThat(kept.detail()).contains("9980 more"));
    }

    private long leaves() {
        return county.agent().node().ledger().leaves(0, 100_000).stream()
                .filter(leaf -> leaf.kind() == LeafKind.REFUSED || leaf.kind() == LeafKind.BUDGET)
                .count();
    }
}
