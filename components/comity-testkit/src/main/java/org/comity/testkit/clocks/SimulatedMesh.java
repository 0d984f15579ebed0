package org.comity.testkit.clocks;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.TreeMap;
import org.comity.core.authority.AuthorityId;
import org.comity.core.authority.DeviceId;
import org.comity.core.control.Statement;
import org.comity.core.ledger.Checkpoint;
import org.comity.core.ledger.TimeBounds;
import org.comity.core.lineage.Lineage;
import org.comity.core.lineage.Source;
import org.comity.core.mesh.Digest;
import org.comity.core.mesh.MeshId;
import org.comity.core.mesh.Octets;
import org.comity.core.mesh.Oid;
import org.comity.core.observation.BeaconRef;
import org.comity.core.observation.Control;
import org.comity.core.observation.Core;
import org.comity.core.observation.FeatureOfInterest;
import org.comity.core.observation.ObservedProperty;
import org.comity.core.observation.Origin;
import org.comity.core.observation.PhenomenonTime;
import org.comity.core.observation.Result;
import org.comity.core.observation.TemporalReference;
import org.comity.core.temporal.Marzullo;
import org.comity.core.temporal.Moment;

/** One mesh of the simulation: its scale of time, three clocks that follow it, devices, and a ledger by its sizes alone. */
final class SimulatedMesh {
    private static final Digest NOTHING = Digest.sha256();
    private static final int DEVICES = 3;
    private static final int RATE_PPM = 20;

    private final ClockSimulation world;
    private final Random random;
    private final MeshId id;
    private final Instant start;
    private final Duration offset;
    private final long ratePpb;
    private final Instant leap;
    private final List<SimulatedClock> clocks = new ArrayList<>();
    private final List<Moment> made = new ArrayList<>();
    private final List<Integer> unlogged = new ArrayList<>();
    private final List<Optional<Oid>> last = new ArrayList<>(Collections.nCopies(DEVICES + 1, Optional.empty()));
    private final long[] sequences = new long[DEVICES + 1];
    private final TreeMap<MeshId, BeaconRef> seen = new TreeMap<>();
    private Optional<Checkpoint> head = Optional.empty();
    private Optional<Moment> shown = Optional.empty();
    private long size;

    SimulatedMesh(ClockSimulation world, int index) {
        this.world = world;
        this.random = world.random();
        this.id = new MeshId("urn:mesh:" + (char) ('a' + index));
        this.start = world.now();
        this.offset =
                (index == 0 ? world.conditions().shift() : Duration.ZERO).plusMillis(random.nextInt(600_000) - 300_000);
        long half = world.conditions().driftPpm() * 400L;
        this.ratePpb = (long) ((random.nextDouble() * 2 - 1) * half);
        this.leap = start.plusSeconds(1_200 + random.nextInt(600));
        for (int i = 0; i < 3; i++) {
            Duration lie = i == 0 && index == 0 ? world.conditions().lie() : Duration.ZERO;
            clocks.add(new SimulatedClock(random, world.conditions().driftPpm(), RATE_PPM, lie, start));
        }
    }

    /** The mesh's scale: it has an offset of its own and runs at a rate of its own. It is continuous. */
    private Instant scale() {
        long elapsed = Duration.between(start, world.now()).toNanos();
        return world.now().plus(offset).plusNanos(elapsed / 1_000 * ratePpb / 1_000_000);
    }

    List<Moment> made() {
        return made;
    }

    /** A clock reboots, or is sampled. */
    void disturb() {
        SimulatedClock clock = clocks.get(random.nextInt(clocks.size()));
        if (random.nextBoolean()) {
            clock.reboot(world.now());
        } else {
            clock.sample(world.now(), scale());
        }
    }

    private TimeBounds fused() {
        List<TimeBounds> readings =
                clocks.stream().map(clock -> clock.read(world.now(), scale())).toList();
        Marzullo fused = Marzullo.fuse(readings).orElseThrow();
        boolean liar = clocks.get(0).isLiar();
        if (liar) {
            world.fused(
                    fused.falseTickers().contains(0),
                    fused.falseTickers().stream().anyMatch(one -> one != 0));
        }
        return fused.time();
    }

    /** What a device's own wall clock claims: around a leap second it may be one off, and says so. */
    private TemporalReference.Claim claim() {
        TimeBounds time = fused();
        Duration half =
                Duration.between(time.earliest(), time.latest()).dividedBy(2).plusMillis(1);
        boolean leaps = Duration.between(leap, world.now()).abs().compareTo(Duration.ofSeconds(2)) < 0;
        Instant read = time.earliest().plus(half).minusSeconds(leaps ? random.nextInt(2) : 0);
        return new TemporalReference.Global(read, leaps ? half.plusSeconds(1) : half);
    }

    /** A device observes, perhaps from what another observed. */
    void observe() {
        List<Source> sources = new ArrayList<>();
        if (random.nextInt(6) == 0 && !made.isEmpty()) {
            sources.add(
                    new Source.Disclosed(made.get(random.nextInt(made.size())).oid()));
        }
        make(random.nextInt(DEVICES), sources, Optional.empty());
    }

    private Moment make(int device, List<Source> sources, Optional<Statement> statement) {
        DeviceId name = new DeviceId(id.urn() + ":device:" + device);
        Origin origin =
                new Origin(id, new AuthorityId(id.urn() + ":authority"), name, ++sequences[device], last.get(device));
        Core core = new Core(
                origin,
                NOTHING,
                NOTHING,
                statement.map(any -> NOTHING),
                new FeatureOfInterest("urn:features", "f"),
                new ObservedProperty(statement.isPresent() ? Control.SCHEME : "urn:properties", "p"),
                PhenomenonTime.at(scale()),
                new TemporalReference(claim(), List.copyOf(seen.values())),
                Optional.empty(),
                new Result("text/plain", Octets.of(new byte[0]), List.of()),
                new Lineage(name, sources, Lineage.OBSERVED, Optional.empty(), List.of(), OptionalLong.empty()));
        Moment moment = new Moment(world.oid(), core, statement, List.of(), List.of());
        last.set(device, Optional.of(moment.oid()));
        world.made(moment.oid());
        unlogged.add(made.size());
        made.add(moment);
        return moment;
    }

    /** Signs a head over all that was made, and shows it; sometimes the showing is lost. */
    void beacon() {
        size += unlogged.size() + 1;
        TimeBounds time = fused();
        Checkpoint signed =
                new Checkpoint(id, size, world.oid().digest(), time.earliest(), time.latest(), Octets.of(new byte[0]));
        long leaf = size - unlogged.size() - 1;
        for (int place : unlogged) {
            Moment one = made.get(place);
            made.set(place, new Moment(one.oid(), one.core(), one.statement(), List.of(signed), List.of(leaf++)));
        }
        unlogged.clear();
        head = Optional.of(signed);
        seen.put(id, signed.ref());
        shown = random.nextInt(10) == 0
                ? Optional.empty()
                : Optional.of(make(DEVICES, List.of(), Optional.of(new Statement.Beacon(signed))));
    }

    /** Logs another's newest beacon, where it was shown, and says under which head. */
    void log(SimulatedMesh other) {
        if (other.shown.isPresent()) {
            BeaconRef logged = other.head.orElseThrow().ref();
            seen.put(other.id, logged);
            beacon();
            Checkpoint by = head.orElseThrow();
            Oid beacon = other.shown.get().oid();
            make(DEVICES, List.of(), Optional.of(new Statement.InclusionReceipt(logged, beacon, 0, by, List.of())));
        }
    }
}
