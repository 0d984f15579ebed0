package org.comity.xml;

import java.nio.charset.StandardCharsets;

/** The literal octets of the one form of an observation, for the walk that recognises it. */
final class CanonicalForm {

    static final byte[] TAG_END = ascii(">");

    private CanonicalForm() {}

    /** An element of the observation's namespace. */
    enum Element {
        CORE("core"),
        ORIGIN("origin"),
        CREDENTIAL("credential"),
        ATTESTATION("attestation"),
        AGREEMENT("agreement"),
        FEATURE("feature"),
        PROPERTY("property"),
        PHENOMENON_TIME("phenomenonTime"),
        MADE("made"),
        GLOBAL("global"),
        SINCE_BEACON("sinceBeacon"),
        LOCAL_CLOCK("localClock"),
        SEEN("seen"),
        LABEL("label"),
        CATEGORY("category"),
        RESULT("result"),
        TERM("term"),
        CONTENT("content"),
        LINEAGE("lineage"),
        SOURCE("source"),
        RETRACTS("retracts"),
        BATCH("batch"),
        PATH("path");

        /** Its start tag up to the first attribute. */
        final byte[] start;

        /** Its end tag. */
        final byte[] end;

        /** The end of a start tag and, at once, the end tag. */
        final byte[] emptyEnd;

        Element(String name) {
            String qualified = CoreXml.PREFIX + ":" + name;
            this.start = ascii("<" + qualified);
            this.end = ascii("</" + qualified + ">");
            this.emptyEnd = ascii("></" + qualified + ">");
        }
    }

    /** An attribute without a namespace, up to its value. */
    enum Attribute {
        ALGORITHM("algorithm"),
        AUTHORITY("authority"),
        CLASSIFICATION("classification"),
        COMMITMENT("commitment"),
        CONTRIBUTOR("contributor"),
        DERIVATION("derivation"),
        DEVICE("device"),
        DIGEST("digest"),
        EDITION("edition"),
        ELAPSED("elapsed"),
        ENCODING("encoding"),
        END("end"),
        EPOCH("epoch"),
        INDEX("index"),
        LEAF_INDEX("leafIndex"),
        MEDIA_TYPE("mediaType"),
        MESH("mesh"),
        NANOSECONDS("nanoseconds"),
        OID("oid"),
        POLICY("policy"),
        PREVIOUS("previous"),
        REASON("reason"),
        REVISION_OF("revisionOf"),
        ROOT("root"),
        SCHEME("scheme"),
        SEQUENCE("sequence"),
        SIGNATURE("signature"),
        SIZE("size"),
        START("start"),
        TAG("tag"),
        TIME("time"),
        TYPE("type"),
        UNCERTAINTY("uncertainty"),
        VALUE("value");

        final byte[] literal;

        Attribute(String name) {
            this.literal = ascii(" " + name + "=\"");
        }
    }

    static byte[] ascii(String literal) {
        return literal.getBytes(StandardCharsets.US_ASCII);
    }
}
