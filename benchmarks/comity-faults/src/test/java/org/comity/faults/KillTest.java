package org.comity.faults;

import static org.assertj.core.api.Assertions.assertThat;

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
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import org.comity.site.Trial;
import org.comity.testkit.faults.FaultProxy;
import org.junit.jupiter.api.Test;

/**
 * Two agents and their broker, each in a process of its own, under load, killed {@code -Dcomity.kills=200} times: at random, and by
 * strace as they are about to force the n-th write, while the way between them goes wrong.
 */
class KillTest {
    private static final int KILLS = Integer.getInteger("comity.kills", 200);
    private static final int STOP_SECONDS = Integer.getInteger("comity.stop.seconds", 60);
    private static final int FORCES = 120;
    private static final long SEED = Long.getLong("comity.seed", 0);
    private static final Path FOLDER = Path.of("target", "faults", "kill" + System.nanoTime());

    private final Map<String, Integer> table = new ConcurrentSkipListMap<>();
    private final boolean traced = Trace.isThere();
    private int port;
    private Optional<Child> broker = Optional.empty();

    private void note(String what) {
        table.merge(what, 1, Integer::sum);
    }

    private int kills() {
        return table.entrySet().stream()
                .filter(entry -> entry.getKey().startsWith("kill "))
                .mapToInt(Map.Entry::getValue)
                .sum();
    }

    /** One side: an agent that is started, fed and killed, over and over. */
    private final class Driven extends Thread {
        private final String side;
        private final int way;
        private final Random random;
        private int told;
        private int forces;
        private volatile Optional<Child> child = Optional.empty();

        Driven(String side, int way) {
            super("drive-" + side);
            this.side = side;
            this.way = way;
            this.random = new Random(SEED + side.hashCode());
        }

        @Override
        public void run() {
            try {
                while (kills() < KILLS) {
                    once();
                }
                child = Optional.of(start(List.of()));
                if (child.get().await("ready").isEmpty()) {
                    note("fault: an agent does not start again");
                }
            } catch (Exception e) {
                note("fault: " + e);
            }
        }

        private Child start(List<String> under) throws Exception {
            Path folder = FOLDER.resolve(side);
            return Child.start(
                    under, FOLDER.resolve(side + ".log"), AgentProcess.class, folder.toString(), Integer.toString(way));
        }

        private void once() throws Exception {
            boolean named = traced && random.nextInt(3) == 0;
            Child running = start(named ? Trace.killAtForce(1 + forces++ % FORCES) : List.of());
            child = Optional.of(running);
            boolean early = !named && random.nextInt(4) == 0;
            Thread killer = killer(running, early ? random.nextInt(4_000) : -1, named ? 6_000 : random.nextInt(1_500));
            boolean ready = running.await("ready").isPresent();
            killer.interrupt();
            if (ready) {
                feed(running);
            }
            running.kill();
            note(named ? "kill at the n-th force" : early ? "kill of an agent while it starts" : "kill of an agent");
        }

        /** Kills after so many milliseconds from now, or else after so many from when it is interrupted. */
        private Thread killer(Child running, int fromStart, int fromReady) {
            Thread killer = new Thread(() -> {
                if (!slept(fromStart < 0 ? 120_000 : fromStart)) {
                    slept(fromReady);
                }
                running.strike();
            });
            killer.setDaemon(true);
            killer.start();
            return killer;
        }

        private void feed(Child running) {
            boolean alive = true;
            while (alive) {
                String fact = side + told;
                alive = running.say(fact) && running.await("observed " + fact).isPresent();
                told += alive ? 1 : 0;
                slept(random.nextInt(8) == 0 ? 500 : 200);
            }
        }

        private Set<String> facts() {
            Set<String> facts = new HashSet<>();
            for (int fact = 0; fact < told; fact++) {
                facts.add(side + fact);
            }
            return facts;
        }

        String[] status() {
            Child running = child.orElseThrow();
            running.say("status");
            return running.await("status").orElse("status - - - - - -").split(" ");
        }
    }

    private static boolean slept(int millis) {
        try {
            Thread.sleep(millis);
            return true;
        } catch (InterruptedException e) {
            return false;
        }
    }

