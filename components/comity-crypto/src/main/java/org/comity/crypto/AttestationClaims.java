package org.comity.crypto;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Set;
import org.comity.core.authority.AttestationTier;
import org.comity.core.authority.DeviceId;
import org.comity.core.mesh.Octets;

/** The claims of attestations and of the evidence beneath them (RFC 9711): their names, their forms, and how they are written. */
final class AttestationClaims {
    static final String PROFILE = "eat_profile";
    static final String ISSUED_AT = "iat";
    static final String SUBJECT = "sub";
    static final String CONFIRMATION = "cnf";
    static final String NONCE = "eat_nonce";
    static final String SUBMODULES = "submods";

    /** The claim that names the tier. */
    static final String TIER = "urn:comity:tier";

    /** The one submodule, a nested token: what the hardware itself signed. */
    static final String HARDWARE = "hardware";

    private static final String NESTED = "JWT";
    private static final String DEVICE = "ueid";
    private static final String MAKER = "oemid";
    private static final String DEBUG = "dbgstat";
    private static final String MEASUREMENTS = "measurements";

    /** The member of the confirmation that names the key: SHA-256 of its SubjectPublicKeyInfo, in hexadecimal. */
    private static final String KEY = "urn:comity:spki-sha256";

    private static final String ATTESTATION = "urn:comity:attestation:1";
    private static final String EVIDENCE = "urn:comity:evidence:1";
    private static final int OCTET_STREAM = 42;
    private static final int FORMAT_MAX = 65_535;
    private static final int MEASUREMENTS_MAX = 64;
    private static final int NONCE_OCTETS_MIN = 8;
    private static final int NONCE_OCTETS_MAX = 64;

    private static final Set<String> COMMON = Set.of(PROFILE, ISSUED_AT, SUBJECT, CONFIRMATION, TIER);
    private static final Set<String> OF_HARDWARE =
            Set.of(PROFILE, ISSUED_AT, SUBJECT, CONFIRMATION, TIER, NONCE, SUBMODULES);
    private static final Set<String> OF_EVIDENCE =
            Set.of(PROFILE, ISSUED_AT, SUBJECT, CONFIRMATION, NONCE, DEVICE, MAKER, DEBUG, MEASUREMENTS);
    private static final Set<String> CLOSED =
            Set.of("disabled", "disabled-since-boot", "disabled-permanently", "disabled-fully-and-permanently");

    private AttestationClaims() {}

    /** Whether the claims are an attestation of that tier for this key in this device, with no claim besides. */
    static boolean attest(JsonNode claims, AttestationTier tier, DeviceId device, Octets key) {
        boolean hardware = tier == AttestationTier.HARDWARE;
        return CompactToken.hasExactly(claims, hardware ? OF_HARDWARE : COMMON)
                && ATTESTATION.equals(CompactToken.text(claims, PROFILE))
                && speakOf(claims, device, key)
                && (!hardware || isNonce(claims) && !nested(claims).isEmpty());
    }

    /** Whether the claims are evidence of a hardware root for this key in this device, with no claim besides. */
    static boolean prove(JsonNode claims, DeviceId device, Octets key) {
        return CompactToken.hasExactly(claims, OF_EVIDENCE)
                && EVIDENCE.equals(CompactToken.text(claims, PROFILE))
                && speakOf(claims, device, key)
                && isNonce(claims)
                && isDevice(CompactToken.text(claims, DEVICE))
                && isMaker(claims.path(MAKER))
                && CLOSED.contains(CompactToken.text(claims, DEBUG))
                && areMeasurements(claims.path(MEASUREMENTS));
    }

    private static boolean speakOf(JsonNode claims, DeviceId device, Octets key) {
        JsonNode confirmation = claims.path(CONFIRMATION);
        JsonNode issued = claims.path(ISSUED_AT);
        return issued.isIntegralNumber()
                && issued.canConvertToLong()
                && issued.longValue() >= 0
                && issued.longValue() <= Instant.MAX.getEpochSecond()
                && device.urn().equals(CompactToken.text(claims, SUBJECT))
                && CompactToken.hasExactly(confirmation, Set.of(KEY))
                && key.digest().hex().equals(CompactToken.text(confirmation, KEY));
    }

    static Instant issuedAt(JsonNode claims) {
        return Instant.ofEpochSecond(claims.path(ISSUED_AT).longValue());
    }

