package org.comity.core.reconcile;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.comity.core.agreement.Agreement;
import org.comity.core.agreement.ReleaseBudget;
import org.comity.core.boundary.Envelope;
import org.comity.core.control.StatementKind;
import org.comity.core.label.LabelPolicies;
import org.comity.core.mesh.Digest;
import org.comity.core.mesh.MeshId;
import org.comity.core.mesh.Outcome;
import org.comity.core.mesh.Reason;
import org.comity.core.observation.Core;

/** One consignment in the making: what goes into it, and what the gate withholds on the way. */
final class GatePass {
    /** Room for what a member takes beside its own octets. */
    private static final long MEMBER_OCTETS = 4_096;

    /** A consignment is no larger, but for one member that is: the next is made while it is on its way. */
    private static final long OCTETS_MAX = 4L << 20;

    /** Whether a consignment takes more. */
    enum Room {
        MORE,
        FULL
    }

    /** What judges: the terms in force, the epochs before, the labels' policies, what agents cleared. */
    record Terms(Agreement agreement, Set<Digest> epochs, LabelPolicies policies, TrafficClasses classes) {}

    private final MeshId mesh;
    private final Terms terms;
    private final BudgetMeter meter;
    private final Map<Long, Envelope> items = new LinkedHashMap<>();
    private final Map<Long, Withheld> withheld = new LinkedHashMap<>();
    private final List<Long> freed = new ArrayList<>();
    private long octets;

    GatePass(MeshId mesh, Terms terms, BudgetMeter meter) {
        this.mesh = mesh;
        this.terms = terms;
        this.meter = meter;
    }

    /** What goes out, by place in the ledger. */
    Map<Long, Envelope> items() {
        return items;
    }

    /** What is withheld now, and was not or for another reason. */
    Collection<Withheld> withheld() {
        return withheld.values();
    }

    /** Places of what was withheld and goes out. */
    List<Long> freed() {
        return freed;
    }

    BudgetMeter meter() {
        return meter;
    }

    /** Judges one observation of the own ledger; FULL: it was not judged, and stands first in line for the next pass. */
    Room offer(long place, Envelope item, Optional<Withheld> before) {
        Core core = item.observation().core();
        if (items.containsKey(place) || core.isControl() && !passes(core)) {
            return Room.MORE;
        }
        if (!core.isControl()
                && terms.classes().withholds(core)
                && terms.classes().isReleased(item.observation().oid())) {
            before.ifPresent(one -> freed.add(place));
            return Room.MORE;
        }
        Outcome<String> verdict = core.isControl() ? Outcome.yes("") : cleared(item);
        return verdict.fold(trafficClass -> take(place, item, before, trafficClass), no -> {
            withhold(new Withheld(place, item.observation().oid(), no.reason(), oneLine(no.detail())), before);
            return Room.MORE;
        });
    }

    /** Control of this agreement goes out, but consignments, which are the release itself, and bare checkpoints. */
    private boolean passes(Core core) {
        return core.agreement().filter(terms.epochs()::contains).isPresent()
                && !core.property().equals(StatementKind.CONSIGNMENT.property())
                && !core.property().equals(StatementKind.CHECKPOINT.property());
    }

    private Outcome<String> cleared(Envelope item) {
        Core core = item.observation().core();
        return terms.agreement()
                .release()
                .clears(core, terms.policies())
                .then(this::channelled)
                .then(trafficClass -> !terms.classes().withholds(core)
                                || terms.classes().isCleared(item, mesh)
                        ? Outcome.yes(trafficClass)
                        : Outcome.no(Reason.RELEASE_UNSIGNED, "too few agents of " + mesh + " have cleared it"));
    }

    /** Where the parties authorized channels, one of them must lead out of this mesh in the class. */
    private Outcome<String> channelled(String trafficClass) {
        boolean open = terms.agreement().channels().isEmpty()
                || terms.agreement().channels().stream()
                        .anyMatch(channel -> channel.from().equals(mesh)
                                && channel.trafficClass().equals(trafficClass));
        return open
                ? Outcome.yes(trafficClass)
                : Outcome.no(Reason.CLASS_WITHOUT_CHANNEL, "no channel out of " + mesh + " in class " + trafficClass);
    }

    private Room take(long place, Envelope item, Optional<Withheld> before, String trafficClass) {
        long size = item.observation().octets().size();
        int itemsMax = Math.max(1, terms.agreement().limits().consignmentItemsMax() - 1);
        long octetsMax = Math.min(OCTETS_MAX, terms.agreement().limits().consignmentOctetsMax() / 2);
        if (items.size() >= itemsMax || !items.isEmpty() && octets + size + MEMBER_OCTETS > octetsMax) {
            return Room.FULL;
        }
        Optional<ReleaseBudget> budget = terms.agreement().release().budget(trafficClass);
        if (budget.filter(one -> size > one.octets()).isPresent()) {
            String why = size + " octets, and class " + trafficClass + " has a budget of fewer";
            withhold(new Withheld(place, item.observation().oid(), Reason.NOT_RELEASABLE, why), before);
            return Room.MORE;
        }
        if (budget.isPresent() && !meter.takes(budget.get(), size)) {
            withhold(new Withheld(place, item.observation().oid(), Reason.BUDGET_SPENT, trafficClass), before);
            return Room.MORE;
        }
        octets += size + MEMBER_OCTETS;
        items.put(place, item);
        before.ifPresent(one -> freed.add(one.place()));
        return Room.MORE;
    }

    private void withhold(Withheld now, Optional<Withheld> before) {
        if (before.filter(now::equals).isEmpty()) {
            withheld.put(now.place(), now);
        }
    }

    private static String oneLine(String detail) {
        return detail.replace('\n', ' ').replace('\r', ' ');
    }
}
