package org.comity.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.comity.site.Trial;
import org.junit.jupiter.api.Test;

/** The clocks of two agents' processes are set ten years wrong and right again while they exchange, by libfaketime. */
class ClockJumpTest {
    private static final List<String> SIDES = List.of("county", "state");
    private static final Path FOLDER = Path.of("target", "faults", "clock" + System.nanoTime());
    private static final int FACTS = 8;

    /** The library looks at the file once a second. */
    private static final int SEEN_MILLIS = 1_500;

    private static final int TRIES = 120;
    private static final String RIGHT = "+0d";

    private static Optional<Path> library() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("/usr/lib"), 3)) {
            return files.filter(file -> file.endsWith("faketime/libfaketime.so.1"))
                    .findFirst();
        }
    }

    /** A side's agent, and the file by which its clock is set. */
    private record Agent(String side, Child child, Path clock, List<String> told, Set<String> doubted) {
        static Agent start(String side, Path library, int port) throws Exception {
            Path folder = FOLDER.resolve(side);
            Path clock = Files.writeString(folder.resolve("clock").toAbsolutePath(), RIGHT);
            List<String> under = List.of(
                    "env",
                    "LD_PRELOAD=" + library,
                    "FAKETIME_TIMESTAMP_FILE=" + clock,
                    "FAKETIME_CACHE_DURATION=1",
                    "FAKETIME_DONT_FAKE_MONOTONIC=1",
                    // Or each wait of the machine ends at once and is tried again, without end.
                    "FAKETIME_FORCE_MONOTONIC_FIX=0");
            Child child = Child.start(
                    under,
                    FOLDER.resolve(side + ".log"),
                    AgentProcess.class,
                    folder.toString(),
                    Integer.toString(port));
            assertThat(child.await("ready")).as(side + " starts").isPresent();
            return new Agent(side, child, clock, new ArrayList<>(), new HashSet<>());
        }

        void tell(String offset) throws IOException, InterruptedException {
            Files.writeString(clock, offset);
            Thread.sleep(SEEN_MILLIS);
            // What is told before the next consignment stands behind a head of the clock as it was: its bracket may
            // exclude it.
            say(true);
            awaitReleased(told.get(told.size() - 1));
            for (int i = 1; i < FACTS; i++) {
                say(!offset.equals(RIGHT));
                Thread.sleep(150);
            }
        }

        /** Until the agent itself took it in, in a consignment: a client of the broker that a jump disturbs connects anew first. */
        private void awaitReleased(String fact) throws InterruptedException {
            for (int tries = 0; tries < TRIES; tries++) {
                String[] now = status();
                if (now.length > 7 && List.of(now[7].split(",")).contains(fact)) {
                    return;
                }
                Thread.sleep(1_000);
            }
            throw new AssertionError(fact + " is not released");
        }

        private void say(boolean doubtful) {
            String fact = side + told.size();
            child.say(fact);
            assertThat(child.await("observed " + fact)).as(fact).isPresent();
            told.add(fact);
            if (doubtful) {
                doubted.add(fact);
            }
        }

        String[] status() {
            child.say("status");
            return child.await("status").orElse("status - - - - - - -").split(" ", -1);
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    @Test
    void losesAndDoublesNothingWhenTheClocksOfProcessesJump() throws Exception {
        Optional<Path> library = library();
        assumeThat(library).as("libfaketime is installed").isPresent();

        // Given
        Files.createDirectories(FOLDER.resolve("broker"));
        Trial.write(FOLDER, new SecureRandom(), Instant.now());
        BrokerProcess.keys(FOLDER.resolve("broker"), List.of(FOLDER.resolve("county"), FOLDER.resolve("state")));
        int port = freePort();
        Child broker = Child.start(
                List.of(),
                FOLDER.resolve("broker.log"),
                BrokerProcess.class,
                FOLDER.resolve("broker").toString(),
                Integer.toString(port));
        List<Agent> agents = new ArrayList<>();
        try {
            assertThat(broker.await("ready")).isPresent();
            for (String side : SIDES) {
                agents.add(Agent.start(side, library.get(), port));
            }

            // When
            for (String offset : List.of(RIGHT, "+3653d", RIGHT, "-3653d", RIGHT)) {
                agents.get(0).tell(offset);
                agents.get(1).tell(RIGHT);
            }

            // Then
            requireOne(agents);
        } finally {
            agents.forEach(agent -> agent.child().kill());
            broker.kill();
        }
    }

    private static void requireOne(List<Agent> agents) throws InterruptedException {
        List<String> told = new ArrayList<>();
        List<String> rightly = new ArrayList<>();
        agents.forEach(agent -> {
            told.addAll(agent.told());
            agent.told().stream()
                    .filter(fact -> !agent.doubted().contains(fact))
                    .forEach(rightly::add);
        });
        String[] one = new String[0];
        String[] other = new String[0];
        for (int tries = 0; tries < TRIES && (one.length == 0 || !settled(one, other)); tries++) {
            Thread.sleep(1_000);
            one = agents.get(0).status();
            other = agents.get(1).status();
        }
        System.out.println("clock jumps, county: " + Arrays.toString(one));
        System.out.println("clock jumps, state:  " + Arrays.toString(other));
        assertThat(settled(one, other)).as("one picture, nothing owed").isTrue();
        for (String[] status : List.of(one, other)) {
            assertThat(status[3]).as("refused or held").isEqualTo("0");
            assertThat(status[5]).as("the ledger is sound").isEqualTo("true");
            assertThat(status[6].split(",")).containsAll(rightly).doesNotHaveDuplicates();
            assertThat(status[7].split(",")).containsExactlyInAnyOrderElementsOf(told);
        }
    }

    private static boolean settled(String[] one, String[] other) {
        return one[1].equals(other[1]) && one[2].equals(other[2]) && one[4].equals("0") && other[4].equals("0");
    }
}
