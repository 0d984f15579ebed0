package org.comity.core.reconcile;

import java.util.List;
import java.util.stream.Stream;
import org.comity.core.agreement.Agreement;
import org.comity.core.boundary.Envelope;
import org.comity.core.boundary.Verified;
import org.comity.core.mesh.DigestTree;
import org.comity.core.mesh.MeshId;
import org.comity.core.mesh.Oid;
import org.comity.core.observation.Core;
import org.comity.core.observation.ObservedProperty;
import org.comity.core.observation.Term;
import org.comity.core.taxonomy.Crosswalk;
import org.comity.core.taxonomy.Equivalence;

/** What the agreement's traffic classes withhold at the gate, and what agents have cleared since, as S stands. */
final class TrafficClasses {
    private final Agreement agreement;
    private final Crosswalk crosswalk;
    private final Clearances clearances;
    private final DigestTree<Verified> released;

    private TrafficClasses(
            Agreement agreement, Crosswalk crosswalk, Clearances clearances, DigestTree<Verified> released) {
        this.agreement = agreement;
        this.crosswalk = crosswalk;
        this.clearances = clearances;
        this.released = released;
    }

    static TrafficClasses of(Detected current) {
        return new TrafficClasses(
                current.ordered().agreement(),
                current.crosswalk(),
                current.clearances(),
                current.ordered().all());
    }

    /** Whether it takes more than the releasing agent to let it out, under its own name or one that it may count under. */
    boolean withholds(Core core) {
        return agentsMin(core) > 1;
    }

    private int agentsMin(Core core) {
        Term name = new Term(core.property().scheme(), core.property().value());
        Stream<ObservedProperty> agreed = crosswalk.exact(Equivalence.Kind.PROPERTY, name).stream()
                .map(match ->
                        new ObservedProperty(match.term().scheme(), match.term().value()));
        return Stream.concat(Stream.of(core.property()), agreed)
                .flatMap(property -> agreement.domain(core.feature().scheme(), property).stream())
                .mapToInt(agreement::agentsMin)
                .max()
                .orElse(1);
    }

    /** What agents of the mesh cleared and nobody has released yet, sorted. */
    List<Oid> cleared(MeshId mesh) {
        return clearances.by(mesh).stream().filter(oid -> !isReleased(oid)).toList();
    }

    /** Whether as many agents of the mesh cleared data as its class demands. */
    boolean isCleared(Envelope item, MeshId mesh) {
        Core core = item.observation().core();
        return !core.isControl() && clearances.agents(item.observation().oid(), mesh) >= agentsMin(core);
    }

    /** Whether a consignment in S lists it. */
    boolean isReleased(Oid oid) {
        return released.containsKey(oid.digest());
    }
}
