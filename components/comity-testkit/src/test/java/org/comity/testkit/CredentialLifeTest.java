package org.comity.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.comity.core.agreement.Agreement;
import org.comity.core.agreement.Domain;
import org.comity.core.agreement.Thresholds;
import org.comity.core.arbitration.Ruling;
import org.comity.core.authority.AttestationTier;
import org.comity.core.authority.AuthorityId;
import org.comity.core.authority.DeviceId;
import org.comity.core.authority.Role;
import org.comity.core.authority.Scope;
import org.comity.core.control.Statement;
import org.comity.core.divergence.Verdict;
import org.comity.core.mesh.Digest;
import org.comity.core.mesh.Octets;
import org.comity.core.mesh.Reason;
import org.comity.core.observation.FeatureOfInterest;
import org.comity.core.observation.Observation;
import org.comity.core.observation.ObservedProperty;
import org.comity.core.observation.SignatureAlgorithm;
import org.comity.core.reconcile.BoundaryAgent;
import org.comity.core.reconcile.Voice;
import org.comity.crypto.Algorithms;
import org.comity.crypto.KeySigner;
import org.comity.crypto.MeshRoot;
import org.junit.jupiter.api.Test;

/** Revocation of a key that was certified more than once, and of what carries its own proof that it is not revoked. */
class CredentialLifeTest {
    private static final AuthorityId SHERIFF = new AuthorityId("urn:authority:sheriff");
    private static final FeatureOfInterest ROAD = new FeatureOfInterest("urn:roads", "1");
    private static final ObservedProperty STATE = new ObservedProperty("urn:properties", "road-state");
    private static final SignatureAlgorithm ED25519 = SignatureAlgorithm.ED25519;
    private static final int DAY = 24 * 60 * 60;

    private final LocalMeshes meshes = LocalMeshes.of("county", "state");
    private final LocalMesh county = meshes.mesh("county");
    private final RogueMesh rogue = new RogueMesh(county);
    private final Instant now = county.clock().now().earliest();
    private final KeyPair keys = Algorithms.generate(ED25519, new SecureRandom());
    private final Octets credential = county.root()
            .certify(
                    new MeshRoot.Subject(
                            Role.AUTHORITY,
                            SHERIFF.urn(),
                            Scope.all(9),
                            now.minus(Duration.ofHours(20)),
                            now.plus(Duration.ofDays(90))),
                    keys.getPublic());

    private Agreement agreement(OptionalInt ageMax) {
        return meshes.sketch()
                .authority(SHERIFF, county, 0, "urn:sheriff")
                .domain(new Domain(
                        "road-state",
                        Domain.Kind.EVENT,
                        List.of("urn:roads"),
                        STATE,
                        Optional.empty(),
                        Domain.Constraint.NONE,
                        new Thresholds(9, 1_000, 9, 9, ageMax),
                        List.of(),
                        1))
                .agree();
    }

    private Voice voice(Octets document) {
        DeviceId device = new DeviceId("urn:device:" + document.digest());
        return new Voice(
                SHERIFF,
                device,
                new KeySigner(keys.getPrivate(), ED25519, document.digest()),
                document,
                county.root().attest(device, keys.getPublic(), AttestationTier.SOFTWARE, now));
    }

    private Observation said(Octets document) {
        Voice voice = voice(document);
        return rogue.sign(rogue.data(voice, ROAD, STATE, "open"), voice);
    }

    private BoundaryAgent taken(Agreement agreement, Observation... members) {
        BoundaryAgent state = meshes.mesh("state").agent(agreement);
        state.take(rogue.consign(agreement, members).octets());
        assertThat(state.refused()).isEmpty();
        return state;
    }

    /** The same certificates in other octets: whoever holds the key can make as many documents of it as they like. */
    private Octets wrappedAnew() {
        String text = new String(credential.bytes(), StandardCharsets.US_ASCII);
        return Octets.of(("\n" + text).getBytes(StandardCharsets.US_ASCII));
    }

    private List<Reason> reasonsAfterRevoking(Digest name, Octets... documents) {
        Agreement agreement = agreement(OptionalInt.empty());
        Voice agent = county.agentVoice();
        Observation[] members = new Observation[documents.length + 1];
        for (int i = 0; i < documents.length; i++) {
            members[i] = said(documents[i]);
        }
        members[documents.length] = rogue.sign(rogue.control(agent, agreement, new Statement.Revocation(name)), agent);
        return taken(agreement, members).current().detected().notCounted().stream()
                .map(one -> one.reason())
                .toList();
    }

    @Test
    void aRevocationReachesEveryDocumentOfTheKey() {
        assertThat(reasonsAfterRevoking(credential.digest(), credential, wrappedAnew()))
                .containsExactly(Reason.CREDENTIAL_REVOKED, Reason.CREDENTIAL_REVOKED);
    }

    @Test
    void aRevocationOfTheKeyReachesDocumentsThatNobodyHadSeen() {
        assertThat(reasonsAfterRevoking(Octets.of(keys.getPublic().getEncoded()).digest(), wrappedAnew()))
                .containsExactly(Reason.CREDENTIAL_REVOKED);
    }

    @Test
    void aRevocationOfAnotherKeyReachesNone() {
        assertThat(reasonsAfterRevoking(Digest.sha256(), credential, wrappedAnew()))
                .isEmpty();
    }

    private Octets listed(Duration age) {
        Instant made = now.minus(age);
        return MeshRoot.listed(credential, county.root().list(List.of(), made, now.plus(Duration.ofDays(30))));
    }

    private void assertGoverned(Octets document, Verdict verdict, Ruling.Resolution resolution) {
        BoundaryAgent state = taken(agreement(OptionalInt.of(DAY)), said(document));
        assertThat(state.current().detected().certificate().of("road-state"))
                .get()
                .satisfies(one -> assertThat(one.verdict()).isEqualTo(verdict))
                .satisfies(one -> assertThat(one.unproven()).isEqualTo(verdict == Verdict.GOVERNED ? 1 : 0));
        assertThat(state.current().picture().entries())
                .extracting(entry -> entry.ruling().resolution())
                .containsExactly(resolution);
    }

    @Test
    void aListWithinTheAgreedAgeLetsTheDomainMerge() {
        assertGoverned(listed(Duration.ofHours(19)), Verdict.IN_SYNC, Ruling.Resolution.PREVAILS);
    }

    @Test
    void anOlderListGovernsTheDomain() {
        county.clock().advance(Duration.ofHours(6));
        assertGoverned(listed(Duration.ofHours(19)), Verdict.GOVERNED, Ruling.Resolution.GOVERNED);
    }

    @Test
    void noListGovernsADomainThatAsksForOne() {
        assertGoverned(credential, Verdict.GOVERNED, Ruling.Resolution.GOVERNED);
    }

    @Test
    void whereNoneIsAskedForNoListIsNeeded() {
        BoundaryAgent state = taken(agreement(OptionalInt.empty()), said(credential));
        assertThat(state.current().detected().certificate().of("road-state"))
                .get()
                .extracting(one -> one.verdict())
                .isEqualTo(Verdict.IN_SYNC);
    }
}
