package org.comity.crypto;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.PrivateKey;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.comity.core.mesh.Octets;
import org.comity.core.observation.SignatureAlgorithm;

/**
 * A compact JWS (RFC 7515) of the form in which attestations travel: three parts of canonical base64url, objects in UTF-8 without
 * duplicate members, type {@code eat+jwt}, and one of three algorithms.
 *
 * @param signed what the signature is over
 */
record CompactToken(
        ObjectNode header, ObjectNode claims, SignatureAlgorithm algorithm, byte[] signed, byte[] signature) {
    static final String ALGORITHM = "alg";
    static final String TYPE = "typ";
    static final String CHAIN = "x5c";
    static final int OCTETS_MAX = 64 * 1024;

    /** The media type of RFC 9711, without its prefix. */
    private static final String EAT = "eat+jwt";

    private static final Map<String, SignatureAlgorithm> ALGORITHMS = Map.of(
            "ES256", SignatureAlgorithm.ECDSA_P256_SHA256,
            "ES384", SignatureAlgorithm.ECDSA_P384_SHA384,
            "Ed25519", SignatureAlgorithm.ED25519);

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    /** Takes a token apart; empty where it is none of this form. The signature is not checked. */
    static Optional<CompactToken> read(String text) {
        String[] parts = text.split("\\.", -1);
        if (text.length() > OCTETS_MAX || parts.length != 3) {
            return Optional.empty();
        }
        try {
            ObjectNode header = object(decode(parts[0]));
            SignatureAlgorithm algorithm = ALGORITHMS.get(text(header, ALGORITHM));
            return algorithm == null || !EAT.equals(text(header, TYPE))
                    ? Optional.empty()
                    : Optional.of(new CompactToken(
                            header,
                            object(decode(parts[1])),
                            algorithm,
                            (parts[0] + "." + parts[1]).getBytes(StandardCharsets.US_ASCII),
                            decode(parts[2])));
        } catch (IOException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** Base64url without padding, of which there is one text for each run of octets. */
    static byte[] decode(String text) {
        byte[] octets = Base64.getUrlDecoder().decode(text);
        if (!encode(octets).equals(text)) {
            throw new IllegalArgumentException("not the one base64url of these octets");
        }
        return octets;
    }

    static String encode(byte[] octets) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(octets);
    }

    private static ObjectNode object(byte[] utf8) throws IOException {
        String text = StandardCharsets.UTF_8
                .newDecoder()
                .decode(ByteBuffer.wrap(utf8))
                .toString();
        JsonNode node = JSON.readTree(text);
        if (node instanceof ObjectNode object) {
            return object;
        }
        throw new IOException("not an object");
    }

    /** A member that is text; the empty text where it is none. */
    static String text(JsonNode object, String member) {
        JsonNode node = object.path(member);
        return node.isTextual() ? node.textValue() : "";
    }

    /** Whether an object has these members and no other. */
    static boolean hasExactly(JsonNode object, Set<String> members) {
        Set<String> found = new java.util.HashSet<>();
        object.fieldNames().forEachRemaining(found::add);
        return object.isObject() && found.equals(members);
    }

    /** Signs claims; the header's type and algorithm are added. */
    static Octets sign(ObjectNode header, ObjectNode claims, SignatureAlgorithm algorithm, Signing signing) {
        ObjectNode whole = header.deepCopy();
        ALGORITHMS.forEach((name, one) -> {
            if (one == algorithm) {
                whole.put(ALGORITHM, name);
            }
        });
        whole.put(TYPE, EAT);
        String signed = encode(whole.toString().getBytes(StandardCharsets.UTF_8)) + "."
                + encode(claims.toString().getBytes(StandardCharsets.UTF_8));
        byte[] signature = signing.sign(signed.getBytes(StandardCharsets.US_ASCII));
        return Octets.of((signed + "." + encode(signature)).getBytes(StandardCharsets.US_ASCII));
    }

    static ObjectNode object() {
        return JSON.createObjectNode();
    }

    /** Makes a signature over octets. */
    interface Signing {
        byte[] sign(byte[] message);

        static Signing with(PrivateKey key, SignatureAlgorithm algorithm) {
            return message -> Algorithms.sign(algorithm, key, message);
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof CompactToken that
                && Arrays.equals(signed, that.signed)
                && Arrays.equals(signature, that.signature);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(signed);
    }

    @Override
    public String toString() {
        return "CompactToken[" + algorithm + "]";
    }
}
