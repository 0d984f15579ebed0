package org.comity.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.comity.core.agreement.Agreement;
import org.comity.core.agreement.Limits;
import org.comity.core.authority.AuthorityId;
import org.comity.core.boundary.Parcel;
import org.comity.core.control.Statement;
import org.comity.core.divergence.sketch.Difference;
import org.comity.core.mesh.Octets;
import org.comity.core.mesh.Outcome;
import org.comity.core.mesh.Reason;
import org.comity.core.observation.ObservedProperty;
import org.comity.core.partition.Session;
import org.comity.core.reconcile.Encounter;
import org.comity.core.reconcile.Reconciler;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a restored backup lacks, and what a lost agent can no longer bring, the peer gives: where frontiers do not tell. */
class ComparingTest {
    private static final AuthorityId SHERIFF = new AuthorityId("urn:authority:sheriff");
    private static final AuthorityId RANGER = new AuthorityId("urn:authority:ranger");

    private record Sent(boolean toState, Octets octets) {}

    private final LocalMeshes meshes = LocalMeshes.of("county", "state", "federal");
    private final Agreement agreement = sketch().agree();
    private final Encounter[] sides = new Encounter[2];

    private AgreementSketch sketch() {
        return meshes.sketch()
                .authority(SHERIFF, meshes.mesh("county"), 0, "urn:sheriff")
                .authority(RANGER, meshes.mesh("federal"), 0, "urn:ranger")
                .domain("road-state", "urn:roads", new ObservedProperty("urn:properties", "road-state"));
    }

    @BeforeEach
    void aStateThatLostPartOfWhatItHeldAndAFederalAgentThatIsGone() {
        meshes.agree(agreement);
        for (int road = 0; road < 12; road++) {
            meshes.mesh("county").observe(SHERIFF, TwoMeshesTest.road(SHERIFF, "c" + road, "open"));
            meshes.mesh("federal").observe(RANGER, TwoMeshesTest.road(RANGER, "f" + road, "closed"));
        }
        List<Octets> federal = meshes.agent("federal").release();
        federal.forEach(meshes.agent("county")::take);
        meshes.agent("county").release();
        meshes.agent("county")
                .outbox(0, 100)
                .forEach(parcel -> meshes.agent("state").take(stripped(parcel)));
        sides[0] = meshes.encounter("county", "state", "line");
        sides[1] = meshes.encounter("state", "county", "line");
        meshes.agent("county")
                .sent("line", meshes.agent("county").outbox(0, 100).size());
    }

    /** A consignment of which every other member was lost. */
    private static Octets stripped(Octets octets) {
        Parcel parcel = Parcel.read(octets, Limits.STANDARD).fold(one -> one, no -> {
            throw new AssertionError(no.detail());
        });
        List<Octets> half = parcel.members().stream()
                .filter(one -> parcel.members().indexOf(one) % 2 == 0)
                .toList();
        return new Parcel(parcel.consignment(), half, parcel.documents()).octets();
    }

    /** Carries session messages and parcels to and fro until nothing is left to say. */
    private int meet(UnaryOperator<Octets> toState) {
        return meet(new Sent(true, sides[0].greet()), toState);
    }

    private int meet(Sent greeting, UnaryOperator<Octets> toState) {
        Deque<Sent> wire = new ArrayDeque<>(List.of(greeting));
        int octets = 0;
        while (!wire.isEmpty()) {
            Sent next = wire.poll();
            Octets octet = next.toState() ? toState.apply(next.octets()) : next.octets();
            octets += octet.size();
            if (Session.isMessage(octet)) {
                sides[next.toState() ? 1 : 0].receive(octet).map(answers -> {
                    answers.forEach(one -> wire.add(new Sent(!next.toState(), one)));
                    return answers;
                });
            } else {
                meshes.agent(next.toState() ? "state" : "county").take(octet);
            }
        }
        return octets;
    }

