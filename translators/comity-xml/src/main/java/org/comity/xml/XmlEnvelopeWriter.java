package org.comity.xml;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.comity.core.boundary.Envelope;
import org.comity.core.boundary.EnvelopeWriter;
import org.comity.core.boundary.Signer;
import org.comity.core.boundary.SigningBatch;
import org.comity.core.mesh.Octets;
import org.comity.core.mesh.Oid;
import org.comity.core.observation.Core;
import org.comity.core.observation.Evidence;
import org.comity.core.observation.Observation;

/** Writes observations in canonical form, signed through the signer's port. Immutable, thread-safe. */
public final class XmlEnvelopeWriter implements EnvelopeWriter {

    static final String OPEN = "<o:observation" + CoreXml.DECLARATION + ">";
    static final String CLOSE = "</o:observation>";

    /**
     * {@inheritDoc}
     *
     * @throws IllegalArgumentException when the core names another credential than the signer's, or holds what XML 1.0
     *     cannot carry
     */
    @Override
    public Envelope sign(Core core, Signer signer) {
        String inside = coreOf(core, signer);
        String digest = base64(SignatureProfile.digest(signer.algorithm(), List.of(ByteBuffer.wrap(covered(inside)))));
        byte[] signedInfo = CanonicalForm.ascii(SignatureProfile.signedInfo(signer.algorithm(), digest));
        byte[] signature = signer.sign(signedInfo);
        Octets octets = document(inside, SignatureProfile.signature(signer.algorithm(), digest, base64(signature)));
        return new Envelope(
                new Observation(oid(inside), core, octets),
                new Evidence.Single(signer.algorithm(), Octets.of(signedInfo), Octets.of(signature)));
    }

    /**
     * {@inheritDoc}
     *
     * @throws IllegalArgumentException as {@link #sign}, and when there is no core or more than a batch holds
     */
    @Override
    public List<Envelope> signBatch(List<Core> cores, Signer signer) {
        List<String> insides = cores.stream().map(core -> coreOf(core, signer)).toList();
        List<Oid> oids = insides.stream().map(XmlEnvelopeWriter::oid).toList();
        SigningBatch batch = new SigningBatch(oids);
        Octets signature = Octets.of(signer.sign(batch.head(signer.credential())));
        List<Envelope> envelopes = new ArrayList<>(cores.size());
        for (int i = 0; i < cores.size(); i++) {
            Evidence.Batched place =
                    new Evidence.Batched(i, cores.size(), batch.path(i), signer.algorithm(), signature);
            Octets octets = document(insides.get(i), BatchXml.inside(place));
            envelopes.add(new Envelope(new Observation(oids.get(i), cores.get(i), octets), place));
        }
        return List.copyOf(envelopes);
    }

    @Override
    public Oid oid(Core core) {
        return oid(CoreXml.inside(core));
    }

    private static String coreOf(Core core, Signer signer) {
        if (!core.credential().equals(signer.credential())) {
            throw new IllegalArgumentException("the core names another credential than the signer's");
        }
        return CoreXml.inside(core);
    }

    static Oid oid(String inside) {
        return Oid.ofCanonicalCore(CoreXml.apex(inside).getBytes(StandardCharsets.UTF_8));
    }

    /** The canonical form of the document without its signature. */
    static byte[] covered(String inside) {
        return (OPEN + inside + CLOSE).getBytes(StandardCharsets.UTF_8);
    }

    private static String base64(byte[] octets) {
        return Base64.getEncoder().encodeToString(octets);
    }

    private static Octets document(String inside, String evidence) {
        return Octets.of((OPEN + inside + evidence + CLOSE).getBytes(StandardCharsets.UTF_8));
    }
}
