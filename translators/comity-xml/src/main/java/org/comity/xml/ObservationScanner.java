package org.comity.xml;

import java.nio.ByteBuffer;
import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.comity.core.boundary.Envelope;
import org.comity.core.mesh.Digest;
import org.comity.core.mesh.Octets;
import org.comity.core.mesh.Oid;
import org.comity.core.observation.Core;
import org.comity.core.observation.Evidence;
import org.comity.core.observation.Observation;
import org.comity.core.observation.SignatureAlgorithm;
import org.comity.xml.CanonicalForm.Attribute;
import org.comity.xml.CanonicalForm.Element;

/**
 * Reads an observation whose octets are already the ones that the writer writes, in one walk: proves them canonical,
 * digests them and takes the values from the very octets that the digest covers. It accepts nothing that the general path
 * refuses; of anything else it says nothing at all, and the general path judges.
 */
final class ObservationScanner {

    private static final byte[] OPEN = CanonicalForm.ascii(XmlEnvelopeWriter.OPEN);
    private static final byte[] CLOSE = CanonicalForm.ascii(XmlEnvelopeWriter.CLOSE);
    private static final byte[] CORE_APEX = CanonicalForm.ascii(CoreXml.apex(CoreXml.OPEN));
    private static final byte[] PATH = CanonicalForm.ascii("<o:path>");
    private static final int CORE_OPEN = CoreXml.OPEN.length();

    private final byte[] octets;
    private final CanonicalCursor in;

    private ObservationScanner(byte[] octets) {
        this.octets = octets;
        this.in = new CanonicalCursor(octets);
    }

    /** The envelope; empty where the octets are not in the one form, or what they say does not hold. */
    static Optional<Envelope> scan(Octets document) {
        if (document.size() > HardenedXml.OCTETS_MAX) {
            return Optional.empty();
        }
        try {
            return Optional.of(new ObservationScanner(document.bytes()).envelope(document));
        } catch (CanonicalCursor.Unusual | IllegalArgumentException | DateTimeException e) {
            return Optional.empty();
        }
    }

    private Envelope envelope(Octets document) {
        in.take(OPEN);
        int start = in.at();
        Core core = new CoreScanner(in).core();
        int end = in.at();
        Evidence evidence = in.takes(Element.BATCH.start) ? batched() : single(end);
        in.take(CLOSE);
        in.end();
        return new Envelope(new Observation(oid(start, end), core, document), evidence);
    }

    private Oid oid(int start, int end) {
        int inner = start + CORE_OPEN;
        return Oid.ofCanonicalCore(ByteBuffer.wrap(CORE_APEX), ByteBuffer.wrap(octets, inner, end - inner));
    }

    private Evidence single(int end) {
        return SignatureForm.take(in, List.of(ByteBuffer.wrap(octets, 0, end), ByteBuffer.wrap(CLOSE)));
    }

    private Evidence batched() {
        SignatureAlgorithm algorithm = BatchXml.algorithm(in.value(Attribute.ALGORITHM));
        long index = in.number(Attribute.INDEX);
        byte[] signature = in.base64(Attribute.SIGNATURE);
        long size = in.number(Attribute.SIZE);
        in.take(CanonicalForm.TAG_END);
        List<Digest> path = new ArrayList<>();
        while (in.takes(PATH)) {
            path.add(in.digest());
            in.take(Element.PATH.end);
        }
        in.take(Element.BATCH.end);
        if (signature.length != algorithm.size()) {
            throw CanonicalCursor.Unusual.HERE;
        }
        return new Evidence.Batched(index, size, path, algorithm, Octets.of(signature));
    }
}
