package org.comity.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.comity.core.agreement.Agreement;
import org.comity.core.agreement.WeightRule;
import org.comity.core.authority.AuthorityId;
import org.comity.core.control.Statement;
import org.comity.core.mesh.Octets;
import org.comity.core.observation.ObservedProperty;
import org.comity.core.reconcile.Audit;
import org.comity.core.reconcile.Bundle;
import org.comity.xml.AgreementDocument;
import org.junit.jupiter.api.Test;

class AuditTest {
    private static final AuthorityId SHERIFF = new AuthorityId("urn:authority:sheriff");
    private static final AuthorityId PATROL = new AuthorityId("urn:authority:patrol");

    private final LocalMeshes meshes = LocalMeshes.of("county", "state");
    private final AgreementSketch sketch = meshes.sketch()
            .authority(SHERIFF, meshes.mesh("county"), 0, "urn:sheriff")
            .authority(PATROL, meshes.mesh("state"), 0, "urn:patrol")
            .weight(new WeightRule(Optional.of(PATROL), WeightRule.When.ALWAYS, 10))
            .domain("road-state", "urn:roads", new ObservedProperty("urn:properties", "road-state"));
    private final Agreement agreement = sketch.agree();

    private Bundle bundle(String mesh) {
        return Bundle.of(meshes.agent(mesh), AgreementDocument.write(agreement));
    }

    private void story() {
        meshes.agree(agreement);
        meshes.mesh("county").observe(SHERIFF, TwoMeshesTest.road(SHERIFF, "1", "open"));
        meshes.exchange();
        meshes.split("state");
        meshes.mesh("county").observe(SHERIFF, TwoMeshesTest.road(SHERIFF, "1", "flooded"));
        meshes.mesh("state").observe(PATROL, TwoMeshesTest.road(PATROL, "1", "closed"));
        meshes.exchange();
        meshes.rejoin();
    }

    @Test
    void derivesTheSamePictureFromTheBundleOfEitherSide() {
        // Given
        story();

        for (String mesh : List.of("county", "state")) {
            // When
            Audit.Report report = LocalMesh.audit().check(bundle(mesh).octets());

            // Then
            assertThat(report.findings()).as(mesh).isEmpty();
            assertThat(report.derived().orElseThrow().picture().digest())
                    .isEqualTo(meshes.agent("county").current().picture().digest());
            assertThat(meshes.agent(mesh).admitted())
                    .filteredOn(one -> one.statement().orElse(null) instanceof Statement.Certificate)
                    .as("certificates of both sides were compared")
                    .hasSizeGreaterThan(1);
        }
    }

    @Test
    void namesACheckForAnyFlippedOctet() {
        // Given
        story();
        byte[] good = bundle("state").octets().bytes();
        Random random = new Random(7);

        for (int i = 0; i < 60; i++) {
            // When
            byte[] spoilt = good.clone();
            spoilt[random.nextInt(spoilt.length)] ^= (byte) (1 << random.nextInt(8));
            Audit.Report report = LocalMesh.audit().check(Octets.of(spoilt));

            // Then
            assertThat(report.isGood()).isFalse();
            assertThat(report.findings())
                    .first()
                    .extracting(Audit.Finding::check)
                    .isEqualTo(Audit.Check.BUNDLE_DIGEST);
        }
    }

    @Test
    void findsWhatAMeshLeftOutOrClaimedOtherwise() {
        // Given a mesh that mends the bundle's digest after each change
        story();
        Bundle good = bundle("state");
        List<Octets> fewer = good.observations().subList(0, good.observations().size() - 1);
        Bundle without = new Bundle(
                good.mesh(),
                good.agreement(),
                fewer,
                good.documents(),
                good.kept(),
                good.leaves(),
                good.head(),
                good.picture());
        Bundle shorter = new Bundle(
                good.mesh(),
                good.agreement(),
                good.observations(),
                good.documents(),
                good.kept(),
                good.leaves().subList(1, good.leaves().size()),
                good.head(),
                good.picture());
        Bundle boasting = new Bundle(
                good.mesh(),
                good.agreement(),
                good.observations(),
                good.documents(),
                good.kept(),
                good.leaves(),
                good.head(),
                agreement.digest());

        // Then
        assertThat(checks(without)).contains(Audit.Check.PICTURE);
        assertThat(checks(shorter)).contains(Audit.Check.LEDGER_HEAD);
        assertThat(checks(boasting)).containsExactly(Audit.Check.PICTURE);
    }

    private static List<Audit.Check> checks(Bundle bundle) {
        return LocalMesh.audit().check(bundle.octets()).findings().stream()
                .map(Audit.Finding::check)
                .toList();
    }
}