    @Test
    void theSketchFindsWhatIsLackingAndBothHoldTheSame() {
        // Given
        int lacking = meshes.agent("county").admitted().size()
                - meshes.agent("state").admitted().size();
        assertThat(meshes.agent("state").current().detected().ordered().missing())
                .isNotEmpty();

        // When
        meet(one -> one);
        Optional<Outcome<Difference>> compared = sides[1].compared();

        // Then
        assertThat(lacking).isGreaterThan(15);
        assertThat(compared.map(one -> one.<Integer>fold(Difference::size, no -> -1)))
                .isEqualTo(Optional.of(lacking));
        assertThat(meshes.agent("state").current().detected().ordered().digest())
                .isEqualTo(meshes.agent("county").current().detected().ordered().digest());
        assertThat(meshes.agent("state").current().picture().digest())
                .isEqualTo(meshes.agent("county").current().picture().digest());
        assertThat(Story.essence(meshes.agent("state").current()))
                .isEqualTo(Story.essence(
                        Reconciler.reconcile(agreement, meshes.agent("state").admitted())));
    }

    @Test
    void aPeerWhoseSetIsNotTheOneThatItClaimsIsNamed() {
        // When
        meet(ComparingTest::claimingAnother);

        // Then
        assertThat(sides[1].compared()
                        .map(one ->
                                one.<String>fold(any -> "", no -> no.reason().name())))
                .isEqualTo(Optional.of(Reason.SET_DIFFERS.name()));
        assertThat(meshes.agent("state").refused())
                .extracting(kept -> kept.reason())
                .contains(Reason.SET_DIFFERS);
    }

    /** Flips an octet of the digest that goes with symbols: magic, session and kind, then the version, then the digest. */
    private static Octets claimingAnother(Octets octets) {
        if (!Session.isMessage(octets)) {
            return octets;
        }
        byte[] body = Session.body(octets).bytes();
        int header = "comity-compare-1\n".length() + 32 + 1;
        boolean symbols = new String(body, 0, Math.min(body.length, 14), java.nio.charset.StandardCharsets.US_ASCII)
                        .equals("comity-compare")
                && body[header - 1] == 1;
        if (symbols) {
            body[header + 5] ^= 1;
        }
        return Session.message(Octets.of(body));
    }

    @Test
    void whereNothingIsLackingNobodyAsks() {
        // Given
        meet(one -> one);
        sides[1].compared();
        int with = meet(one -> one);

        // When
        int again = meet(one -> one);

        // Then
        assertThat(again).isLessThanOrEqualTo(with);
        assertThat(sides[1].compared()).isEmpty();
    }

    @Test
    void whoIsAnEpochBehindIsGivenControlAloneUntilItIsLevel() {
        // Given that all signed the next epoch, and the state has only its own signature
        AgreementSketch next = sketch().after(agreement);
        for (String name : List.of("county", "state", "federal")) {
            meshes.agent(name).keep(next.document());
            meshes.agent(name)
                    .state(
                            new Statement.AgreementEpoch(next.agree().digest()),
                            meshes.mesh(name).agentVoice());
            meshes.agent(name).release().forEach(meshes.agent("county")::take);
        }
        assertThat(meshes.agent("county").agreement().epoch()).isEqualTo(1);
        int data = data("state");

        // When
        meet(one -> one);

        // Then
        assertThat(meshes.agent("state").agreement().epoch()).isEqualTo(1);
        assertThat(data("state")).isEqualTo(data);

        // When the state, whose epoch has changed, greets anew
        meet(new Sent(false, sides[1].greetAnew().orElseThrow()), one -> one);

        // Then
        assertThat(data("state")).isEqualTo(data("county"));
        assertThat(meshes.agent("state").current().picture().digest())
                .isEqualTo(meshes.agent("county").current().picture().digest());
    }

    private int data(String name) {
        return (int) meshes.agent(name).admitted().stream()
                .filter(one -> one.statement().isEmpty())
                .count();
    }
}