    private void startBroker() throws Exception {
        broker = Optional.of(Child.start(
                List.of(),
                FOLDER.resolve("broker.log"),
                BrokerProcess.class,
                FOLDER.resolve("broker").toString(),
                Integer.toString(port)));
        assertThat(broker.get().await("ready")).isPresent();
    }

    private static int freePort() throws Exception {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** Kills and stops the broker, and spoils the way, while the sides run. */
    private void disturb(List<Driven> sides, FaultProxy way) throws Exception {
        Random random = new Random(SEED);
        boolean stopped = false;
        while (kills() < KILLS) {
            FaultProxy.Mode mode = FaultProxy.Mode.values()[random.nextInt(FaultProxy.Mode.values().length)];
            way.mode(mode);
            note("way " + mode);
            slept(500 + random.nextInt(1_500));
            way.mode(FaultProxy.Mode.PASS);
            slept(2_000 + random.nextInt(3_000));
            if (random.nextInt(4) == 0) {
                broker.orElseThrow().kill();
                note("kill of the broker");
                startBroker();
            }
            if (!stopped && kills() > KILLS / 2) {
                stopped = true;
                broker.orElseThrow().signal("STOP");
                slept(STOP_SECONDS * 1_000);
                broker.orElseThrow().signal("CONT");
                note("SIGSTOP of the broker, s " + STOP_SECONDS);
            }
        }
        for (Driven side : sides) {
            side.join();
        }
    }

    /** Waits until both hold the same and nothing is owed. */
    private static boolean settled(List<Driven> sides) {
        for (int tries = 0; tries < 300; tries++) {
            String[] one = sides.get(0).status();
            String[] other = sides.get(1).status();
            if (one[1].equals(other[1]) && one[2].equals(other[2]) && one[4].equals("0") && other[4].equals("0")) {
                return true;
            }
            slept(1_000);
        }
        return false;
    }

    private void check(List<Driven> sides) {
        table.put("fault: pictures or frontiers differ, or receipts are owed", settled(sides) ? 0 : 1);
        Set<String> told = new HashSet<>();
        sides.forEach(side -> told.addAll(side.facts()));
        int lost = 0;
        int doubled = 0;
        for (Driven side : sides) {
            String[] status = side.status();
            List<String> stands = new ArrayList<>(Arrays.asList(status[6].split(",")));
            Set<String> missing = new HashSet<>(told);
            stands.forEach(missing::remove);
            lost += missing.size();
            doubled += stands.size() - new HashSet<>(stands).size();
            table.merge("fault: refused or held", Integer.parseInt(status[3]), Integer::sum);
            table.merge("fault: ledger not sound", status[5].equals("true") ? 0 : 1, Integer::sum);
        }
        table.put("facts acknowledged to feeds", told.size());
        table.put("fault: acknowledged and missing on a side", lost);
        table.put("fault: doubled", doubled);
    }

    @Test
    void losesDoublesAndForgetsNothingWhateverIsKilled() throws Exception {
        // Given
        Files.createDirectories(FOLDER.resolve("broker"));
        Trial.write(FOLDER, new SecureRandom(), Instant.now());
        BrokerProcess.keys(FOLDER.resolve("broker"), List.of(FOLDER.resolve("county"), FOLDER.resolve("state")));
        port = freePort();
        startBroker();
        try (FaultProxy way = new FaultProxy(port)) {
            List<Driven> sides = List.of(new Driven("county", way.port()), new Driven("state", way.port()));
            try {
                // When
                sides.forEach(Thread::start);
                disturb(sides, way);
                check(sides);
            } finally {
                sides.forEach(side -> side.child.ifPresent(Child::kill));
                broker.ifPresent(Child::kill);
            }
        }
        // Then
        if (!traced) {
            System.out.println("strace is not installed: nothing was killed at a named force");
        }
        table.put("kills", kills());
        new TreeMap<>(table).forEach((what, times) -> System.out.printf("%-60s %,8d%n", what, times));
        assertThat(table.entrySet().stream()
                        .filter(entry -> entry.getKey().startsWith("fault") && entry.getValue() > 0))
                .isEmpty();
    }
}
