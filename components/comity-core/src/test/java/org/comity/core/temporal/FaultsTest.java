package org.comity.core.temporal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.comity.core.control.Statement;
import org.comity.core.ledger.Checkpoint;
import org.comity.core.ledger.SplitView;
import org.comity.core.mesh.Octets;
import org.comity.core.mesh.Oid;
import org.comity.core.observation.Core;
import org.comity.core.observation.TemporalReference;
import org.junit.jupiter.api.Test;

class FaultsTest {
    private static final int PPM = 100;

    private final World world = new World(new Random(3), 2);
    private final World.Mesh county = world.meshes.get(0);
    private final World.Mesh state = world.meshes.get(1);

    private static Moment moment(Moment one, List<Checkpoint> heads, Long... leaves) {
        return new Moment(one.oid(), one.core(), one.statement(), heads, List.of(leaves));
    }

    private static Moment showing(World.Mesh mesh, Checkpoint head) {
        return mesh.observe("agent", List.of(), Optional.of(new Statement.Beacon(head)));
    }

    private Moment plain(World.Mesh mesh, String device) {
        return mesh.observe(device, List.of(), Optional.empty());
    }

    private static TemporalEvidence grown(List<Moment> set) {
        TemporalEvidence evidence = TemporalEvidence.of(List.of(), PPM);
        List<Moment> known = new ArrayList<>();
        for (Moment one : set) {
            known.add(one);
            evidence = evidence.with(List.of(one), () -> known);
        }
        return evidence;
    }

    private static void everyWay(List<Moment> set, java.util.function.Consumer<TemporalEvidence> claim) {
        claim.accept(TemporalEvidence.of(set, PPM));
        claim.accept(grown(set));
        List<Moment> backwards = new ArrayList<>(set);
        java.util.Collections.reverse(backwards);
        claim.accept(TemporalEvidence.of(backwards, PPM));
        claim.accept(grown(backwards));
    }

    @Test
    void twoObservationsAtOneNumberForkTheDevice() {
        Moment one = plain(county, "d");
        county.last.remove("d");
        Moment clone = plain(county, "d");
        everyWay(
                List.of(one, clone, plain(county, "other")),
                evidence -> assertThat(evidence.faults().deviceForks())
                        .containsExactly(new Faults.DeviceFork(
                                county.id, one.core().origin().device(), 1)));
    }

    @Test
    void twoRootsOfOneSizeAreTwoHistories() {
        Moment early = moment(plain(county, "d"), List.of(), 0L);
        Checkpoint first = county.checkpoint(3);
        Checkpoint one = county.checkpoint(5);
        Checkpoint other = county.checkpoint(5);
        Moment late = plain(county, "e");
        List<Moment> set = List.of(
                moment(early, List.of(first), 0L),
                showing(county, first),
                showing(county, one),
                showing(county, other),
                moment(late, List.of(one), 4L));
        everyWay(set, evidence -> {
            assertThat(evidence.faults().equivocations()).containsExactly(new Faults.Equivocation(county.id, 5));
            assertThat(evidence.bracket(early.oid()).to()).contains(first.latest());
            assertThat(evidence.bracket(late.oid()).to()).isEmpty();
        });
    }

    @Test
    void ofTwoNotesOfOneHeadTheEarlierCountsWhicheverComesFirst() {
        Checkpoint early = county.checkpoint(5);
        Checkpoint late = new Checkpoint(
                early.mesh(),
                early.size(),
                early.root(),
                early.earliest().plusSeconds(3_600),
                early.latest().plusSeconds(3_600),
                Octets.of(new byte[] {1}));
        Moment made = moment(plain(county, "d"), List.of(late), 0L);
        everyWay(
                List.of(made, showing(county, late), showing(county, early)),
                evidence -> assertThat(evidence.bracket(made.oid()).to()).contains(early.latest()));
    }

