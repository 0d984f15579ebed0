package org.comity.artemis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.comity.artemis.Trial.octets;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.comity.camel.Channel;
import org.comity.core.mesh.Octets;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Brokers from the Apache Artemis distribution, which the build unpacks, each a process of its own. */
class StandAloneBrokersIT {
    @TempDir
    Path directory;

    /** A broker's process; its end is the end of the process. */
    private record Running(Process process, Path folder) implements AutoCloseable {
        static Running start(Path folder, Trial.Side side) throws IOException {
            String home = System.getProperty("comity.artemis.home", "");
            Assumptions.assumeFalse(home.isEmpty(), "-Dcomity.artemis.home names no distribution");
            BrokerFolder.write(folder, side.plan("stranger"));
            ProcessBuilder builder = new ProcessBuilder(folder.resolve("run").toString())
                    .redirectErrorStream(true)
                    .redirectOutput(folder.resolve("log/console.log").toFile());
            builder.environment().put("ARTEMIS_HOME", home);
            return new Running(builder.start(), folder);
        }

        String log() throws IOException {
            Path log = folder.resolve("log/broker.log");
            return Files.exists(log) ? Files.readString(log) : "";
        }

        void ready() {
            await().atMost(Duration.ofSeconds(60))
                    .pollInterval(Duration.ofMillis(200))
                    .until(() -> {
                        assertThat(process.isAlive())
                                .as(Files.readString(folder.resolve("log/console.log")))
                                .isTrue();
                        return log().contains("AMQ221007");
                    });
        }

        @Override
        public void close() throws Exception {
            process.destroy();
            if (!process.waitFor(30, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        }
    }

    @Test
    void carryBothWaysAndDenyAndRecordAllElse() throws Exception {
        // Given
        Trial trial = new Trial(directory);
        Trial.Side county = trial.side("county");
        Trial.Side state = trial.side("state");
        BlockingQueue<Octets> atCounty = new LinkedBlockingQueue<>();
        BlockingQueue<Octets> atState = new LinkedBlockingQueue<>();
        try (Running one = Running.start(directory.resolve("county broker"), county);
                Running other = Running.start(directory.resolve("state broker"), state)) {
            one.ready();
            other.ready();
            try (Carrier there = county.carrier();
                    Carrier back = state.carrier();
                    ArtemisChannel countys = county.channel();
                    ArtemisChannel states = state.channel();
                    Channel.Subscription atOne = countys.take(atCounty::add);
                    Channel.Subscription atOther = states.take(atState::add);
                    DeniedAttempts watch = new DeniedAttempts(
                            county.login(BrokerPlan.GATEWAY, county),
                            county.agent(),
                            one.folder().resolve("log").toString())) {
                // When
                Octets large = Octets.of(new byte[1 << 20]);
                countys.put(List.of(octets("to the state"), large));
                states.put(List.of(octets("to the county")));

                // Then
                assertThat(atState.poll(30, TimeUnit.SECONDS)).isEqualTo(octets("to the state"));
                assertThat(atState.poll(30, TimeUnit.SECONDS)).isEqualTo(large);
                assertThat(atCounty.poll(30, TimeUnit.SECONDS)).isEqualTo(octets("to the county"));
                deniesAndRecords(county, state, one);
                assertThat(atCounty).isEmpty();
                assertThat(List.of(there, back, atOne, atOther, watch)).isNotEmpty();
            }
        }
    }

    /** What 100,000 observations are, 20 in each message of 96 KB. Both brokers and this process have 256 MB of heap. */
    @Test
    void holdWhatASlowPeerDoesNotTakeYetInLittleMemory() throws Exception {
        // Given
        int messages = 5_000;
        Trial trial = new Trial(directory);
        Trial.Side county = trial.side("county");
        Trial.Side state = trial.side("state");
        assertThat(Runtime.getRuntime().maxMemory()).isLessThanOrEqualTo(256L << 20);
        Set<Integer> arrived = ConcurrentHashMap.newKeySet();
        try (Running one = Running.start(directory.resolve("one"), county)) {
            one.ready();
            try (ArtemisChannel out = county.channel()) {
                for (int i = 0; i < messages; i += 50) {
                    out.put(IntStream.range(i, i + 50)
                            .mapToObj(StandAloneBrokersIT::numbered)
                            .toList());
                }
            }

            // When
            try (Running other = Running.start(directory.resolve("other"), state)) {
                other.ready();
                try (Carrier carrier = county.carrier();
                        ArtemisChannel in = state.channel();
                        Channel.Subscription taking = in.take(octets -> {
                            arrived.add(ByteBuffer.wrap(octets.bytes()).getInt());
                            return true;
                        })) {
                    // Then
                    await().atMost(Duration.ofMinutes(3)).until(() -> arrived.size() == messages);
                    assertThat(List.of(carrier, taking)).isNotEmpty();
                }
            }
            assertThat(one.log()).contains("AMQ222038").doesNotContain("OutOfMemory");
        }
    }

    private static Octets numbered(int number) {
        return Octets.of(ByteBuffer.allocate(96 << 10).putInt(number).array());
    }

    private void deniesAndRecords(Trial.Side county, Trial.Side state, Running broker) throws Exception {
        assertThatThrownBy(() -> state.link(BrokerPlan.GATEWAY, county)).isInstanceOf(Exception.class);
        assertThatThrownBy(() -> county.link("stranger", county)).hasMessageContaining("AMQ229031");
        for (String queue : List.of(
                county.outQueue(),
                QueueName.in(state.mesh(), "priority"),
                QueueName.QUARANTINE,
                "activemq.management")) {
            try (BrokerLink link = state.link(BrokerPlan.CARRIER, county)) {
                assertThatThrownBy(() -> {
                            link.send(queue, octets("x"));
                            link.commit();
                        })
                        .isInstanceOf(Exception.class);
            }
            try (BrokerLink link = state.link(BrokerPlan.CARRIER, county)) {
                assertThatThrownBy(() -> link.consumer(queue)).isInstanceOf(Exception.class);
            }
        }
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(county.agent().refused())
                        .extracting(kept -> kept.reason() + " " + kept.detail())
                        .anyMatch(line -> line.startsWith("CREDENTIAL_NOT_VALID denied to CN=county stranger"))
                        .anyMatch(line ->
                                line.startsWith("CREDENTIAL_NOT_VALID denied to nobody: handshake from 127.0.0.1: "))
                        .anyMatch(line -> line.contains("carrier-of-state: SEND on " + county.outQueue()))
                        .anyMatch(line -> line.contains("carrier-of-state: CONSUME on " + county.outQueue()))
                        .anyMatch(line -> line.contains("carrier-of-state: SEND on " + QueueName.QUARANTINE)));
        assertThat(broker.log()).contains("AMQ222208");
    }
}
