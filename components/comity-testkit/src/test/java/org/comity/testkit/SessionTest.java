package org.comity.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.KeyPair;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.comity.core.agreement.Agreement;
import org.comity.core.authority.AgentId;
import org.comity.core.authority.AuthorityId;
import org.comity.core.authority.Role;
import org.comity.core.authority.Scope;
import org.comity.core.boundary.Signer;
import org.comity.core.control.Frontiers;
import org.comity.core.ledger.Checkpoint;
import org.comity.core.mesh.Digest;
import org.comity.core.mesh.Octets;
import org.comity.core.mesh.Outcome;
import org.comity.core.mesh.Reason;
import org.comity.core.observation.ObservedProperty;
import org.comity.core.observation.SignatureAlgorithm;
import org.comity.core.partition.Descriptor;
import org.comity.core.partition.Session;
import org.comity.crypto.Algorithms;
import org.comity.crypto.KeySigner;
import org.comity.crypto.MeshRoot;
import org.comity.crypto.NoteKeys;
import org.comity.crypto.PathCredentialCheck;
import org.comity.crypto.ProviderSignatureCheck;
import org.junit.jupiter.api.Test;

/** Both credentials of one key, and possession of it, are what opens a session; nothing less does. */
class SessionTest {
    private static final SignatureAlgorithm ED25519 = SignatureAlgorithm.ED25519;
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final Session.Checks CHECKS =
            new Session.Checks(new PathCredentialCheck(), new ProviderSignatureCheck(), new NoteKeys());

    private final LocalMeshes meshes = LocalMeshes.of("county", "state");
    private final LocalMesh county = meshes.mesh("county");
    private final LocalMesh state = meshes.mesh("state");
    private final Agreement agreement = meshes.sketch()
            .authority(new AuthorityId("urn:authority:sheriff"), county, 0, "urn:sheriff")
            .domain("road-state", "urn:roads", new ObservedProperty("urn:properties", "road-state"))
            .agree();
    private final KeyPair keys = Algorithms.generate(ED25519, RANDOM);
    private final KeyPair others = Algorithms.generate(ED25519, RANDOM);

    private static Octets certify(LocalMesh by, Role role, LocalMesh of, KeyPair pair) {
        Instant now = by.clock().now().earliest();
        return by.root()
                .certify(
                        new MeshRoot.Subject(
                                role, "urn:agent:" + of.name(), Scope.all(0), now, now.plus(Duration.ofDays(9))),
                        pair.getPublic());
    }

    private static Octets agent(LocalMesh by, LocalMesh of, KeyPair pair) {
        return certify(by, Role.AGENT, of, pair);
    }

    private Descriptor standing(LocalMesh own, Digest epoch, Digest... before) {
        Descriptor plain = descriptor(own, agent(own, own, keys), agent(other(own), own, keys), ED25519);
        return new Descriptor(
                plain.mesh(),
                plain.agent(),
                epoch,
                List.of(before),
                plain.nonce(),
                plain.home(),
                plain.abroad(),
                plain.suite(),
                plain.frontiers(),
                plain.checkpoints());
    }

    private LocalMesh other(LocalMesh own) {
        return own.equals(county) ? state : county;
    }

    private Descriptor descriptor(LocalMesh own, Octets home, Octets abroad, SignatureAlgorithm suite) {
        byte[] nonce = new byte[Descriptor.NONCE_SIZE];
        RANDOM.nextBytes(nonce);
        return new Descriptor(
                own.id(),
                new AgentId("urn:agent:" + own.name()),
                agreement.digest(),
                List.of(),
                Octets.of(nonce),
                home,
                abroad,
                suite,
                Frontiers.NONE,
                List.of());
    }

    private Session session(Descriptor own, KeyPair pair) {
        Signer signer = new KeySigner(pair.getPrivate(), own.suite(), own.home().digest());
        return new Session(agreement, own, signer, CHECKS, head -> false);
    }

    private Session honest(LocalMesh own, LocalMesh other) {
        return session(descriptor(own, agent(own, own, keys), agent(other, own, keys), ED25519), keys);
    }

    /** Hands messages to and fro until neither has more to say; the first no that the first side gives. */
    private static Optional<Reason> exchange(Session first, Session second) {
        List<Octets> toFirst = new ArrayList<>(List.of(second.greeting()));
        Optional<Reason> refusal = Optional.empty();
        while (!toFirst.isEmpty() && refusal.isEmpty()) {
            Outcome<List<Octets>> answers = first.receive(toFirst.remove(0));
            refusal = answers.fold(any -> Optional.empty(), no -> Optional.of(no.reason()));
            answers.map(list -> {
                list.forEach(one -> second.receive(one).map(toFirst::addAll));
                return list;
            });
        }
        return refusal;
    }

    private Optional<Reason> refusal(Octets home, Octets abroad, SignatureAlgorithm suite, KeyPair pair) {
        Session first = honest(county, state);
        Optional<Reason> refusal = exchange(first, session(descriptor(state, home, abroad, suite), pair));
        assertThat(first.isOpen()).isEqualTo(refusal.isEmpty());
        return refusal;
    }

    @Test
    void opensWhereBothCredentialsAndTheProofAreOfOneKey() {
        assertThat(refusal(agent(state, state, keys), agent(county, state, keys), ED25519, keys))
                .isEmpty();
    }

