package org.comity.core.reconcile;

import java.util.List;
import org.comity.core.boundary.Envelope;
import org.comity.core.boundary.Parcel;
import org.comity.core.mesh.Octets;

/** What goes over while two sides stand under different epochs of one agreement: control alone. */
final class EpochGap {
    private EpochGap() {}

    /**
     * A parcel without the data among its members. The consignment goes in any case, for what comes behind it in the chain, such as
     * the signatures of an epoch, waits for it.
     */
    static Octets control(BoundaryAgent agent, Octets parcel) {
        Parcel whole = Parcel.read(parcel, agent.agreement().limits()).fold(good -> good, no -> {
            throw new IllegalStateException("an own parcel cannot be read: " + no.detail());
        });
        List<Octets> control =
                whole.members().stream().filter(item -> isControl(agent, item)).toList();
        return control.size() == whole.members().size()
                ? parcel
                : new Parcel(whole.consignment(), control, whole.documents()).octets();
    }

    private static boolean isControl(BoundaryAgent agent, Octets item) {
        return agent.node()
                .ports()
                .reader()
                .read(item)
                .fold(Envelope::observation, no -> {
                    throw new IllegalStateException("an item of an own parcel cannot be read: " + no.detail());
                })
                .core()
                .isControl();
    }
}
