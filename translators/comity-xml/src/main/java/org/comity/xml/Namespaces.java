package org.comity.xml;

/** The namespaces of the wire. */
public final class Namespaces {
    /** Observations. */
    public static final String OBSERVATION = "urn:comity:observation:1";

    /** What control observations say. */
    public static final String STATEMENT = "urn:comity:statement:1";

    /** Agreements. */
    public static final String AGREEMENT = "urn:comity:agreement:1";

    /** XML signatures. */
    static final String SIGNATURE = "http://www.w3.org/2000/09/xmldsig#";

    private Namespaces() {}
}
