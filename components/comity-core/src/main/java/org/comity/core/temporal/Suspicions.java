package org.comity.core.temporal;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.comity.core.authority.DeviceId;
import org.comity.core.control.Statement;
import org.comity.core.ledger.Checkpoint;
import org.comity.core.mesh.Digest;
import org.comity.core.mesh.MeshId;
import org.comity.core.observation.Origin;

/** What devices and ledgers said twice and differently: two observations at one number or leaf, two roots of one size. */
final class Suspicions {
    private record Device(MeshId mesh, DeviceId device) {}

    private record Size(MeshId mesh, long size) {}

    private final Map<Device, Taken> sequences = new HashMap<>();
    private final Map<MeshId, Leaves> leaves = new HashMap<>();
    private final Map<Size, Digest> roots = new HashMap<>();
    private final Map<Device, Long> forks = new HashMap<>();
    private final Map<MeshId, Long> equivocations = new TreeMap<>();

    /** Takes an observation that is new to the set. */
    void made(Origin origin) {
        Device device = new Device(origin.mesh(), origin.device());
        if (!sequences.computeIfAbsent(device, any -> new Taken()).take(origin.sequence())) {
            forks.merge(device, origin.sequence(), Math::min);
        }
    }

    /** Takes the proven places of an observation, by number, in the ledger of its mesh: all that are known of it so far. */
    void logged(MeshId mesh, int number, List<Long> places) {
        if (!places.isEmpty()) {
            leaves.computeIfAbsent(mesh, any -> new Leaves())
                    .put(number, places)
                    .ifPresent(leaf -> equivocations.merge(mesh, leaf + 1, Math::min));
        }
    }

    /** Takes a head that a verified statement shows. */
    void signed(Checkpoint head) {
        Digest other = roots.putIfAbsent(new Size(head.mesh(), head.size()), head.root());
        if (other != null && !other.equals(head.root())) {
            equivocations.merge(head.mesh(), head.size(), Math::min);
        }
    }

    /** Takes proof, from elsewhere, that a ledger has two histories. */
    void accused(Statement.Equivocation split) {
        equivocations.merge(split.mesh(), split.size(), Math::min);
    }

    /** From which size on each mesh's ledger has two histories. */
    Map<MeshId, Long> equivocated() {
        return Map.copyOf(equivocations);
    }

    List<Faults.DeviceFork> forks() {
        return forks.entrySet().stream()
                .map(fork -> new Faults.DeviceFork(
                        fork.getKey().mesh(), fork.getKey().device(), fork.getValue()))
                .sorted(Comparator.comparing(Faults.DeviceFork::mesh).thenComparing(Faults.DeviceFork::device))
                .toList();
    }
}
