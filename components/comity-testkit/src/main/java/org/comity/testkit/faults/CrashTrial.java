package org.comity.testkit.faults;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.comity.core.agreement.Agreement;
import org.comity.core.authority.AuthorityId;
import org.comity.core.mesh.Octets;
import org.comity.core.observation.Draft;
import org.comity.core.observation.FeatureOfInterest;
import org.comity.core.observation.ObservedProperty;
import org.comity.core.observation.PhenomenonTime;
import org.comity.core.observation.Result;
import org.comity.core.reconcile.Arbitrated;
import org.comity.testkit.LocalMeshes;

/**
 * Two meshes that observe, release, take in and answer over queues that outlive them, each on a {@link ForgetfulDisk} of its own
 * whose power is cut at random steps. A feed and a queue give again what was not acknowledged. Every fault that is seen is named.
 */
public final class CrashTrial {
    private static final List<String> NAMES = List.of("county", "state");
    private static final Instant WHEN = Instant.parse("2020-01-01T00:00:00Z");
    private static final ObservedProperty PROPERTY = new ObservedProperty("urn:properties", "state");
    private static final int CUTS_A_WORLD = 20;

    private final LocalMeshes meshes = LocalMeshes.of(NAMES.toArray(String[]::new));
    private final Agreement genesis = agreement();
    private final Path base;
    private final Map<String, Integer> cuts = new TreeMap<>();
    private final Map<String, Integer> faults = new TreeMap<>();
    private int worlds;
    private int facts;

    /** A trial whose disks lie under that folder. */
    public CrashTrial(Path base) {
        this.base = Objects.requireNonNull(base, "base");
    }

    private Agreement agreement() {
        var sketch = meshes.sketch();
        NAMES.forEach(name -> sketch.authority(authority(name), meshes.mesh(name), 0, "urn:things:" + name));
        return sketch.domain("state", "urn:things", PROPERTY).agree();
    }

    private static AuthorityId authority(String name) {
        return new AuthorityId("urn:authority:" + name);
    }

    /** How often the power was cut, by place. */
    public Map<String, Integer> cuts() {
        return Map.copyOf(cuts);
    }

    /** What went wrong, and how often; empty where nothing did. */
    public Map<String, Integer> faults() {
        return Map.copyOf(faults);
    }

    /** How many power cuts there were. */
    public int count() {
        return cuts.values().stream().mapToInt(Integer::intValue).sum();
    }

    /** Cuts the power that often at least, in one course of events after another; stops at the first fault. */
    public CrashTrial run(int count, Random random) {
        while (count() < count && faults.isEmpty()) {
            new World(random).live(Math.min(CUTS_A_WORLD, count - count()));
            worlds++;
        }
        return this;
    }

    /** The table: what was cut where, and what became of it. */
    public String table() {
        StringBuilder table = new StringBuilder();
        row(table, "power cuts", count());
        new TreeMap<>(cuts).forEach((place, times) -> row(table, "  " + place, times));
        row(table, "courses of events", worlds);
        row(table, "facts observed", facts);
        for (String fault : Side.FAULTS) {
            row(table, fault, faults.getOrDefault(fault, 0));
        }
        return table.toString();
    }

    private static void row(StringBuilder table, String what, int value) {
        table.append(String.format(Locale.ROOT, "%-42s %,9d%n", what, value));
    }

    private static Draft draft(String mesh, String fact) {
        return new Draft(
                authority(mesh),
                new FeatureOfInterest("urn:things", fact),
                PROPERTY,
                PhenomenonTime.at(WHEN),
                Optional.empty(),
                Optional.empty(),
                new Result("text/plain", Octets.of(fact.getBytes(StandardCharsets.UTF_8)), List.of()),
                fact,
                OptionalLong.empty(),
                Draft.Standing.STANDS,
                fact);
    }

