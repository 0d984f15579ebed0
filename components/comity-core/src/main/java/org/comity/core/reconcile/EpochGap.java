package org.comity.core.reconcile;

import org.comity.core.boundary.Envelope;
import org.comity.core.boundary.Parcel;
import org.comity.core.control.StatementKind;
import org.comity.core.mesh.Octets;
import org.comity.core.observation.Core;

/** What goes over while two sides stand under different epochs of one agreement. */
final class EpochGap {
    private EpochGap() {}

    /** Whether a parcel of the own outbox holds control alone, or carries an epoch. */
    static boolean isCrossedBy(BoundaryAgent agent, Octets parcel) {
        Parcel read = Parcel.read(parcel, agent.agreement().limits()).fold(good -> good, no -> {
            throw new IllegalStateException("the outbox holds a parcel that cannot be read: " + no.detail());
        });
        boolean control = true;
        for (Octets item : read.members()) {
            Core core = agent.node()
                    .ports()
                    .reader()
                    .read(item)
                    .fold(Envelope::observation, no -> {
                        throw new IllegalStateException("the outbox holds an item that cannot be read: " + no.detail());
                    })
                    .core();
            if (core.property().equals(StatementKind.AGREEMENT_EPOCH.property())) {
                return true;
            }
            control &= core.isControl();
        }
        return control;
    }
}
