package org.comity.core.observation;

/** Signature algorithms that a {@link Suite} may choose. Signatures are in fixed-length form (r || s, RFC 8032). */
public enum SignatureAlgorithm {
    /** FIPS 186-5, P-256 with SHA-256; 64 octets. */
    ECDSA_P256_SHA256("http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha256", 64),
    /** FIPS 186-5, P-384 with SHA-384; 96 octets. */
    ECDSA_P384_SHA384("http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha384", 96),
    /** RFC 8032; 64 octets. */
    ED25519("http://www.w3.org/2021/04/xmldsig-more#eddsa-ed25519", 64);

    private final String uri;
    private final int size;

    SignatureAlgorithm(String uri, int size) {
        this.uri = uri;
        this.size = size;
    }

    /** The identifier in an XML signature (RFC 9231). */
    public String uri() {
        return uri;
    }

    /** The number of octets of a signature. */
    public int size() {
        return size;
    }
}
