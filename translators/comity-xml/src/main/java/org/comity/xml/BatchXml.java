package org.comity.xml;

import java.util.Arrays;
import java.util.Base64;
import org.comity.core.mesh.Digest;
import org.comity.core.observation.Evidence;
import org.comity.core.observation.SignatureAlgorithm;

/** A place in a signing batch as XML, both ways. */
final class BatchXml {

    private BatchXml() {}

    /** The batch element inside an observation. */
    static String inside(Evidence.Batched batched) {
        return write(batched, "");
    }

    /** The same element as the apex of its own canonical form. */
    static String apex(Evidence.Batched batched) {
        return write(batched, CoreXml.DECLARATION);
    }

    private static String write(Evidence.Batched batched, String declaration) {
        CanonicalXml out = new CanonicalXml(CoreXml.PREFIX);
        out.openDeclaring(
                "batch",
                declaration,
                CanonicalXml.with("algorithm", batched.algorithm().uri())
                        .and("index", batched.index())
                        .and(
                                "signature",
                                Base64.getEncoder()
                                        .encodeToString(batched.signature().bytes()))
                        .and("size", batched.size()));
        batched.path().forEach(node -> out.element("path", node.hex()));
        return out.close().toString();
    }

    /** Reads a batch element that the schema accepted; throws as {@link DomElement} does. */
    static Evidence.Batched read(DomElement batch) {
        return new Evidence.Batched(
                batch.number("index"),
                batch.number("size"),
                batch.children("path").stream()
                        .map(node -> Digest.parse(node.text()))
                        .toList(),
                algorithm(batch.text("algorithm")),
                batch.base64("signature"));
    }

    /** The algorithm of that identifier; throws IllegalArgumentException where there is none. */
    static SignatureAlgorithm algorithm(String uri) {
        return Arrays.stream(SignatureAlgorithm.values())
                .filter(one -> one.uri().equals(uri))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no such algorithm"));
    }
}
