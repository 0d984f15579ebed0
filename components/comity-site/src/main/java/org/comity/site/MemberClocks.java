package org.comity.site;

import java.io.IOException;
import java.net.InetAddress;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.camel.util.StopWatch;
import org.apache.commons.net.ntp.NTPUDPClient;
import org.apache.commons.net.ntp.NtpV3Packet;
import org.comity.core.ledger.MeshClock;
import org.comity.core.ledger.TimeBounds;
import org.comity.core.temporal.Marzullo;
import org.comity.core.temporal.MemberClock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The clocks of one mesh's own machines: each is asked now and then, its bounds grow with the agreed drift in between, and
 * what more than half of them agree on is the time (RFC 5905, section 11.2.1). Those that lie outside are named. Without a majority
 * the time lies anywhere that one of them says. Thread-safe.
 */
final class MemberClocks implements MeshClock, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(MemberClocks.class);

    /** The poll interval of RFC 5905 that its clients begin with. */
    private static final Duration POLL = Duration.ofSeconds(64);

    private static final Duration PATIENCE = Duration.ofSeconds(2);
    /** The counter and the library's time stamps tell milliseconds. */
    private static final Duration RESOLUTION = Duration.ofMillis(3);

    private static final int UNSYNCHRONIZED = 3;
    private static final int STRATUM_MAX = 15;
    private static final double SHORT_UNITS = 65_536;

    /** What the counter counts from. */
    private static final String EPOCH = "process " + ProcessHandle.current().pid();

    /** A clock elsewhere in the mesh. */
    private static final class Member {
        private final String name;
        private final String host;
        private final int port;
        private MemberClock clock;

        Member(ClockSource source, int driftPpm) {
            this.name = source.toString();
            this.host = source.host();
            this.port = source.port();
            this.clock = MemberClock.unknown(driftPpm);
        }
    }

    private final List<Member> members;
    private final Optional<Clock> own;
    private final Duration error;
    private final StopWatch running = new StopWatch();
    private final ScheduledExecutorService asking = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread thread = new Thread(work, "comity-clocks");
        thread.setDaemon(true);
        return thread;
    });
    private Set<String> outside = Set.of();

    /**
     * Asks every member once before it returns, then now and then until it is closed.
     *
     * @param own this machine's clock, which may be off by the error; it is asked where the sources name it
     */
    MemberClocks(List<ClockSource> sources, int driftPpm, Clock own, Duration error) {
        this.members = sources.stream()
                .filter(ClockSource::isRemote)
                .map(source -> new Member(source, driftPpm))
                .toList();
        this.own = sources.stream().allMatch(ClockSource::isRemote) ? Optional.empty() : Optional.of(own);
        this.error = error;
        ask();
        if (!members.isEmpty()) {
            asking.scheduleWithFixedDelay(this::ask, POLL.toSeconds(), POLL.toSeconds(), TimeUnit.SECONDS);
        }
    }

    private void ask() {
        for (Member member : members) {
            try (NTPUDPClient client = new NTPUDPClient()) {
                client.setDefaultTimeout(PATIENCE);
                long before = counter();
                NtpV3Packet answer = client.getTime(InetAddress.getByName(member.host), member.port)
                        .getMessage();
                long after = counter();
                sample(member, answer, after, Duration.ofNanos(after - before));
            } catch (IOException | RuntimeException e) {
                LOG.debug("the clock {} does not answer: {}", member.name, e.toString());
            }
        }
    }

    /** Nanoseconds since this was made, by a clock that nobody sets. */
    private long counter() {
        return TimeUnit.MILLISECONDS.toNanos(running.taken());
    }

    /** When the answer was there, its time was at most as long ago as it took to get it. */
    private synchronized void sample(Member member, NtpV3Packet answer, long counter, Duration took) {
        if (answer.getLeapIndicator() == UNSYNCHRONIZED
                || answer.getStratum() < 1
                || answer.getStratum() > STRATUM_MAX) {
            LOG.debug("the clock {} is not synchronized", member.name);
            return;
        }
        Duration off = seconds(answer.getRootDispersion())
                .plus(seconds(Math.abs(answer.getRootDelay())).dividedBy(2))
                .plus(RESOLUTION);
        Instant shown = Instant.ofEpochMilli(answer.getTransmitTimeStamp().getTime());
        member.clock = member.clock.sampled(
                EPOCH,
                counter,
                new TimeBounds(shown.minus(off), shown.plus(took).plus(off)));
    }

    private static Duration seconds(int shortFormat) {
        return Duration.ofNanos((long) (shortFormat / SHORT_UNITS * 1e9) + 1);
    }

    /**
     * Checks that the mesh has any time at all.
     *
     * @throws SiteFault where it has none
     */
    synchronized void requireOne() {
        if (readings().isEmpty()) {
            throw new SiteFault("comity.clocks is '"
                    + members.stream().map(member -> member.name).collect(Collectors.joining(", "))
                    + "', of which none answers: are they up, or add system");
        }
    }

    /** What the clocks show now, by name. */
    private Map<String, TimeBounds> readings() {
        long counter = counter();
        Map<String, TimeBounds> readings = new LinkedHashMap<>();
        for (Member member : members) {
            member.clock.at(EPOCH, counter).ifPresent(bounds -> readings.put(member.name, bounds));
        }
        own.map(Clock::instant)
                .ifPresent(now -> readings.put(ClockSource.OWN, new TimeBounds(now.minus(error), now.plus(error))));
        return readings;
    }

    @Override
    public synchronized TimeBounds now() {
        Map<String, TimeBounds> all = readings();
        List<String> names = List.copyOf(all.keySet());
        List<TimeBounds> readings = List.copyOf(all.values());
        Optional<Marzullo> fused = Marzullo.fuse(readings);
        name(fused.map(agreed -> agreed.falseTickers().stream().map(names::get).toList())
                .orElse(names));
        return fused.map(Marzullo::time).orElseGet(() -> hull(readings));
    }

    private void name(List<String> contradicted) {
        Set<String> liars = new TreeSet<>(contradicted);
        if (!liars.equals(outside)) {
            outside = liars;
            if (liars.isEmpty()) {
                LOG.info("all clocks of the mesh agree again");
            } else {
                LOG.warn("clocks of the mesh that the others contradict: {}", liars);
            }
        }
    }

    /** Clocks that the others contradicted when the time was last asked; all of them where no majority agrees. */
    synchronized Set<String> outside() {
        return Set.copyOf(outside);
    }

    private static TimeBounds hull(List<TimeBounds> readings) {
        Instant from = readings.stream()
                .map(TimeBounds::earliest)
                .min(Instant::compareTo)
                .orElseThrow();
        Instant to = readings.stream()
                .map(TimeBounds::latest)
                .max(Instant::compareTo)
                .orElseThrow();
        return new TimeBounds(from, to);
    }

    @Override
    public void close() {
        asking.shutdownNow();
    }
}
