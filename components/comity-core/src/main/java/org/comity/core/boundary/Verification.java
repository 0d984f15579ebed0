package org.comity.core.boundary;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.comity.core.agreement.Agreement;
import org.comity.core.agreement.Party;
import org.comity.core.authority.AttestationTier;
import org.comity.core.authority.Credential;
import org.comity.core.authority.Role;
import org.comity.core.control.StatementKind;
import org.comity.core.mesh.Digest;
import org.comity.core.mesh.Octets;
import org.comity.core.mesh.Outcome;
import org.comity.core.mesh.Reason;
import org.comity.core.observation.Core;
import org.comity.core.observation.Evidence;
import org.comity.core.observation.SignatureAlgorithm;

/**
 * Judges one observation on its own merits: octets, documents and the agreement's anchors, nothing else. There is no clock
 * in it, and what it remembers only saves work, so every mesh gives the same verdict. Immutable, thread-safe when its ports are.
 */
public final class Verification {

    private final EnvelopeReader reader;
    private final CredentialCheck credentials;
    private final SignatureCheck signatures;
    private final GoodHeads heads;
    private final StatementCheck statements;

    /** A verification over these ports. */
    public Verification(
            EnvelopeReader reader, CredentialCheck credentials, SignatureCheck signatures, StatementCheck statements) {
        this.reader = Objects.requireNonNull(reader, "reader");
        this.credentials = Objects.requireNonNull(credentials, "credentials");
        this.signatures = Objects.requireNonNull(signatures, "signatures");
        this.heads = new GoodHeads(signatures);
        this.statements = Objects.requireNonNull(statements, "statements");
    }

    /**
     * Verifies one envelope.
     *
     * @return a no whose reason refuses or, where a document has not arrived, holds
     */
    public Outcome<Verified> verify(Octets octets, Agreement agreement, Documents documents) {
        if (octets.size() > agreement.limits().observationOctetsMax()) {
            return Outcome.no(Reason.LIMIT_EXCEEDED, "an observation of " + octets.size() + " octets");
        }
        return reader.read(octets).then(envelope -> judge(envelope, agreement, documents));
    }

    /** Documents by the digests that observations name them by. */
    public Map<Digest, Octets> index(Collection<Octets> documents) {
        Map<Digest, Octets> index = new HashMap<>();
        for (Octets document : documents) {
            index.put(document.digest(), document);
            statements.agreementDigest(document).ifPresent(digest -> index.put(digest, document));
        }
        return index;
    }

    private Outcome<Verified> judge(Envelope envelope, Agreement agreement, Documents documents) {
        Core core = envelope.observation().core();
        Optional<Party> party = agreement.party(core.origin().mesh());
        if (party.isEmpty()) {
            return Outcome.no(Reason.MESH_NOT_PARTY, core.origin().mesh().urn());
        }
        return document(core.credential(), documents)
                .then(octets -> credentials.credential(
                        octets, party.get().mesh(), party.get().anchors()))
                .then(credential -> withinScope(core, credential))
                .then(credential -> withinSuite(envelope, credential, agreement))
                .then(credential -> signed(envelope, credential))
                .then(credential -> attested(core, credential, party.get(), documents)
                        .then(tier -> stated(envelope, credential, tier, agreement, documents)));
    }

    private static Outcome<Octets> document(Digest digest, Documents documents) {
        return documents
                .find(digest)
                .map(Outcome::yes)
                .orElseGet(() -> Outcome.no(Reason.DOCUMENT_MISSING, digest.hex()));
    }

    private static Outcome<Credential> withinScope(Core core, Credential credential) {
        if (!credential.mesh().equals(core.origin().mesh())
                || !credential.subject().equals(core.origin().authority().urn())) {
            return Outcome.no(Reason.BEYOND_SCOPE, "the credential is " + credential.subject());
        }
        boolean covered = core.isControl()
                ? credential.role() != Role.LEDGER
                : credential.role() == Role.AUTHORITY
                        && credential
                                .scope()
                                .covers(core.feature().scheme(), core.property().name());
        return covered
                ? Outcome.yes(credential)
                : Outcome.no(Reason.BEYOND_SCOPE, core.feature() + " " + core.property());
    }

    private static Outcome<Credential> withinSuite(Envelope envelope, Credential credential, Agreement agreement) {
        SignatureAlgorithm algorithm =
                envelope.evidence().fold(Evidence.Single::algorithm, Evidence.Batched::algorithm);
        return agreement.suite().algorithms().contains(algorithm)
                ? Outcome.yes(credential)
                : Outcome.no(Reason.PROFILE_NOT_ALLOWED, algorithm + " is not of " + agreement.suite());
    }

    private Outcome<Credential> signed(Envelope envelope, Credential credential) {
        boolean good = envelope.evidence()
                .fold(single -> goodSingle(single, credential), batched -> goodBatch(envelope, batched, credential));
        return good
                ? Outcome.yes(credential)
                : Outcome.no(Reason.SIGNATURE_NOT_VALID, "under the credential of " + credential.subject());
    }

    private boolean goodSingle(Evidence.Single single, Credential credential) {
        return signatures.verify(
                credential.publicKey(),
                single.algorithm(),
                single.signedInfo().bytes(),
                single.signature().bytes());
    }

    private boolean goodBatch(Envelope envelope, Evidence.Batched batched, Credential credential) {
        return SigningBatch.headFor(batched, envelope.observation().oid(), credential.digest())
                .map(head -> heads.isGood(credential.publicKey(), batched.algorithm(), head, batched.signature()))
                .orElse(false);
    }

    private Outcome<AttestationTier> attested(Core core, Credential credential, Party party, Documents documents) {
        return document(core.attestation(), documents)
                .then(octets -> credentials.attestation(
                        octets, credential, core.origin().device(), party.anchors()));
    }

    private Outcome<Verified> stated(
            Envelope envelope, Credential credential, AttestationTier tier, Agreement agreement, Documents documents) {
        Core core = envelope.observation().core();
        if (!core.isControl()) {
            return Outcome.yes(
                    new Verified(envelope.observation(), credential, tier, Optional.empty(), Optional.empty()));
        }
        Optional<StatementKind> kind = StatementKind.ofWireName(core.property().value());
        if (kind.isEmpty()) {
            return Outcome.no(
                    Reason.STATEMENT_MALFORMED,
                    "no such statement: " + core.property().value());
        }
        return statements
                .read(kind.get(), core, agreement)
                .then(statement -> statements
                        .epoch(statement, documents)
                        .map(epoch ->
                                new Verified(envelope.observation(), credential, tier, Optional.of(statement), epoch)));
    }
}
