package org.comity.core.temporal;

import java.util.List;
import org.comity.core.authority.DeviceId;
import org.comity.core.mesh.MeshId;
import org.comity.core.mesh.Oid;

/** Contradictions that S shows; the weaker layer is at fault. Each list is sorted. */
public record Faults(
        List<DeviceFork> deviceForks,
        List<Equivocation> equivocations,
        List<ClockFault> clockFaults,
        List<Drift> drifts) {
    /** Two oids of one device of a mesh claim one sequence: a clone, from that sequence on. */
    public record DeviceFork(MeshId mesh, DeviceId device, long sequence) {}

    /** A mesh showed two ledgers that agree on no head of this size or larger. */
    public record Equivocation(MeshId mesh, long size) {}

    /** An observation claims a time that its beacons exclude. */
    public record ClockFault(Oid observation) {}

    /** The beacons of two meshes cannot all be right under the agreed drift: no envelope is drawn between them. */
    public record Drift(MeshId one, MeshId other) {}

    public Faults {
        deviceForks = List.copyOf(deviceForks);
        equivocations = List.copyOf(equivocations);
        clockFaults = List.copyOf(clockFaults);
        drifts = List.copyOf(drifts);
    }
}