    /** The nested token of the one submodule; the empty text where there is none. */
    static String nested(JsonNode claims) {
        JsonNode submodules = claims.path(SUBMODULES);
        JsonNode token = submodules.path(HARDWARE);
        boolean one = CompactToken.hasExactly(submodules, Set.of(HARDWARE))
                && token.isArray()
                && token.size() == 2
                && NESTED.equals(token.get(0).asText());
        return one && token.get(1).isTextual() ? token.get(1).textValue() : "";
    }

    private static boolean isNonce(JsonNode claims) {
        int size = size(CompactToken.text(claims, NONCE));
        return size >= NONCE_OCTETS_MIN && size <= NONCE_OCTETS_MAX;
    }

    /** Octets behind canonical base64url; none where it is another text. */
    private static int size(String text) {
        try {
            return CompactToken.decode(text).length;
        } catch (IllegalArgumentException e) {
            return 0;
        }
    }

    /** A random number of 128, 192 or 256 bits, an IEEE identifier, or an IMEI, each after its type (RFC 9711, section 4.2.1). */
    private static boolean isDevice(String text) {
        int size = size(text);
        if (size == 0) {
            return false;
        }
        return switch (CompactToken.decode(text)[0]) {
            case 1 -> size == 17 || size == 25 || size == 33;
            case 2 -> size == 7 || size == 9;
            case 3 -> size == 15;
            default -> false;
        };
    }

    /** A private enterprise number, an IEEE prefix, or 128 random bits (RFC 9711, section 4.2.3). */
    private static boolean isMaker(JsonNode maker) {
        if (maker.isIntegralNumber()) {
            return maker.canConvertToLong() && maker.longValue() > 0 && maker.longValue() < 1L << 32;
        }
        int size = maker.isTextual() ? size(maker.textValue()) : 0;
        return size == 3 || size == 16;
    }

    /** Pairs of a CoAP content format and the octets, in base64url (RFC 9711, section 4.2.16). */
    private static boolean areMeasurements(JsonNode measurements) {
        boolean good = measurements.isArray() && measurements.size() > 0 && measurements.size() <= MEASUREMENTS_MAX;
        for (JsonNode one : measurements) {
            JsonNode format = one.path(0);
            good = good
                    && one.isArray()
                    && one.size() == 2
                    && format.isIntegralNumber()
                    && format.canConvertToInt()
                    && format.intValue() >= 0
                    && format.intValue() <= FORMAT_MAX
                    && one.get(1).isTextual()
                    && size(one.get(1).textValue()) > 0;
        }
        return good;
    }

    private static ObjectNode about(String profile, DeviceId device, Octets key, Instant issuedAt) {
        ObjectNode claims = CompactToken.object();
        claims.put(PROFILE, profile);
        claims.put(ISSUED_AT, issuedAt.getEpochSecond());
        claims.put(SUBJECT, device.urn());
        claims.putObject(CONFIRMATION).put(KEY, key.digest().hex());
        return claims;
    }

    static ObjectNode attestation(AttestationTier tier, DeviceId device, Octets key, Instant issuedAt) {
        return about(ATTESTATION, device, key, issuedAt).put(TIER, tier.name());
    }

    /** The claims of the hardware tier, with the evidence that they rest on. */
    static ObjectNode appraised(DeviceId device, Octets key, Instant issuedAt, CompactToken evidence, Octets token) {
        ObjectNode claims = attestation(AttestationTier.HARDWARE, device, key, issuedAt);
        claims.put(NONCE, CompactToken.text(evidence.claims(), NONCE));
        claims.putObject(SUBMODULES)
                .putArray(HARDWARE)
                .add(NESTED)
                .add(new String(token.bytes(), java.nio.charset.StandardCharsets.US_ASCII));
        return claims;
    }

    static ObjectNode evidence(
            DeviceId device, Octets key, Instant issuedAt, DeviceAttester.State state, byte[] nonce) {
        ObjectNode claims = about(EVIDENCE, device, key, issuedAt);
        claims.put(NONCE, CompactToken.encode(nonce));
        claims.put(DEVICE, CompactToken.encode(state.ueid().bytes()));
        claims.put(MAKER, state.enterprise());
        claims.put(DEBUG, state.debug());
        var list = claims.putArray(MEASUREMENTS);
        state.measurements().forEach(one -> list.addArray().add(OCTET_STREAM).add(CompactToken.encode(one.bytes())));
        return claims;
    }
}
