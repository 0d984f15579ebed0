package org.comity.benchmarks;

import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.comity.core.agreement.Agreement;
import org.comity.core.authority.AuthorityId;
import org.comity.core.authority.DeviceId;
import org.comity.core.authority.Role;
import org.comity.core.authority.Scope;
import org.comity.core.boundary.Envelope;
import org.comity.core.lineage.Lineage;
import org.comity.core.mesh.Digest;
import org.comity.core.mesh.Octets;
import org.comity.core.mesh.Oid;
import org.comity.core.observation.Core;
import org.comity.core.observation.FeatureOfInterest;
import org.comity.core.observation.ObservedProperty;
import org.comity.core.observation.Origin;
import org.comity.core.observation.PhenomenonTime;
import org.comity.core.observation.Result;
import org.comity.core.observation.SignatureAlgorithm;
import org.comity.core.observation.TemporalReference;
import org.comity.core.reconcile.Voice;
import org.comity.crypto.Algorithms;
import org.comity.crypto.MeshRoot;
import org.comity.testkit.AgreementSketch;
import org.comity.testkit.LocalMesh;
import org.comity.xml.XmlWire;

/** Observations of 4 KB by one authority, with its key, its documents and the agreement that admits them. */
final class Evidence {

    static final int BATCH = 256;

    private static final Instant FROM = Instant.parse("2026-01-01T00:00:00Z");
    private static final int CONTENT = 2_700;

    final KeyPair keys;
    final Voice voice;
    final Agreement agreement;
    final List<Core> cores;
    final List<byte[]> singles;
    final List<byte[]> batched;

    Evidence(SignatureAlgorithm algorithm) {
        LocalMesh mesh = new LocalMesh("county", FROM);
        this.keys = Algorithms.generate(algorithm, new SecureRandom());
        Scope scope = new Scope(Set.of("urn:example:incidents"), Set.of(Scope.ALL), 1);
        this.voice = mesh.root()
                .voice(
                        new MeshRoot.Subject(
                                Role.AUTHORITY, "urn:example:fire", scope, FROM, FROM.plus(Duration.ofDays(365))),
                        new DeviceId("urn:example:device:1"),
                        algorithm,
                        keys);
        this.agreement = new AgreementSketch(List.of(mesh, new LocalMesh("state", FROM))).agree();
        this.cores = cores(mesh);
        XmlWire wire = LocalMesh.wire();
        this.singles = cores.stream()
                .map(core -> octets(wire.writer().sign(core, voice.signer())))
                .toList();
        this.batched = wire.writer().signBatch(cores, voice.signer()).stream()
                .map(Evidence::octets)
                .toList();
    }

    private static byte[] octets(Envelope envelope) {
        return envelope.observation().octets().bytes();
    }

    /** The document of that digest. */
    Optional<Octets> document(Digest digest) {
        return digest.equals(voice.credential().digest())
                ? Optional.of(voice.credential())
                : Optional.of(voice.attestation());
    }

    private List<Core> cores(LocalMesh mesh) {
        List<Core> made = new ArrayList<>();
        Optional<Oid> previous = Optional.empty();
        for (int i = 0; i < BATCH; i++) {
            Core core = core(mesh, i, previous);
            previous = Optional.of(LocalMesh.wire().writer().oid(core));
            made.add(core);
        }
        return List.copyOf(made);
    }

    private Core core(LocalMesh mesh, int number, Optional<Oid> previous) {
        String text = ("{\"incident\": " + number + ", \"note\": \"water & <smoke> reported on the east side\"} ")
                .repeat(CONTENT / 80);
        Instant time = FROM.plusSeconds(number);
        return new Core(
                new Origin(
                        mesh.id(),
                        new AuthorityId("urn:example:fire"),
                        new DeviceId("urn:example:device:1"),
                        number + 1L,
                        previous),
                voice.credential().digest(),
                voice.attestation().digest(),
                Optional.empty(),
                new FeatureOfInterest("urn:example:incidents", "incident-" + number),
                new ObservedProperty("urn:example:properties", "situation"),
                PhenomenonTime.at(time),
                new TemporalReference(
                        new TemporalReference.Global(time.plusMillis(20), Duration.ofMillis(50)), List.of()),
                Optional.empty(),
                new Result("application/json", Octets.of(text.getBytes(StandardCharsets.UTF_8)), List.of()),
                Lineage.observed(new DeviceId("urn:example:device:1")));
    }
}
