package org.comity.testkit.clocks;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.comity.core.mesh.Digest;
import org.comity.core.mesh.Oid;
import org.comity.core.temporal.Moment;

/**
 * Meshes that observe, sign beacons and meet, in a true time that only this simulation knows. Their scales are offset from it and drift;
 * their member clocks are skewed, sampled with errors, rebooted, one of them may lie; leap seconds are
 * inserted in one mesh's scale before the other's; beacons are lost, and an encounter may carry one direction alone. What it
 * yields is what evidence of time is drawn from, and the truth to hold against it.
 */
public final class ClockSimulation {
    /**
     * What the clocks do.
     *
     * @param driftPpm agreed bound on the relative drift of two meshes
     * @param lie what one of the three clocks of the first mesh adds; zero where all are honest
     * @param shift what all clocks of the first mesh add
     */
    public record Conditions(int meshes, int driftPpm, Duration lie, Duration shift) {}

    private static final Instant TRUE_START = Instant.parse("2016-12-31T23:40:00Z");

    private final Random random;
    private final Conditions conditions;
    private final List<SimulatedMesh> meshes = new ArrayList<>();
    private final Map<Oid, Instant> truth = new HashMap<>();
    private Instant now = TRUE_START;
    private int fusions;
    private int liarsNamed;
    private int honestNamed;

    /** A simulation whose every event follows from the random. */
    public ClockSimulation(Random random, Conditions conditions) {
        this.random = random;
        this.conditions = conditions;
        for (int i = 0; i < conditions.meshes(); i++) {
            meshes.add(new SimulatedMesh(this, i));
        }
    }

    Random random() {
        return random;
    }

    Conditions conditions() {
        return conditions;
    }

    Instant now() {
        return now;
    }

    Oid oid() {
        ByteBuffer octets = ByteBuffer.allocate(Digest.SIZE);
        while (octets.hasRemaining()) {
            octets.putLong(random.nextLong());
        }
        return new Oid(Digest.of(octets.array()));
    }

    /** No two things happen at one instant. */
    void made(Oid oid) {
        now = now.plusNanos(1);
        truth.put(oid, now);
    }

    void fused(boolean liarNamed, boolean honestAccused) {
        fusions++;
        liarsNamed += liarNamed ? 1 : 0;
        honestNamed += honestAccused ? 1 : 0;
    }

    /** Lets so many things happen. */
    public ClockSimulation run(int events) {
        for (int i = 0; i < events; i++) {
            now = now.plusNanos(1 + (long) (random.nextDouble() * 20_000_000_000L));
            SimulatedMesh mesh = meshes.get(random.nextInt(meshes.size()));
            switch (random.nextInt(20)) {
                case 0, 1 -> mesh.beacon();
                case 2 -> meet(mesh, meshes.get(random.nextInt(meshes.size())));
                case 3 -> mesh.disturb();
                default -> mesh.observe();
            }
        }
        return this;
    }

    /** Checkpoints before content, in both directions or in one, after a while on the way. */
    private void meet(SimulatedMesh one, SimulatedMesh other) {
        if (one == other) {
            return;
        }
        one.beacon();
        now = now.plusNanos(1 + random.nextInt(2_000_000_000));
        other.log(one);
        if (random.nextInt(3) != 0) {
            now = now.plusNanos(1 + random.nextInt(2_000_000_000));
            one.log(other);
        }
    }

    /** What was released: a twentieth is lost, and what is left comes in any order. */
    public List<Moment> released() {
        List<Moment> all = new ArrayList<>();
        meshes.forEach(mesh ->
                mesh.made().stream().filter(one -> random.nextInt(20) != 0).forEach(all::add));
        Collections.shuffle(all, random);
        return all;
    }

    /** When an observation was truly made. */
    public Instant truth(Oid oid) {
        return Optional.ofNullable(truth.get(oid)).orElseThrow();
    }

    /** How often a mesh fused the readings of its clocks while one of them lied. */
    public int fusions() {
        return fusions;
    }

    /** How often the one that lied was named. */
    public int liarsNamed() {
        return liarsNamed;
    }

    /** How often an honest one was. */
    public int honestNamed() {
        return honestNamed;
    }
}
