package org.comity.core.partition;

import java.util.List;
import java.util.Objects;
import org.comity.core.authority.AgentId;
import org.comity.core.control.Frontier;
import org.comity.core.control.Frontiers;
import org.comity.core.mesh.Digest;
import org.comity.core.mesh.Encoding;
import org.comity.core.mesh.MeshId;
import org.comity.core.mesh.Octets;
import org.comity.core.mesh.Oid;
import org.comity.core.mesh.Outcome;
import org.comity.core.mesh.Reason;
import org.comity.core.observation.SignatureAlgorithm;

/**
 * What a boundary agent shows at an encounter.
 *
 * @param agreement the newest epoch that the side knows to be in force
 * @param before the epochs before that one, sorted
 * @param nonce 32 octets, fresh for each session
 * @param home the credential that its own mesh issued for its key
 * @param abroad the credential that the other mesh issued for the same key
 * @param suite the algorithm of its key
 * @param frontiers how far it holds everyone's consignments
 * @param checkpoints the newest signed heads that it holds of all parties, as notes
 */
public record Descriptor(
        MeshId mesh,
        AgentId agent,
        Digest agreement,
        List<Digest> before,
        Octets nonce,
        Octets home,
        Octets abroad,
        SignatureAlgorithm suite,
        Frontiers frontiers,
        List<Octets> checkpoints) {
    /** The size of a nonce. */
    public static final int NONCE_SIZE = 32;

    private static final String TAG = "comity-descriptor-v2";
    private static final int SIZE_MAX = 1024 * 1024;

    public Descriptor {
        Objects.requireNonNull(mesh, "mesh");
        Objects.requireNonNull(agent, "agent");
        Objects.requireNonNull(agreement, "agreement");
        Objects.requireNonNull(home, "home");
        Objects.requireNonNull(abroad, "abroad");
        Objects.requireNonNull(suite, "suite");
        Objects.requireNonNull(frontiers, "frontiers");
        before = List.copyOf(before);
        checkpoints = List.copyOf(checkpoints);
        if (nonce.size() != NONCE_SIZE) {
            throw new IllegalArgumentException("a nonce has " + NONCE_SIZE + " octets");
        }
    }

    /** The same under another epoch of the agreement. */
    public Descriptor under(Digest epoch) {
        return new Descriptor(mesh, agent, epoch, before, nonce, home, abroad, suite, frontiers, checkpoints);
    }

    /** Whether one of the two stands under an epoch that the other stood under before, or both under one. */
    boolean isRelatedTo(Descriptor other) {
        return agreement.equals(other.agreement)
                || before.contains(other.agreement)
                || other.before.contains(agreement);
    }

    /** "comity-descriptor-v2" and the fields in their order. */
    public Octets octets() {
        return Octets.of(Encoding.of(TAG)
                .text(mesh.urn())
                .text(agent.urn())
                .digest(agreement)
                .list(before, Encoding::digest)
                .octets(nonce.bytes())
                .octets(home.bytes())
                .octets(abroad.bytes())
                .text(suite.name())
                .list(
                        frontiers.list(),
                        (out, one) -> out.text(one.agent().urn())
                                .number(one.sequence())
                                .oid(one.consignment()))
                .list(checkpoints, (out, note) -> out.octets(note.bytes()))
                .bytes());
    }

    /** Reads a descriptor; MALFORMED or LIMIT_EXCEEDED otherwise. */
    public static Outcome<Descriptor> read(Octets octets) {
        if (octets.size() > SIZE_MAX) {
            return Outcome.no(Reason.LIMIT_EXCEEDED, "a descriptor of " + octets.size() + " octets");
        }
        try {
            Fields in = new Fields(TAG, octets);
            Descriptor descriptor = new Descriptor(
                    new MeshId(in.text()),
                    new AgentId(in.text()),
                    in.digest(),
                    in.list(in::digest),
                    Octets.of(in.octets()),
                    Octets.of(in.octets()),
                    Octets.of(in.octets()),
                    SignatureAlgorithm.valueOf(in.text()),
                    Frontiers.of(
                            in.list(() -> new Frontier(new AgentId(in.text()), in.number(), new Oid(in.digest())))),
                    in.list(() -> Octets.of(in.octets())));
            in.end();
            return Outcome.yes(descriptor);
        } catch (IllegalArgumentException e) {
            return Outcome.no(Reason.MALFORMED, "not a descriptor");
        }
    }
}