    @Test
    void twoObservationsAtOneLeafAreTwoHistories() {
        Moment one = moment(plain(county, "d"), List.of(), 7L);
        Moment other = moment(plain(county, "e"), List.of(), 7L);
        Moment elsewhere = moment(plain(state, "f"), List.of(), 7L);
        everyWay(
                List.of(one, other, elsewhere),
                evidence -> assertThat(evidence.faults().equivocations())
                        .containsExactly(new Faults.Equivocation(county.id, 8)));
    }

    @Test
    void anObservationThatComesAgainIsNoSecondHistory() {
        Checkpoint head = county.checkpoint(9);
        Moment one = moment(plain(county, "d"), List.of(), 7L);
        Moment again = moment(one, List.of(head), 7L);
        Moment other = moment(plain(county, "e"), List.of(), 8L);
        TemporalEvidence evidence = TemporalEvidence.of(List.of(one), PPM)
                .with(List.of(again, other), List::of)
                .with(List.of(again), List::of);
        assertThat(evidence.faults().equivocations()).isEmpty();
        assertThat(evidence.bracket(one.oid()).to()).contains(head.latest());
    }

    @Test
    void whatElsewhereWasProvenCountsToo() {
        Moment said = state.observe(
                "agent",
                List.of(),
                Optional.of(new Statement.Equivocation(
                        county.id, 4, SplitView.of(Octets.of(new byte[1]), Octets.of(new byte[2])))));
        everyWay(
                List.of(said),
                evidence -> assertThat(evidence.faults().equivocations())
                        .containsExactly(new Faults.Equivocation(county.id, 4)));
    }

    @Test
    void aCircleProvesNothingAndHidesNothingBehindIt() {
        // Given a head that is signed before what the smaller head includes
        Checkpoint small = county.checkpoint(3);
        Checkpoint large = county.checkpoint(9);
        county.seen.put(county.id, large.ref());
        Moment within = moment(plain(county, "d"), List.of(small), 0L);
        Moment behind = plain(county, "d");
        Moment last = plain(county, "d");
        List<Moment> set = List.of(within, showing(county, small), showing(county, large), behind, last);

        // Then the one mesh in it has two histories, and hashes still order
        everyWay(set, evidence -> {
            assertThat(evidence.faults().equivocations()).containsExactly(new Faults.Equivocation(county.id, 9));
            assertThat(evidence.isBefore(behind.oid(), last.oid())).isTrue();
            assertThat(evidence.isBefore(within.oid(), last.oid())).isTrue();
            assertThat(evidence.presentationOrder()).hasSize(5);
            assertThat(evidence.bracket(within.oid()).to()).contains(small.latest());
        });
    }

    @Test
    void inACircleOfTwoMeshesTheProofsBetweenThemGo() {
        // Given that the state signs ahead what the county sees, and logs the county in a smaller head
        Checkpoint ahead = state.checkpoint(9);
        Checkpoint stateHead = state.checkpoint(3);
        Moment shownAhead = showing(state, ahead);
        county.seen.put(state.id, ahead.ref());
        Checkpoint one = county.checkpoint(4);
        Checkpoint two = county.checkpoint(6);
        Moment within = moment(plain(county, "d"), List.of(one), 0L);
        Moment shown = showing(county, two);
        Moment receipt = state.observe(
                "agent",
                List.of(),
                Optional.of(new Statement.InclusionReceipt(two.ref(), shown.oid(), 0, stateHead, List.of())));
        List<Moment> set = List.of(shownAhead, within, showing(county, one), shown, receipt);
        everyWay(set, evidence -> {
            assertThat(evidence.faults().equivocations()).isEmpty();
            assertThat(evidence.bracket(within.oid()).to()).contains(one.latest());
            assertThat(evidence.isBefore(within.oid(), shown.oid())).isTrue();
            assertThat(evidence.isBefore(within.oid(), shownAhead.oid())).isFalse();
            assertThat(evidence.presentationOrder()).hasSize(5);
        });
    }

