package org.comity.core.temporal;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.comity.core.authority.DeviceId;
import org.comity.core.ledger.Checkpoint;
import org.comity.core.mesh.MeshId;
import org.comity.core.mesh.Oid;
import org.comity.core.observation.Origin;
import org.comity.core.observation.TemporalReference;

/** Finds what contradicts itself in a set of observations. */
final class FaultFinder {
    private FaultFinder() {}

    static Faults find(
            Collection<Moment> moments,
            Map<MeshId, List<Checkpoint>> beacons,
            Map<Oid, Bracket> brackets,
            List<Faults.Drift> drifts) {
        return new Faults(
                deviceForks(moments), equivocations(moments, beacons), clockFaults(moments, brackets), drifts);
    }

    private static List<Faults.DeviceFork> deviceForks(Collection<Moment> moments) {
        record Device(MeshId mesh, DeviceId device) {}
        record Place(Device device, long sequence) {}
        Map<Place, Oid> first = new HashMap<>();
        Map<Device, Long> forks = new HashMap<>();
        for (Moment moment : moments) {
            Origin origin = moment.core().origin();
            Device device = new Device(origin.mesh(), origin.device());
            Oid other = first.putIfAbsent(new Place(device, origin.sequence()), moment.oid());
            if (other != null && !other.equals(moment.oid())) {
                forks.merge(device, origin.sequence(), Math::min);
            }
        }
        return forks.entrySet().stream()
                .map(fork -> new Faults.DeviceFork(
                        fork.getKey().mesh(), fork.getKey().device(), fork.getValue()))
                .sorted(Comparator.comparing(Faults.DeviceFork::mesh).thenComparing(Faults.DeviceFork::device))
                .toList();
    }

    /** Two roots of one size, or two observations at one leaf. */
    private static List<Faults.Equivocation> equivocations(
            Collection<Moment> moments, Map<MeshId, List<Checkpoint>> beacons) {
        Map<MeshId, Long> found = new TreeMap<>();
        beacons.forEach((mesh, heads) -> {
            for (int i = 1; i < heads.size(); i++) {
                if (heads.get(i).size() == heads.get(i - 1).size()) {
                    found.merge(mesh, heads.get(i).size(), Math::min);
                }
            }
        });
        record Leaf(MeshId mesh, long index) {}
        Map<Leaf, Oid> leaves = new HashMap<>();
        for (Moment moment : moments) {
            MeshId mesh = moment.core().origin().mesh();
            for (long index : moment.leaves()) {
                Oid other = leaves.putIfAbsent(new Leaf(mesh, index), moment.oid());
                if (other != null && !other.equals(moment.oid())) {
                    found.merge(mesh, index + 1, Math::min);
                }
            }
        }
        return found.entrySet().stream()
                .map(one -> new Faults.Equivocation(one.getKey(), one.getValue()))
                .toList();
    }

    private static List<Faults.ClockFault> clockFaults(Collection<Moment> moments, Map<Oid, Bracket> brackets) {
        List<Faults.ClockFault> faults = new ArrayList<>();
        for (Moment moment : moments) {
            Bracket bracket = brackets.get(moment.oid());
            if (bracket != null
                    && moment.core().made().claim() instanceof TemporalReference.Global claim
                    && excludes(bracket, claim)) {
                faults.add(new Faults.ClockFault(moment.oid()));
            }
        }
        faults.sort(Comparator.comparing(Faults.ClockFault::observation));
        return faults;
    }

    private static boolean excludes(Bracket bracket, TemporalReference.Global claim) {
        Instant latest = claim.time().plus(claim.uncertainty());
        Instant earliest = claim.time().minus(claim.uncertainty());
        return bracket.from().filter(latest::isBefore).isPresent()
                || bracket.to().filter(earliest::isAfter).isPresent();
    }
}
