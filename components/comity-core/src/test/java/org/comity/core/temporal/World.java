package org.comity.core.temporal;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.comity.core.authority.AuthorityId;
import org.comity.core.authority.DeviceId;
import org.comity.core.control.Statement;
import org.comity.core.ledger.Checkpoint;
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

/**
 * Meshes that observe, publish beacons and log each other's, in true time, without any signature: what an evidence of time
 * is drawn from. Not everything is released, and not in order.
 */
final class World {
    static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private static final Digest NOTHING = Digest.sha256(new byte[0]);

    /** One mesh as it truly is. */
    final class Mesh {
        final MeshId id;
        final List<Moment> made = new ArrayList<>();
        final Map<String, Moment> last = new HashMap<>();
        final TreeMap<MeshId, BeaconRef> seen = new TreeMap<>();
        final List<Moment> unheaded = new ArrayList<>();
        long leaves;
        Optional<Checkpoint> head = Optional.empty();

        Mesh(int index) {
            id = new MeshId("urn:mesh:" + (char) ('a' + index));
        }

        Moment observe(String device, List<Oid> sources, Optional<Statement> statement) {
            Optional<Moment> before = Optional.ofNullable(last.get(device));
            Origin origin = new Origin(
                    id,
                    new AuthorityId(id.urn() + ":authority"),
                    new DeviceId(id.urn() + ":" + device),
                    before.map(one -> one.core().origin().sequence()).orElse(0L) + 1,
                    before.map(Moment::oid));
            Oid oid = new Oid(Digest.sha256(("" + random.nextLong()).getBytes(StandardCharsets.UTF_8)));
            Moment one = new Moment(oid, core(origin, sources, statement.isPresent()), statement, List.of(), List.of());
            last.put(device, one);
            made.add(one);
            unheaded.add(one);
            return one;
        }

        private Core core(Origin origin, List<Oid> sources, boolean control) {
            return new Core(
                    origin,
                    NOTHING,
                    NOTHING,
                    control ? Optional.of(NOTHING) : Optional.empty(),
                    new FeatureOfInterest("urn:s", "f"),
                    new ObservedProperty(control ? Control.SCHEME : "urn:p", "p"),
                    PhenomenonTime.at(now),
                    new TemporalReference(
                            new TemporalReference.Global(claimed(), Duration.ofSeconds(1)), List.copyOf(seen.values())),
                    Optional.empty(),
                    new Result("text/plain", Octets.of(new byte[0]), List.of()),
                    new Lineage(
                            origin.device(),
                            sources.stream().<Source>map(Source.Disclosed::new).toList(),
                            Lineage.OBSERVED,
                            Optional.empty(),
                            List.of(),
                            OptionalLong.empty()));
        }

        /** Signs a head over everything so far, and shows it. */
        void beacon() {
            List<Moment> covered = List.copyOf(unheaded);
            unheaded.clear();
            leaves += covered.size() + 1;
            Checkpoint signed = checkpoint(leaves);
            head = Optional.of(signed);
            long leaf = leaves - covered.size() - 1;
            for (Moment one : covered) {
                includes(one, signed, leaf++);
            }
            seen.put(id, signed.ref());
            observe("agent", List.of(), Optional.of(new Statement.Beacon(signed)));
        }

        private void includes(Moment one, Checkpoint signed, long leaf) {
            Moment more = new Moment(one.oid(), one.core(), one.statement(), List.of(signed), List.of(leaf));
            made.replaceAll(any -> any == one ? more : any);
            last.replaceAll((device, any) -> any == one ? more : any);
        }

        Checkpoint checkpoint(long size) {
            Digest root = Digest.sha256((id + " " + size + " " + random.nextLong()).getBytes(StandardCharsets.UTF_8));
            return new Checkpoint(id, size, root, now.minusMillis(1), now.plusMillis(1), Octets.of(root.bytes()));
        }

        /** Logs another's beacon, signs a head over it and shows both. */
        void log(Mesh other) {
            Optional<Moment> shown = other.made.stream()
                    .filter(one -> one.statement().orElse(null) instanceof Statement.Beacon beacon
                            && other.head.filter(beacon.checkpoint()::equals).isPresent())
                    .findFirst();
            if (shown.isPresent() && other != this) {
                BeaconRef logged = other.head.orElseThrow().ref();
                seen.put(other.id, logged);
                beacon();
                Checkpoint by = head.orElseThrow();
                observe(
                        "agent",
                        List.of(),
                        Optional.of(new Statement.InclusionReceipt(
                                logged, shown.get().oid(), 0, by, List.of())));
            }
        }
    }

    final Random random;
    final List<Mesh> meshes = new ArrayList<>();
    Instant now = START;

    World(Random random, int meshes) {
        this.random = random;
        for (int i = 0; i < meshes; i++) {
            this.meshes.add(new Mesh(i));
        }
    }

    private Instant claimed() {
        return random.nextInt(20) == 0 ? now.plusSeconds(random.nextInt(4_000) - 2_000) : now;
    }

    Mesh any() {
        return meshes.get(random.nextInt(meshes.size()));
    }

    /** Lets so many things happen. */
    World live(int events) {
        for (int i = 0; i < events; i++) {
            now = now.plusMillis(100 + random.nextInt(60_000));
            Mesh mesh = any();
            int what = random.nextInt(12);
            if (what == 0) {
                mesh.beacon();
            } else if (what == 1) {
                mesh.log(any());
            } else {
                mesh.observe("device" + random.nextInt(3), sources(), Optional.empty());
            }
        }
        return this;
    }

    private List<Oid> sources() {
        List<Oid> sources = new ArrayList<>();
        while (random.nextInt(4) == 0) {
            List<Moment> made = any().made;
            if (!made.isEmpty()) {
                sources.add(made.get(random.nextInt(made.size())).oid());
            }
        }
        return sources;
    }

    /** Most of what was made, in any order. */
    List<Moment> released() {
        List<Moment> all = new ArrayList<>();
        meshes.forEach(mesh ->
                mesh.made.stream().filter(one -> random.nextInt(12) != 0).forEach(all::add));
        java.util.Collections.shuffle(all, random);
        Set<Oid> once = new HashSet<>();
        all.removeIf(one -> !once.add(one.oid()));
        return all;
    }
}
