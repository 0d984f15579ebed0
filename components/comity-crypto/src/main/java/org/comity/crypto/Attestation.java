package org.comity.crypto;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import org.comity.core.authority.AttestationTier;
import org.comity.core.mesh.Octets;

/** The parts of an EAT that this profile reads: header, claims, what was signed and the signature. */
record Attestation(JsonNode header, JsonNode claims, byte[] signed, byte[] signature) {
    /** The member of {@code cnf} that names the key: SHA-256 of its SubjectPublicKeyInfo, in hexadecimal. */
    static final String KEY = "urn:comity:spki-sha256";

    /** The claim that names the tier. */
    static final String TIER = "urn:comity:tier";

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    /** Takes a compact JWS apart; empty where it is none. */
    static Optional<Attestation> read(Octets document) {
        String text = new String(document.bytes(), StandardCharsets.US_ASCII);
        String[] parts = text.split("\\.", -1);
        if (parts.length != 3) {
            return Optional.empty();
        }
        try {
            Base64.Decoder decoder = Base64.getUrlDecoder();
            byte[] signed = (parts[0] + "." + parts[1]).getBytes(StandardCharsets.US_ASCII);
            return Optional.of(new Attestation(
                    JSON.readTree(decoder.decode(parts[0])),
                    JSON.readTree(decoder.decode(parts[1])),
                    signed,
                    decoder.decode(parts[2])));
        } catch (IOException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    Optional<AttestationTier> tier() {
        for (AttestationTier tier : AttestationTier.values()) {
            if (tier.name().equals(claims.path(TIER).asText())) {
                return Optional.of(tier);
            }
        }
        return Optional.empty();
    }
}
