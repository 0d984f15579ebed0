package org.comity.core.partition;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.comity.core.agreement.Agreement;
import org.comity.core.agreement.Party;
import org.comity.core.authority.Credential;
import org.comity.core.authority.Role;
import org.comity.core.boundary.CredentialCheck;
import org.comity.core.boundary.SignatureCheck;
import org.comity.core.boundary.Signer;
import org.comity.core.ledger.Checkpoint;
import org.comity.core.ledger.CheckpointNote;
import org.comity.core.ledger.NoteCheck;
import org.comity.core.mesh.Digest;
import org.comity.core.mesh.Encoding;
import org.comity.core.mesh.MeshId;
import org.comity.core.mesh.Octets;
import org.comity.core.mesh.Outcome;
import org.comity.core.mesh.Reason;

/**
 * One encounter of two sides: each greets with its descriptor, then proves possession of its key over both descriptors. Open
 * when the other's proof is good. A new greeting of the other side begins anew. Session messages travel on the channel and
 * never enter S. Thread-safe.
 */
public final class Session {
    /** The ports that judge the other side. */
    public record Checks(CredentialCheck credentials, SignatureCheck signatures, NoteCheck notes) {
        public Checks {
            Objects.requireNonNull(credentials, "credentials");
            Objects.requireNonNull(signatures, "signatures");
            Objects.requireNonNull(notes, "notes");
        }
    }

    private static final byte[] MAGIC = "comity-session-1\n".getBytes(StandardCharsets.US_ASCII);
    private static final String PROOF = "comity-proof-v1";

    private final Agreement agreement;
    private final Descriptor own;
    private final Signer signer;
    private final Checks checks;
    private final Predicate<Checkpoint> ours;
    private Optional<Descriptor> peer = Optional.empty();
    private Optional<Digest> transcript = Optional.empty();

    /**
     * A session that is not open yet.
     *
     * @param own what this side shows, with a fresh nonce
     * @param ours whether a head of the own ledger that the other side shows is one that this side signed
     */
    public Session(Agreement agreement, Descriptor own, Signer signer, Checks checks, Predicate<Checkpoint> ours) {
        this.agreement = Objects.requireNonNull(agreement, "agreement");
        this.own = Objects.requireNonNull(own, "own");
        this.signer = Objects.requireNonNull(signer, "signer");
        this.checks = Objects.requireNonNull(checks, "checks");
        this.ours = Objects.requireNonNull(ours, "ours");
    }

    /** Whether octets are a session message and no consignment. */
    public static boolean isMessage(Octets octets) {
        return octets.size() > MAGIC.length && Arrays.equals(Arrays.copyOf(octets.bytes(), MAGIC.length), MAGIC);
    }

    /** The body of a session message. */
    public static Octets body(Octets message) {
        return Octets.of(Arrays.copyOfRange(message.bytes(), MAGIC.length, message.size()));
    }

    /** The greeting. */
    public Octets greeting() {
        return message(own.octets());
    }

    /** A session message with that body. */
    public static Octets message(Octets body) {
        byte[] bytes = Arrays.copyOf(MAGIC, MAGIC.length + body.size());
        System.arraycopy(body.bytes(), 0, bytes, MAGIC.length, body.size());
        return Octets.of(bytes);
    }

    /** Whether the other side has proven itself. */
    public synchronized boolean isOpen() {
        return transcript.isPresent();
    }

    /** The epoch that this side stands under in it. */
    public Digest epoch() {
        return own.agreement();
    }

    /** Whether it is open and both sides stand under one epoch; where they do not, control alone goes over. */
    public synchronized boolean isLevel() {
        return peer().filter(shown -> shown.agreement().equals(own.agreement())).isPresent();
    }

    /** What the other side showed, once its proof was good. */
    public synchronized Optional<Descriptor> peer() {
        return isOpen() ? peer : Optional.empty();
    }

    /** What the other side showed in its greeting, proven or not. */
    public synchronized Optional<Descriptor> greeted() {
        return peer;
    }

    /** The digest of both descriptors, once the other side has greeted: what both prove their keys over. */
    public synchronized Optional<Digest> begun() {
        return peer.map(this::transcript);
    }

    /** The digest of both descriptors, once the session is open: what a ledger records of an encounter. */
    public synchronized Optional<Digest> transcript() {
        return transcript;
    }

    /**
     * Takes a message of the other side.
     *
     * @return what to answer, in order; a no where the message is not to be believed, which leaves the session as it was
     */
    public synchronized Outcome<List<Octets>> receive(Octets message) {
        if (!isMessage(message)) {
            return Outcome.no(Reason.MALFORMED, "not a session message");
        }
        Octets body = body(message);
        Outcome<Descriptor> descriptor = Descriptor.read(body);
        return descriptor.fold(this::greeted, no -> proven(body));
    }

