package org.comity.xml;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.comity.core.boundary.Envelope;
import org.comity.core.boundary.EnvelopeWriter;
import org.comity.core.boundary.Signer;
import org.comity.core.boundary.SigningBatch;
import org.comity.core.mesh.Digest;
import org.comity.core.mesh.Octets;
import org.comity.core.mesh.Oid;
import org.comity.core.observation.Core;
import org.comity.core.observation.Evidence;
import org.comity.core.observation.Observation;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

/** Writes observations, in canonical form throughout. */
public final class XmlEnvelopeWriter implements EnvelopeWriter {
    @Override
    public Envelope sign(Core core, Signer signer) {
        Element root = root();
        Oid oid = append(core, root);
        Element signature = SignatureProfile.append(root, signer.algorithm());
        byte[] info = SignatureProfile.signedInfo(signature);
        byte[] value = signer.sign(info);
        SignatureProfile.setValue(signature, value);
        Evidence evidence = new Evidence.Single(signer.algorithm(), Octets.of(info), Octets.of(value));
        return new Envelope(new Observation(oid, core, Octets.of(HardenedXml.canonical(root))), evidence);
    }

    @Override
    public List<Envelope> signBatch(List<Core> cores, Signer signer) {
        SigningBatch batch = new SigningBatch(cores.stream().map(this::oid).toList());
        Octets signature = Octets.of(signer.sign(batch.head(signer.credential())));
        List<Envelope> envelopes = new ArrayList<>();
        for (int i = 0; i < cores.size(); i++) {
            Evidence.Batched evidence =
                    new Evidence.Batched(i, cores.size(), batch.path(i), signer.algorithm(), signature);
            Element root = root();
            Oid oid = append(cores.get(i), root);
            append(evidence, root);
            Octets octets = Octets.of(HardenedXml.canonical(root));
            envelopes.add(new Envelope(new Observation(oid, cores.get(i), octets), evidence));
        }
        return envelopes;
    }

    @Override
    public Oid oid(Core core) {
        return append(core, root());
    }

    private static Element root() {
        Document document = HardenedXml.newDocument();
        Element root = document.createElementNS(Namespaces.OBSERVATION, "o:observation");
        root.setAttributeNS("http://www.w3.org/2000/xmlns/", "xmlns:o", Namespaces.OBSERVATION);
        document.appendChild(root);
        return root;
    }

    private static Oid append(Core core, Element root) {
        return Oid.ofCanonicalCore(HardenedXml.canonical(Jaxb.CORE.write(WireCore.of(core), root)));
    }

    private static void append(Evidence.Batched evidence, Element root) {
        Document document = root.getOwnerDocument();
        Element batch = document.createElementNS(Namespaces.OBSERVATION, "o:batch");
        batch.setAttribute("index", Long.toString(evidence.index()));
        batch.setAttribute("size", Long.toString(evidence.size()));
        batch.setAttribute("algorithm", evidence.algorithm().uri());
        batch.setAttribute("signature", Text.base64(evidence.signature()));
        Consumer<Digest> step = hash -> {
            Element path = document.createElementNS(Namespaces.OBSERVATION, "o:path");
            path.setTextContent(hash.hex());
            batch.appendChild(path);
        };
        evidence.path().forEach(step);
        root.appendChild(batch);
    }
}
