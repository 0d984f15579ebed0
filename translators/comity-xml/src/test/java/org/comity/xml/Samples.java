package org.comity.xml;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import org.comity.core.authority.AuthorityId;
import org.comity.core.authority.DeviceId;
import org.comity.core.boundary.Signer;
import org.comity.core.lineage.Lineage;
import org.comity.core.lineage.Source;
import org.comity.core.mesh.Digest;
import org.comity.core.mesh.MeshId;
import org.comity.core.mesh.Octets;
import org.comity.core.mesh.Oid;
import org.comity.core.observation.BeaconRef;
import org.comity.core.observation.Core;
import org.comity.core.observation.FeatureOfInterest;
import org.comity.core.observation.Label;
import org.comity.core.observation.ObservedProperty;
import org.comity.core.observation.Origin;
import org.comity.core.observation.PhenomenonTime;
import org.comity.core.observation.Result;
import org.comity.core.observation.SignatureAlgorithm;
import org.comity.core.observation.TemporalReference;
import org.comity.core.observation.Term;

/** Random values that a seed repeats. */
final class Samples {
    private final Random random;

    Samples(long seed) {
        random = new Random(seed);
    }

    Digest digest() {
        byte[] bytes = new byte[Digest.SIZE];
        random.nextBytes(bytes);
        return Digest.of(bytes);
    }

    Oid oid() {
        return new Oid(digest());
    }

    /** Text with everything that XML escapes or that could be mistaken for markup. */
    String text() {
        String alphabet = "ab <>&\"'\u00e9\u4e2d]-!x";
        StringBuilder text = new StringBuilder("n");
        int length = random.nextInt(12);
        for (int i = 0; i < length; i++) {
            text.append(alphabet.charAt(random.nextInt(alphabet.length())));
        }
        return text.append('n').toString();
    }

    Instant instant() {
        return Instant.ofEpochSecond(random.nextInt(), random.nextInt(1_000_000_000));
    }

    private Octets content() {
        byte[] bytes = new byte[random.nextInt(40)];
        random.nextBytes(bytes);
        return random.nextBoolean() ? Octets.of(bytes) : Octets.of((text() + "\n\t" + text()).getBytes(
                java.nio.charset.StandardCharsets.UTF_8));
    }

    private TemporalReference.Claim claim() {
        Duration span = Duration.ofNanos(random.nextInt(1_000_000_000));
        return switch (random.nextInt(3)) {
            case 0 -> new TemporalReference.Global(instant(), span);
            case 1 -> new TemporalReference.SinceBeacon(beacon("urn:m:a"), span, span);
            default -> new TemporalReference.LocalClock("boot 7", random.nextLong(), span);
        };
    }

    private BeaconRef beacon(String mesh) {
        return new BeaconRef(new MeshId(mesh), random.nextInt(1_000), digest());
    }

    Core core() {
        long sequence = 1 + random.nextInt(5);
        List<Source> sources = new ArrayList<>();
        if (random.nextBoolean()) {
            sources.add(new Source.Disclosed(oid()));
            sources.add(new Source.Committed(digest()));
        }
        DeviceId device = new DeviceId("urn:d:1");
        return new Core(
                new Origin(
                        new MeshId("urn:m:a"),
                        new AuthorityId("urn:a:1"),
                        device,
                        sequence,
                        sequence == 1 ? Optional.empty() : Optional.of(oid())),
                digest(),
                digest(),
                Optional.empty(),
                new FeatureOfInterest("urn:f:s", text()),
                new ObservedProperty("urn:p:s", text()),
                new PhenomenonTime(Instant.EPOCH, Instant.EPOCH.plusSeconds(random.nextInt(100))),
                new TemporalReference(claim(), random.nextBoolean() ? List.of() : List.of(beacon("urn:m:a"), beacon("urn:m:b"))),
                random.nextBoolean() ? Optional.empty() : Optional.of(new Label(text(), text())),
                new Result("text/plain", content(), random.nextBoolean() ? List.of() : List.of(new Term("urn:t:s", text()))),
                new Lineage(
                        device,
                        sources,
                        Lineage.OBSERVED,
                        random.nextBoolean() ? Optional.empty() : Optional.of(oid()),
                        random.nextBoolean() ? List.of() : List.of(oid(), oid()),
                        random.nextBoolean() ? OptionalLong.empty() : OptionalLong.of(random.nextLong())));
    }

    /** A P-256 key of the platform behind the port. */
    record PlatformSigner(KeyPair keys, Digest credential) implements Signer {
        static PlatformSigner create() {
            try {
                KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
                generator.initialize(new ECGenParameterSpec("secp256r1"));
                return new PlatformSigner(generator.generateKeyPair(), Digest.sha256());
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        public SignatureAlgorithm algorithm() {
            return SignatureAlgorithm.ECDSA_P256_SHA256;
        }

        @Override
        public byte[] sign(byte[] message) {
            try {
                Signature signature = Signature.getInstance("SHA256withECDSAinP1363Format");
                signature.initSign(keys.getPrivate());
                signature.update(message);
                return signature.sign();
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException(e);
            }
        }

        boolean verifies(byte[] message, byte[] value) {
            try {
                Signature signature = Signature.getInstance("SHA256withECDSAinP1363Format");
                signature.initVerify(keys.getPublic());
                signature.update(message);
                return signature.verify(value);
            } catch (GeneralSecurityException e) {
                return false;
            }
        }
    }
}