    @Test
    void opensForControlAloneWhereOneSideIsAnEpochBehindAndRefusesAFork() {
        // Given
        Digest first = agreement.digest();
        Digest second = Digest.sha256(first.bytes());
        Digest fork = Digest.sha256(second.bytes());
        Session behind = session(standing(county, first), keys);
        Session ahead = session(standing(state, second, first), keys);
        Session level = session(standing(county, second, first), keys);
        Session other = session(standing(state, second, first), keys);

        // When
        Optional<Reason> unequal = exchange(behind, ahead);
        Optional<Reason> equal = exchange(level, other);
        Optional<Reason> forked =
                exchange(session(standing(county, second, first), keys), session(standing(state, fork, first), keys));

        // Then
        assertThat(List.of(unequal, equal)).allMatch(Optional::isEmpty);
        assertThat(List.of(behind.isOpen(), ahead.isOpen(), level.isOpen())).containsOnly(true);
        assertThat(List.of(behind.isLevel(), ahead.isLevel())).containsOnly(false);
        assertThat(level.isLevel()).isTrue();
        assertThat(forked).contains(Reason.CHANNEL_NOT_AUTHORIZED);
    }

    @Test
    void refusesCredentialsOfTwoKeysOrOfTheWrongMesh() {
        assertThat(refusal(agent(state, state, keys), agent(county, state, others), ED25519, keys))
                .contains(Reason.CREDENTIAL_NOT_VALID);
        assertThat(refusal(agent(state, state, keys), agent(state, state, keys), ED25519, keys))
                .contains(Reason.CREDENTIAL_NOT_VALID);
        assertThat(refusal(agent(county, state, keys), agent(county, state, keys), ED25519, keys))
                .contains(Reason.CREDENTIAL_NOT_VALID);
    }

    @Test
    void refusesAnotherRoleOrAnotherAgentsCredential() {
        assertThat(refusal(agent(state, state, keys), certify(county, Role.AUTHORITY, state, keys), ED25519, keys))
                .contains(Reason.CREDENTIAL_NOT_VALID);
        assertThat(refusal(agent(state, state, keys), agent(county, county, keys), ED25519, keys))
                .contains(Reason.CREDENTIAL_NOT_VALID);
    }

    @Test
    void refusesWhoDoesNotHoldTheKeyOrNamesAnotherAlgorithmForIt() {
        assertThat(refusal(agent(state, state, keys), agent(county, state, keys), ED25519, others))
                .contains(Reason.SIGNATURE_NOT_VALID);
        Descriptor shown = descriptor(
                state, agent(state, state, keys), agent(county, state, keys), SignatureAlgorithm.ECDSA_P256_SHA256);
        Session first = honest(county, state);
        Session posing = new Session(
                agreement,
                shown,
                new KeySigner(keys.getPrivate(), ED25519, shown.home().digest()),
                CHECKS,
                head -> false);
        assertThat(exchange(first, posing)).contains(Reason.SIGNATURE_NOT_VALID);
    }

    @Test
    void refusesAnAlgorithmOutsideTheAgreementsSuite() {
        Descriptor own = descriptor(county, agent(county, county, keys), agent(state, county, keys), ED25519);
        Agreement narrow = SuiteTest.with(agreement, SuiteTest.only(2031, SignatureAlgorithm.ECDSA_P256_SHA256));
        Session first = new Session(
                narrow,
                own,
                new KeySigner(keys.getPrivate(), ED25519, own.home().digest()),
                CHECKS,
                head -> false);
        assertThat(exchange(first, honest(state, county))).contains(Reason.PROFILE_NOT_ALLOWED);
        assertThat(first.isOpen()).isFalse();
    }

    @Test
    void refusesAProofThatWasGivenInAnotherEncounter() {
        // Given
        Session before = honest(county, state);
        Session peer = honest(state, county);
        List<Octets> recorded = new ArrayList<>();
        before.receive(peer.greeting()).map(list -> {
            list.forEach(one -> peer.receive(one).map(recorded::addAll));
            return list;
        });
        assertThat(recorded).isNotEmpty();

        // When the same messages come to a session with a nonce of its own
        Session after = honest(county, state);
        after.receive(peer.greeting());
        List<Reason> reasons = new ArrayList<>();
        recorded.forEach(one -> after.receive(one).fold(any -> true, no -> reasons.add(no.reason())));

        // Then
        assertThat(reasons).contains(Reason.SIGNATURE_NOT_VALID);
        assertThat(after.isOpen()).isFalse();
    }

    @Test
    void refusesItsOwnProofAndOneBeforeAnyGreeting() {
        // Given
        Session first = honest(county, state);
        Session second = honest(state, county);
        List<Octets> own = new ArrayList<>();
        first.receive(second.greeting()).map(own::addAll);
        Octets proof = own.get(own.size() - 1);

        // Then
        assertThat(first.receive(proof).<Object>fold(any -> any, no -> no.reason()))
                .isEqualTo(Reason.SIGNATURE_NOT_VALID);
        assertThat(honest(county, state).receive(proof).<Object>fold(any -> any, no -> no.reason()))
                .isEqualTo(Reason.MALFORMED);
        assertThat(first.isOpen()).isFalse();
    }

    @Test
    void refusesWhoWasShownAnotherHistoryOfTheOwnLedger() {
        // Given
        RogueMesh twin = new RogueMesh(county);
        twin.sign(
                twin.control(
                        county.agentVoice(),
                        agreement,
                        new org.comity.core.control.Statement.Revocation(Digest.sha256())),
                county.agentVoice());
        Checkpoint foreign = twin.head();
        Descriptor plain = descriptor(state, agent(state, state, keys), agent(county, state, keys), ED25519);
        Descriptor shown = new Descriptor(
                plain.mesh(),
                plain.agent(),
                plain.agreement(),
                plain.before(),
                plain.nonce(),
                plain.home(),
                plain.abroad(),
                plain.suite(),
                plain.frontiers(),
                List.of(foreign.note()));

        // Then
        assertThat(exchange(honest(county, state), session(shown, keys))).contains(Reason.LEDGER_BEHIND);
    }
}