    /** One course of events, from empty disks to the end. */
    private final class World {
        private final Random random;
        private final List<Side> sides = new ArrayList<>();
        private final Map<String, Deque<Octets>> queues = new HashMap<>();

        World(Random random) {
            this.random = random;
            for (String name : NAMES) {
                ForgetfulDisk disk = new ForgetfulDisk(base.resolve(worlds + name), random);
                queues.put(name, new ArrayDeque<>());
                sides.add(new Side(meshes.mesh(name), genesis, disk, fault -> faults.merge(fault, 1, Integer::sum)));
            }
        }

        void live(int wanted) {
            int before = count();
            sides.forEach(this::open);
            while (count() - before < wanted && faults.isEmpty()) {
                Side victim = oneOf();
                victim.disk().cutAfter(1 + random.nextInt(25));
                int cutsBefore = count();
                for (int steps = 0; count() == cutsBefore && steps < 40; steps++) {
                    Side side = oneOf();
                    survived(side, () -> act(side));
                }
            }
            sides.forEach(this::calm);
            settle();
            Arbitrated first = sides.get(0).agent().current();
            Set<String> told = new HashSet<>();
            sides.forEach(side -> IntStream.range(0, side.acknowledged()).forEach(i -> told.add(side.name() + i)));
            sides.forEach(side -> side.checkEnd(first, told));
            facts += told.size();
            sides.forEach(side -> side.disk().discard());
        }

        private Side oneOf() {
            return sides.get(random.nextInt(sides.size()));
        }

        /** Opens a side, and once more where the power is cut meanwhile. */
        private void open(Side side) {
            boolean open = false;
            while (!open) {
                try {
                    side.open();
                    side.checkOpened();
                    open = true;
                } catch (PowerCut cut) {
                    noted(side);
                }
            }
        }

        /** No more cuts, and the one that the store's own threads may have met meanwhile is behind it. */
        private void calm(Side side) {
            side.disk().cutAfter(0);
            while (side.disk().isCut().isPresent()) {
                noted(side);
                side.disk().cutAfter(0);
                open(side);
                side.disk().cutAfter(0);
            }
        }

        private void noted(Side side) {
            cuts.merge(side.disk().isCut().orElseThrow(), 1, Integer::sum);
            side.disk().cutAfter(random.nextInt(5) == 0 ? 1 + random.nextInt(200) : 0);
        }

        private void survived(Side side, Runnable action) {
            try {
                action.run();
                side.disk().isCut().ifPresent(place -> {
                    throw new PowerCut(place);
                });
            } catch (PowerCut cut) {
                noted(side);
                open(side);
            }
        }

        private void act(Side side) {
            String name = side.name();
            Deque<Octets> queue = Objects.requireNonNull(queues.get(name));
            int choice = random.nextInt(queue.isEmpty() ? 5 : 10);
            if (choice < 1) {
                observe(side);
            } else if (choice < 5) {
                side.give(parcels -> queue(name).addAll(parcels));
            } else {
                side.take(queue, random);
            }
        }

        private Deque<Octets> queue(String giver) {
            return Objects.requireNonNull(queues.get(NAMES.get(1 - NAMES.indexOf(giver))));
        }

        private void observe(Side side) {
            List<Draft> drafts = new ArrayList<>();
            int more = 1 + random.nextInt(3);
            for (int i = 0; i < more; i++) {
                drafts.add(draft(side.name(), side.name() + (side.acknowledged() + i)));
            }
            side.observe(drafts, authority(side.name()));
        }

        private void settle() {
            boolean moved = true;
            while (moved) {
                moved = false;
                for (Side side : sides) {
                    Deque<Octets> queue = Objects.requireNonNull(queues.get(side.name()));
                    while (!queue.isEmpty()) {
                        side.take(queue, random);
                        moved = true;
                    }
                    moved |= side.give(parcels -> queue(side.name()).addAll(parcels));
                }
            }
        }
    }
}
