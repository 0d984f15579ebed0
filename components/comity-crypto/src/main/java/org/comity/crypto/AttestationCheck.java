package org.comity.crypto;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.comity.core.authority.AttestationTier;
import org.comity.core.authority.Credential;
import org.comity.core.authority.DeviceId;
import org.comity.core.mesh.Octets;
import org.comity.core.mesh.Outcome;
import org.comity.core.mesh.Reason;
import org.comity.crypto.path.CertificatePath;
import org.comity.crypto.path.PathCertificate;

/**
 * Appraises attestations (RFC 9334, RFC 9711). Each tier has its own backing: DECLARED is signed with the credential's own key and
 * no certificate; SOFTWARE by an attester of the mesh; HARDWARE too, over evidence that a key certified as the device's hardware
 * signed for the same key and nonce. A claim of more than its backing is a no, never a lower tier. Thread-safe.
 */
final class AttestationCheck {
    private static final int CHAIN_MAX = 4;
    private static final Set<String> HEADER_WITH_CHAIN =
            Set.of(CompactToken.ALGORITHM, CompactToken.TYPE, CompactToken.CHAIN);
    private static final Set<String> HEADER = Set.of(CompactToken.ALGORITHM, CompactToken.TYPE);

    private final MeshPaths paths;
    private final ProviderSignatureCheck signatures;

    AttestationCheck(MeshPaths paths, ProviderSignatureCheck signatures) {
        this.paths = paths;
        this.signatures = signatures;
    }

    Outcome<AttestationTier> appraise(
            Octets document, Credential credential, DeviceId device, MeshPaths.Anchors anchors) {
        Octets key = credential.publicKey();
        Optional<CompactToken> token = token(document);
        Optional<AttestationTier> tier = token.flatMap(AttestationCheck::claimedTier);
        if (tier.isEmpty() || !AttestationClaims.attest(token.get().claims(), tier.get(), device, key)) {
            return no("it is not an attestation of the key in " + device);
        }
        boolean backed = switch (tier.get()) {
            case DECLARED -> isDeclared(token.get(), key);
            case SOFTWARE -> isAttested(token.get(), anchors);
            case HARDWARE -> isAttested(token.get(), anchors) && isProven(token.get(), key, device, anchors);
        };
        return backed ? Outcome.yes(tier.get()) : no("nothing backs the tier " + tier.get() + " that it claims");
    }

    private static Outcome<AttestationTier> no(String detail) {
        return Outcome.no(Reason.ATTESTATION_NOT_VALID, detail);
    }

    private static Optional<CompactToken> token(Octets document) {
        return document.size() > CompactToken.OCTETS_MAX
                ? Optional.empty()
                : CompactToken.read(new String(document.bytes(), StandardCharsets.ISO_8859_1));
    }

    private static Optional<AttestationTier> claimedTier(CompactToken token) {
        String claimed = CompactToken.text(token.claims(), AttestationClaims.TIER);
        return Arrays.stream(AttestationTier.values())
                .filter(tier -> tier.name().equals(claimed))
                .findFirst();
    }

    private boolean isDeclared(CompactToken token, Octets key) {
        return CompactToken.hasExactly(token.header(), HEADER) && isSigned(token, key);
    }

    private boolean isAttested(CompactToken token, MeshPaths.Anchors anchors) {
        return signer(token, Profile.ATTESTER, anchors).isPresent();
    }

    /** The nonce of the evidence is the one of the attestation, and the evidence is not the younger. */
    private boolean isProven(CompactToken token, Octets key, DeviceId device, MeshPaths.Anchors anchors) {
        Optional<CompactToken> evidence = CompactToken.read(AttestationClaims.nested(token.claims()));
        return evidence.isPresent()
                && isEvidence(evidence.get(), key, device, anchors)
                && nonce(evidence.get()).equals(nonce(token))
                && !AttestationClaims.issuedAt(evidence.get().claims())
                        .isAfter(AttestationClaims.issuedAt(token.claims()));
    }

    /** Whether a key certified as this device's hardware signed it, for this key. */
    private boolean isEvidence(CompactToken evidence, Octets key, DeviceId device, MeshPaths.Anchors anchors) {
        return AttestationClaims.prove(evidence.claims(), device, key)
                && signer(evidence, Profile.EVIDENCE, anchors)
                        .flatMap(CredentialDocument::uri)
                        .filter(device.urn()::equals)
                        .isPresent();
    }

    /** The evidence that a device gives for a key, checked; empty where it is none, or answers another nonce. */
    Optional<CompactToken> evidence(
            Octets document, Octets key, DeviceId device, MeshPaths.Anchors anchors, byte[] nonce) {
        return token(document)
                .filter(evidence -> isEvidence(evidence, key, device, anchors))
                .filter(evidence -> nonce(evidence).equals(CompactToken.encode(nonce)));
    }

    private static String nonce(CompactToken token) {
        return CompactToken.text(token.claims(), AttestationClaims.NONCE);
    }

    /** The certificate that the token was signed under, valid for the purpose when the token was issued. */
    private Optional<PathCertificate> signer(
            CompactToken token, ASN1ObjectIdentifier purpose, MeshPaths.Anchors anchors) {
        if (!CompactToken.hasExactly(token.header(), HEADER_WITH_CHAIN)) {
            return Optional.empty();
        }
        Instant when = AttestationClaims.issuedAt(token.claims());
        Outcome<CertificatePath> path = chain(token.header().path(CompactToken.CHAIN))
                .then(chain -> paths.signing(chain, purpose, when, anchors));
        return path.<Optional<PathCertificate>>fold(
                        good -> Optional.of(good.chain().get(0)), no -> Optional.empty())
                .filter(leaf -> isSigned(token, leaf.publicKey()));
    }

    /** Certificates in padded base64, leaf first (RFC 7515, section 4.1.6). */
    private static Outcome<List<PathCertificate>> chain(JsonNode array) {
        if (!array.isArray() || array.isEmpty() || array.size() > CHAIN_MAX) {
            return Outcome.no(Reason.CREDENTIAL_NOT_VALID, "not a chain");
        }
        List<Outcome<PathCertificate>> chain = new ArrayList<>();
        for (JsonNode one : array) {
            chain.add(one.isTextual() ? certificate(one.textValue()) : certificate(""));
        }
        return CredentialDocument.all(chain);
    }

    private static Outcome<PathCertificate> certificate(String base64) {
        try {
            byte[] der = Base64.getDecoder().decode(base64);
            return Base64.getEncoder().encodeToString(der).equals(base64)
                    ? MeshPaths.certificate(der)
                    : Outcome.no(Reason.CREDENTIAL_NOT_VALID, "not the one base64 of these octets");
        } catch (IllegalArgumentException e) {
            return Outcome.no(Reason.CREDENTIAL_NOT_VALID, "not base64");
        }
    }

    private boolean isSigned(CompactToken token, Octets key) {
        return signatures.verify(key, token.algorithm(), token.signed(), token.signature());
    }
}
