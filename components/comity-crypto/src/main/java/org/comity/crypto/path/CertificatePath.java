package org.comity.crypto.path;

import java.time.Instant;
import java.util.Comparator;
import java.util.Date;
import java.util.List;
import java.util.stream.Stream;

/**
 * A validated path: a result of a check, never a claim. It stays valid, under the same rules and lists, at every instant of its window.
 */
public final class CertificatePath {
    private final List<PathCertificate> chain;
    private final PathCertificate anchor;

    CertificatePath(List<PathCertificate> chain, PathCertificate anchor) {
        this.chain = List.copyOf(chain);
        this.anchor = anchor;
    }

    /** The certificates, leaf first, without the anchor; never empty. */
    public List<PathCertificate> chain() {
        return chain;
    }

    /** The anchor that it leads to. */
    public PathCertificate anchor() {
        return anchor;
    }

    /** The first instant at which all of its certificates are valid, the anchor included. */
    public Instant notBefore() {
        return all().map(one -> one.certificate().getNotBefore())
                .max(Comparator.naturalOrder())
                .map(Date::toInstant)
                .orElseThrow();
    }

    /** The last such instant. */
    public Instant notAfter() {
        return all().map(one -> one.certificate().getNotAfter())
                .min(Comparator.naturalOrder())
                .map(Date::toInstant)
                .orElseThrow();
    }

    private Stream<PathCertificate> all() {
        return Stream.concat(chain.stream(), Stream.of(anchor));
    }
}