    @Test
    void aReceiptForAHeadThatItsBeaconDoesNotShowProvesNothing() {
        // Given a receipt that names a newer head than the beacon that it logged
        Checkpoint old = county.checkpoint(2);
        Checkpoint newer = county.checkpoint(8);
        Moment early = moment(plain(county, "d"), List.of(newer), 5L);
        Moment shown = showing(county, old);
        Moment shownNewer = showing(county, newer);
        Checkpoint by = state.checkpoint(3);
        Moment lie = state.observe(
                "agent",
                List.of(),
                Optional.of(new Statement.InclusionReceipt(newer.ref(), shown.oid(), 0, by, List.of())));
        state.seen.put(state.id, by.ref());
        Moment late = plain(state, "e");
        everyWay(List.of(early, shown, shownNewer, lie, late), evidence -> {
            assertThat(evidence.isBefore(early.oid(), late.oid())).isFalse();
            assertThat(evidence.entangledBefore(early.oid(), late.oid())).isFalse();
        });
    }

    @Test
    void aLegacyTimeIsAnIntervalThatBeaconsContradict() {
        // Given claims of the same instant, each with an uncertainty of its own
        Checkpoint before = county.checkpoint(2);
        county.seen.put(county.id, before.ref());
        world.now = world.now.plusSeconds(10);
        Checkpoint after = county.checkpoint(9);
        Moment sure = claiming(plain(county, "d"), Duration.ofSeconds(1), after);
        Moment unsure = claiming(plain(county, "e"), Duration.ofHours(2), after);
        List<Moment> set = List.of(sure, unsure, showing(county, before), showing(county, after));
        everyWay(set, evidence -> {
            assertThat(evidence.faults().clockFaults()).containsExactly(new Faults.ClockFault(sure.oid()));
            assertThat(evidence.isClockFault(sure.oid())).isTrue();
            assertThat(evidence.isClockFault(unsure.oid())).isFalse();
            assertThat(evidence.isClockFault(new Oid(before.root()))).isFalse();
        });
    }

    private static Moment claiming(Moment one, Duration uncertainty, Checkpoint after) {
        Core core = one.core();
        TemporalReference claim = new TemporalReference(
                new TemporalReference.Global(World.START.plusSeconds(3_600), uncertainty),
                core.made().seen());
        return new Moment(
                one.oid(),
                new Core(
                        core.origin(),
                        core.credential(),
                        core.attestation(),
                        core.agreement(),
                        core.feature(),
                        core.property(),
                        core.phenomenonTime(),
                        claim,
                        core.label(),
                        core.result(),
                        core.lineage()),
                one.statement(),
                List.of(after),
                List.of());
    }

    @Test
    void beaconsThatContradictTheDriftLeaveNoEnvelope() {
        // Given that each logged the other at times that no drift explains
        List<Moment> set = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            world.now = World.START.plusSeconds(1_000L * i);
            Checkpoint one = county.checkpoint(2 + 4L * i);
            Moment shown = showing(county, one);
            world.now = i == 0 ? World.START.minusSeconds(500_000) : World.START.plusSeconds(900_000);
            Checkpoint by = state.checkpoint(2 + 4L * i);
            Moment back = showing(state, by);
            set.add(shown);
            set.add(back);
            set.add(state.observe(
                    "agent",
                    List.of(),
                    Optional.of(new Statement.InclusionReceipt(one.ref(), shown.oid(), 0, by, List.of()))));
            world.now = World.START.plusSeconds(1_000L * i + 1);
            Checkpoint again = county.checkpoint(3 + 4L * i);
            set.add(county.observe(
                    "agent",
                    List.of(),
                    Optional.of(new Statement.InclusionReceipt(by.ref(), back.oid(), 0, again, List.of()))));
        }
        everyWay(set, evidence -> assertThat(evidence.faults().drifts()).isNotEmpty());
    }
}