    private Outcome<List<Octets>> greeted(Descriptor shown) {
        return credential(shown).map(good -> {
            boolean known = peer.filter(shown::equals).isPresent();
            if (!known) {
                peer = Optional.of(shown);
                transcript = Optional.empty();
            }
            Octets proof = proof(shown);
            return known ? List.of(proof) : List.of(greeting(), proof);
        });
    }

    /**
     * Judges what a side shows, which has yet to prove its key: both credentials of the one key, an epoch of one chain with the own,
     * and no head of this side's ledger that this side did not sign.
     */
    public Outcome<Credential> credential(Descriptor shown) {
        Optional<Party> party = agreement.party(shown.mesh());
        if (party.isEmpty() || shown.mesh().equals(own.mesh()) || shown.nonce().equals(own.nonce())) {
            return Outcome.no(Reason.MESH_NOT_PARTY, shown.mesh().urn());
        }
        if (!shown.isRelatedTo(own)) {
            return Outcome.no(Reason.CHANNEL_NOT_AUTHORIZED, "it stands under agreement " + shown.agreement());
        }
        if (!party.get().agents().contains(shown.agent())) {
            return Outcome.no(Reason.CHANNEL_NOT_AUTHORIZED, shown.agent() + " is no agent of " + shown.mesh());
        }
        if (!agreement.suite().algorithms().contains(shown.suite())) {
            return Outcome.no(Reason.PROFILE_NOT_ALLOWED, shown.suite() + " is not of " + agreement.suite());
        }
        Optional<Party> here = agreement.party(own.mesh());
        return agent(shown.home(), shown, party.get())
                .then(home -> agent(shown.abroad(), shown, here.orElseThrow())
                        .then(abroad -> abroad.publicKey().equals(home.publicKey())
                                ? consistent(shown, home)
                                : Outcome.no(Reason.CREDENTIAL_NOT_VALID, "its two credentials name two keys")));
    }

    private Outcome<Credential> agent(Octets document, Descriptor shown, Party issuer) {
        return checks.credentials()
                .credential(document, issuer.mesh(), issuer.anchors())
                .then(found -> found.role() == Role.AGENT
                                && found.subject().equals(shown.agent().urn())
                        ? Outcome.yes(found)
                        : Outcome.no(Reason.CREDENTIAL_NOT_VALID, "not a credential of the agent " + shown.agent()));
    }

    private Outcome<Credential> consistent(Descriptor shown, Credential credential) {
        MeshId mesh = own.mesh();
        String key = agreement.party(mesh).map(Party::ledgerKey).orElse("");
        boolean split = shown.checkpoints().stream()
                .flatMap(note -> CheckpointNote.read(note, key, mesh, checks.notes())
                        .fold(Stream::of, no -> Stream.<Checkpoint>empty()))
                .anyMatch(head -> !ours.test(head));
        return split
                ? Outcome.no(Reason.LEDGER_BEHIND, "it was shown another ledger of " + mesh)
                : Outcome.yes(credential);
    }

    /** Both descriptors, sorted, and the agent that speaks. */
    private Digest transcript(Descriptor shown) {
        List<Digest> both =
                Stream.of(own, shown).map(one -> one.octets().digest()).sorted().toList();
        return Encoding.of("comity-transcript-v1").list(both, Encoding::digest).digest();
    }

    private static byte[] signed(Digest transcript, Descriptor speaker) {
        return Encoding.of("comity-possession-v1")
                .digest(transcript)
                .text(speaker.agent().urn())
                .bytes();
    }

    private Octets proof(Descriptor shown) {
        byte[] signature = signer.sign(signed(transcript(shown), own));
        return message(Octets.of(Encoding.of(PROOF).octets(signature).bytes()));
    }

    private Outcome<List<Octets>> proven(Octets body) {
        if (peer.isEmpty()) {
            return Outcome.no(Reason.MALFORMED, "a proof before a greeting");
        }
        Descriptor shown = peer.get();
        byte[] signature;
        try {
            Fields in = new Fields(PROOF, body);
            signature = in.octets();
            in.end();
        } catch (IllegalArgumentException e) {
            return Outcome.no(Reason.MALFORMED, "neither a descriptor nor a proof");
        }
        return credential(shown).then(credential -> {
            Digest both = transcript(shown);
            if (!checks.signatures().verify(credential.publicKey(), shown.suite(), signed(both, shown), signature)) {
                return Outcome.no(Reason.SIGNATURE_NOT_VALID, "the proof is not over this encounter");
            }
            transcript = Optional.of(both);
            return Outcome.yes(List.of());
        });
    }
}
