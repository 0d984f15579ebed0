package org.comity.core.mesh;

/**
 * Why an item was not taken as it came. Names are wire vocabulary: append, never rename.
 *
 * <p>One published table: each constant says what it does. Only octets, documents and anchors refuse; everything else is
 * judged in the fold.
 */
public enum Reason {
    /** Not well formed, or not of the schema of the observation (wire rule "shape"). */
    MALFORMED(Effect.REFUSES),
    /** Carries a DOCTYPE, an entity or a processing instruction. */
    DOCTYPE_FORBIDDEN(Effect.REFUSES),
    /** Larger, deeper or more numerous than the stated maximum. */
    LIMIT_EXCEEDED(Effect.REFUSES),
    /** Neither a signature of the one profile nor a signing batch. */
    UNSIGNED(Effect.REFUSES),
    /** A signature outside the closed profile: algorithm, transform, reference count. */
    PROFILE_NOT_ALLOWED(Effect.REFUSES),
    /** The signature or the batch path does not verify under the credential that the core names. */
    SIGNATURE_NOT_VALID(Effect.REFUSES),
    /** The credential does not chain to an anchor that the agreement pins for the mesh (RFC 5280). */
    CREDENTIAL_NOT_VALID(Effect.REFUSES),
    /** The attestation does not bind the credential's key to the named device (RFC 9334). */
    ATTESTATION_NOT_VALID(Effect.REFUSES),
    /** The origin's mesh, authority, feature scheme or property lies outside the credential's scope (RFC 5755). */
    BEYOND_SCOPE(Effect.REFUSES),
    /** The mesh is no party of the agreement. */
    MESH_NOT_PARTY(Effect.REFUSES),
    /** The channel, direction or class is not in the agreement. */
    CHANNEL_NOT_AUTHORIZED(Effect.REFUSES),
    /** A consignment does not list an item that came with it. */
    NOT_LISTED(Effect.REFUSES),
    /** A proof that came along does not lead to the head that it names (RFC 9162). */
    PROOF_NOT_VALID(Effect.REFUSES),
    /** A control statement's content cannot be read. */
    STATEMENT_MALFORMED(Effect.REFUSES),
    /** A document that it names by digest has not arrived. */
    DOCUMENT_MISSING(Effect.HOLDS),
    /** A source or member that it names by oid has not arrived. */
    SOURCE_MISSING(Effect.HOLDS),
    /** A consignment before it in the agent's chain has not arrived. */
    CONSIGNMENT_GAP(Effect.HOLDS),
    /** Admitted before: no effect. */
    DUPLICATE(Effect.DUPLICATE),
    /** The property has no attested equivalence to one that the agreement arbitrates. */
    NO_EQUIVALENCE(Effect.NOT_COUNTED),
    /** The credential was revoked, and no checkpoint entangled by another party proves the observation older. */
    CREDENTIAL_REVOKED(Effect.NOT_COUNTED),
    /** The credential's end had passed, and no checkpoint entangled by another party proves the observation older. */
    CREDENTIAL_EXPIRED(Effect.NOT_COUNTED),
    /** The agreement does not list the issuer, under its mesh, for data or for this control statement. */
    ISSUER_NOT_ENTITLED(Effect.NOT_COUNTED),
    /** The control statement names another agreement. */
    OTHER_AGREEMENT(Effect.NOT_COUNTED),
    /** A revision or retraction of another authority's observation. */
    NOT_OWN_TARGET(Effect.NOT_COUNTED),
    /** Two oids of one device claim one sequence: discounted from the fork on. */
    DEVICE_FORKED(Effect.NOT_COUNTED),
    /** The mesh showed two histories of its ledger. */
    MESH_EQUIVOCATED(Effect.NOT_COUNTED),
    /** The agent's consignment chain forks here: neither branch is in S. */
    AGENT_FORKED(Effect.NOT_COUNTED),
    /** A joint quarantine lists it. */
    QUARANTINED(Effect.NOT_COUNTED),
    /** A party refused it by receipt for a reason that the agreement allows. */
    REFUSED_BY_PARTY(Effect.NOT_COUNTED),
    /** Its claims of time contradict stronger evidence. */
    CLOCK_FAULT(Effect.NOT_COUNTED),
    /** The agreement's admissibility filter does not let it be weighed. */
    NOT_ADMISSIBLE(Effect.NOT_COUNTED),
    /** A joint act lacks signatures of distinct entitled signers. */
    SIGNERS_TOO_FEW(Effect.NOT_COUNTED),
    /** Statements contradict each other: neither is applied. */
    STATEMENTS_CONFLICT(Effect.NOT_COUNTED),
    /** A proof whose shape proves nothing: no leaf, no tree, hashes too few, too many or of another length (RFC 9162). */
    PROOF_DEGENERATE(Effect.REFUSES),
    /** A peer's checkpoint is not proven to extend the one that was logged last (RFC 9162, C2SP tlog-witness). */
    EXTENSION_UNPROVEN(Effect.REFUSES),
    /** Two statements of a lineage cannot both be true: no common value, or a thing of two kinds (PROV-CONSTRAINTS). */
    LINEAGE_CONTRADICTS(Effect.REFUSES),
    /** An entity has two generations that cannot be one (PROV-CONSTRAINTS, constraint 24). */
    GENERATED_TWICE(Effect.REFUSES),
    /** The log says that an entity was used before it was generated (PROV-CONSTRAINTS, constraint 37). */
    GENERATED_AFTER_USE(Effect.REFUSES),
    /** An event of a lineage would precede itself, or an entity specialize itself (PROV-CONSTRAINTS, section 6.2). */
    LINEAGE_CYCLE(Effect.REFUSES),
    /** No two sets make these symbols of a sketch, or it was asked for what it cannot have shown. */
    SKETCH_INCONSISTENT(Effect.REFUSES),
    /** After the difference was made up for, the set is not the one whose digest was claimed. */
    SET_DIFFERS(Effect.REFUSES),
    /** The authority that attested the equivalence took it back. */
    EQUIVALENCE_REVOKED(Effect.NOT_COUNTED),
    /** No release rule of the agreement lets it out, or it is larger than its class's budget: default deny. */
    NOT_RELEASABLE(Effect.WITHHOLDS),
    /** It carries no confidentiality label, and the rule asks for one. */
    LABEL_MISSING(Effect.WITHHOLDS),
    /** Its label cannot be read, or names a policy, classification or category that is not agreed (ADatP-4774). */
    LABEL_UNKNOWN(Effect.WITHHOLDS),
    /** Its label combines what its policy does not allow (XML-SPIF). */
    LABEL_NOT_VALID(Effect.WITHHOLDS),
    /** Nothing attested leads from its label's policy to the ceiling's. */
    LABEL_NOT_EQUIVALENT(Effect.WITHHOLDS),
    /** The ceiling does not dominate its label. */
    LABEL_ABOVE_CEILING(Effect.WITHHOLDS),
    /** The releasing mesh has no channel of its class. */
    CLASS_WITHOUT_CHANNEL(Effect.WITHHOLDS),
    /** Its class has no room left in this period. */
    BUDGET_SPENT(Effect.WITHHOLDS),
    /** Too few agents of the mesh have cleared it, as its class demands. */
    RELEASE_UNSIGNED(Effect.WITHHOLDS),
    /** The partition's mode does not offer that move. */
    MODE_NOT_LEGAL(Effect.REFUSES),
    /** A tag file of a medium is not of its form, or says something twice (RFC 8493, section 2). */
    BAG_MALFORMED(Effect.REFUSES),
    /** A bag of another version, encoding or checksum algorithm, or one that lists files to fetch. */
    BAG_PROFILE_NOT_ALLOWED(Effect.REFUSES),
    /** A bag holds what is neither file nor folder, or a name that is not plain or differs by case alone (RFC 8493, section 5). */
    BAG_ENTRY_FORBIDDEN(Effect.REFUSES),
    /** A file that a bag's manifests list is not there, or one is there that they do not list (RFC 8493, section 3). */
    BAG_INCOMPLETE(Effect.REFUSES),
    /** A file of a bag has not the listed checksum, or its payload not the stated size (RFC 8493, section 3). */
    BAG_NOT_VALID(Effect.REFUSES),
    /** Two media of one sender claim one place in its chain. */
    MEDIUM_FORKED(Effect.REFUSES),
    /** A medium before it in the sender's chain has not come. */
    MEDIUM_GAP(Effect.HOLDS),
    /** A checkpoint's time lies outside the years 1900 to 2200, in which the arithmetic of envelopes is exact. */
    TIME_OUT_OF_BOUNDS(Effect.REFUSES),
    /** An inclusion receipt for a head that the observation which it names does not show, or that S does not hold. */
    HEAD_UNKNOWN(Effect.NOT_COUNTED),
    /**
     * A merge decision of which no choice holds any more: a candidate came after its frontiers, what it chose competes no longer, or a
     * later decision that knew of it says otherwise.
     */
    DECISION_STALE(Effect.NOT_COUNTED),
    /** A merge decision names a policy that the agreement in force does not hold. */
    POLICY_NOT_AGREED(Effect.NOT_COUNTED),
    /** The agreed custom comparator is not here. */
    COMPARATOR_MISSING(Effect.SUSPENDS),
    /** A custom comparator of that name is here, in another version or from another artifact than the agreement names. */
    COMPARATOR_NOT_AGREED(Effect.SUSPENDS),
    /** The custom comparator threw. */
    COMPARATOR_FAILED(Effect.SUSPENDS),
    /** The custom comparator took too long. */
    COMPARATOR_TIMEOUT(Effect.SUSPENDS),
    /** The custom comparator answered the same question in two ways. */
    COMPARATOR_DIFFERS(Effect.SUSPENDS),
    /** Its taking failed again and again: it lies in a channel's quarantine until an operator gives it again. */
    TAKING_FAILED(Effect.REFUSES),
    /**
     * A peer shows a head that this mesh signed and its ledger lacks: the ledger is an old copy, or another holds its key. This side
     * releases nothing more.
     */
    LEDGER_BEHIND(Effect.REFUSES);

    /** What a reason does to an item. */
    public enum Effect {
        /** The item is not taken; a receipt says so. */
        REFUSES,
        /** The item waits, bounded, for what it lacks. */
        HOLDS,
        /** The item is in S and kept, but not weighed. */
        NOT_COUNTED,
        /** The item is in S already. */
        DUPLICATE,
        /** The item stays in its own mesh, and is not listed to another. */
        WITHHOLDS,
        /** This side suspends the domain and claims no digest, until it can answer: another may go on. */
        SUSPENDS
    }

    private final Effect effect;

    Reason(Effect effect) {
        this.effect = effect;
    }

    /** What this reason does to an item. */
    public Effect effect() {
        return effect;
    }
}
