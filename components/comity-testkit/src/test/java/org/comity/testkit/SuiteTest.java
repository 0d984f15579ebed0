package org.comity.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.comity.core.agreement.Agreement;
import org.comity.core.authority.AuthorityId;
import org.comity.core.control.Statement;
import org.comity.core.mesh.Octets;
import org.comity.core.mesh.Outcome;
import org.comity.core.mesh.Reason;
import org.comity.core.observation.FeatureOfInterest;
import org.comity.core.observation.Observation;
import org.comity.core.observation.ObservedProperty;
import org.comity.core.observation.SignatureAlgorithm;
import org.comity.core.observation.Suite;
import org.comity.core.observation.Suite2026;
import org.comity.core.reconcile.BoundaryAgent;
import org.comity.core.reconcile.Kept;
import org.comity.xml.AgreementDocument;
import org.junit.jupiter.api.Test;

/** An agreement's suite closes the list of algorithms, and no later epoch opens an older one. */
class SuiteTest {
    private static final AuthorityId SHERIFF = new AuthorityId("urn:authority:sheriff");

    private final LocalMeshes meshes = LocalMeshes.of("county", "state");
    private final LocalMesh county = meshes.mesh("county");

    private AgreementSketch sketch() {
        return meshes.sketch()
                .authority(SHERIFF, county, 0, "urn:sheriff")
                .domain("road-state", "urn:roads", new ObservedProperty("urn:properties", "road-state"));
    }

    static Suite only(int year, SignatureAlgorithm... algorithms) {
        return new Suite() {
            @Override
            public int year() {
                return year;
            }

            @Override
            public Set<SignatureAlgorithm> algorithms() {
                return Set.of(algorithms);
            }
        };
    }

    static Agreement with(Agreement a, Suite suite) {
        return new Agreement(
                a.digest(),
                a.id(),
                a.epoch(),
                a.previous(),
                a.parties(),
                a.authorities(),
                a.regions(),
                a.weights(),
                a.domains(),
                a.filter(),
                a.chain(),
                a.policies(),
                a.custom(),
                a.channels(),
                a.release(),
                a.classes(),
                a.driftPpm(),
                a.refusals(),
                suite,
                a.limits());
    }

    @Test
    void evidenceOfAnAlgorithmOutsideTheSuiteIsRefusedWhoeverTheKeyIs() {
        // Given observations signed with Ed25519
        RogueMesh rogue = new RogueMesh(county);
        Agreement agreement = with(sketch().agree(), only(2031, SignatureAlgorithm.ECDSA_P256_SHA256));
        Observation said = rogue.sign(
                rogue.data(
                        county.voice(SHERIFF),
                        new FeatureOfInterest("urn:roads", "1"),
                        new ObservedProperty("urn:properties", "road-state"),
                        "open"),
                county.voice(SHERIFF));
        BoundaryAgent state = meshes.mesh("state").agent(agreement);

        // When
        state.take(rogue.consign(agreement, said).octets());

        // Then
        assertThat(state.refused()).hasSize(2).extracting(Kept::reason).containsOnly(Reason.PROFILE_NOT_ALLOWED);
    }

    @Test
    void anEpochOfAnOlderSuiteIsNeverInForce() {
        assertThat(inForceAfterAnEpochOfTheFirstSuite(2031)).isZero();
        assertThat(inForceAfterAnEpochOfTheFirstSuite(2026)).isEqualTo(1);
    }

    private static int inForceAfterAnEpochOfTheFirstSuite(int year) {
        LocalMeshes meshes = LocalMeshes.of("county", "state");
        AgreementSketch sketch = meshes.sketch().authority(SHERIFF, meshes.mesh("county"), 0, "urn:sheriff");
        Agreement genesis =
                with(sketch.agree(), only(year, Suite2026.SUITE.algorithms().toArray(SignatureAlgorithm[]::new)));
        meshes.agree(genesis);
        Octets document = sketch.after(genesis).document();
        Statement epoch = new Statement.AgreementEpoch(sketch.agree().digest());
        for (String name : List.of("county", "state")) {
            meshes.agent(name).keep(document);
            meshes.agent(name).state(epoch, meshes.mesh(name).agentVoice());
        }
        meshes.exchange();
        return meshes.agent("state").agreement().epoch();
    }

    @Test
    void aDocumentNamesASuiteThatIsKnown() {
        String text = new String(sketch().document().bytes(), java.nio.charset.StandardCharsets.UTF_8);
        assertThat(text).contains("suite=\"2026\"");
        assertThat(reason(text.replace("suite=\"2026\"", "suite=\"2025\""))).isEqualTo(Reason.STATEMENT_MALFORMED);
        assertThat(reason(text.replace("suite=\"2026\"", "suite=\"any\""))).isEqualTo(Reason.STATEMENT_MALFORMED);
        assertThat(reason(text.replace("suite=\"2026\"", ""))).isEqualTo(Suite2026.SUITE);
    }

    private static Object reason(String text) {
        Outcome<Agreement> read =
                AgreementDocument.read(Octets.of(text.getBytes(java.nio.charset.StandardCharsets.UTF_8)));
        return read.<Object>fold(Agreement::suite, no -> no.reason());
    }
}
