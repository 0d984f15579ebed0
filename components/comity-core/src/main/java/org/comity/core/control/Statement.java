package org.comity.core.control;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.comity.core.agreement.Location;
import org.comity.core.authority.AgentId;
import org.comity.core.ledger.Checkpoint;
import org.comity.core.ledger.SplitView;
import org.comity.core.mesh.Digest;
import org.comity.core.mesh.MeshId;
import org.comity.core.mesh.Name;
import org.comity.core.mesh.Oid;
import org.comity.core.mesh.Reason;
import org.comity.core.observation.BeaconRef;
import org.comity.core.observation.FeatureOfInterest;
import org.comity.core.taxonomy.Equivalence;
import org.comity.core.taxonomy.Validity;

/**
 * What a control observation says. The list is closed; who may issue each kind is the table in {@link Entitlement}. A
 * joint act is one observation a signer over equal statements.
 */
public sealed interface Statement {

    /** The kind, which is also the value of the control observation's property. */
    StatementKind kind();

    /**
     * Attests an equivalence; exact ones between authorities count when both owners attest.
     *
     * @param validity in the time of the issuer's mesh; each signer says its own
     */
    record Equivalent(Equivalence equivalence, Validity validity) implements Statement {
        public Equivalent {
            Objects.requireNonNull(equivalence, "equivalence");
            Objects.requireNonNull(validity, "validity");
        }

        /** Attests it without an end on either side. */
        public Equivalent(Equivalence equivalence) {
            this(equivalence, Validity.ALWAYS);
        }

        @Override
        public StatementKind kind() {
            return StatementKind.EQUIVALENCE;
        }
    }

    /**
     * Takes back what the issuing authority attested of one equivalence, for ever and whatever comes later: who still means it
     * attests another, which has another id.
     */
    record EquivalenceRevocation(Digest equivalence) implements Statement {
        public EquivalenceRevocation {
            Objects.requireNonNull(equivalence, "equivalence");
        }

        @Override
        public StatementKind kind() {
            return StatementKind.EQUIVALENCE_REVOCATION;
        }
    }

    /** Says that two features are the same in a domain, and where. The pair is sorted. */
    record Association(String domain, FeatureOfInterest first, FeatureOfInterest second, Location location)
            implements Statement {
        public Association {
            Name.require(domain, "domain");
            Objects.requireNonNull(location, "location");
            if (first.compareTo(second) >= 0) {
                throw new IllegalArgumentException("an association names two different features, sorted");
            }
        }

        @Override
        public StatementKind kind() {
            return StatementKind.ASSOCIATION;
        }
    }

    /**
     * Takes back a key that the issuer's mesh certified, under every document that it certified it in.
     *
     * @param credential digest of a credential document of the key, or of the key itself (SubjectPublicKeyInfo, DER)
     */
    record Revocation(Digest credential) implements Statement {
        public Revocation {
            Objects.requireNonNull(credential, "credential");
        }

        @Override
        public StatementKind kind() {
            return StatementKind.REVOCATION;
        }
    }

    /** Introduces an epoch of the agreement, whose document travels beside; in force when all parties signed. */
    record AgreementEpoch(Digest agreement) implements Statement {
        public AgreementEpoch {
            Objects.requireNonNull(agreement, "agreement");
        }

        @Override
        public StatementKind kind() {
            return StatementKind.AGREEMENT_EPOCH;
        }
    }

    /** Publishes a head of the issuer mesh's ledger. */
    record Beacon(Checkpoint checkpoint) implements Statement {
        public Beacon {
            Objects.requireNonNull(checkpoint, "checkpoint");
        }

        @Override
        public StatementKind kind() {
            return StatementKind.CHECKPOINT;
        }
    }

    /**
     * The unit of release. Each member is proven to be a leaf of the releasing mesh's ledger under the head.
     *
     * @param sequence of the agent, from 1
     * @param previous the agent's consignment before; empty exactly for sequence 1
     * @param members in the order of release; at most as the agreement's limits say
     */
    record Consignment(AgentId agent, long sequence, Optional<Oid> previous, Checkpoint head, List<Member> members)
            implements Statement {
        public Consignment {
            Objects.requireNonNull(agent, "agent");
            Objects.requireNonNull(previous, "previous");
            Objects.requireNonNull(head, "head");
            members = List.copyOf(members);
            if (sequence < 1 || (sequence == 1) != previous.isEmpty()) {
                throw new IllegalArgumentException("sequence counts from 1, and only the first has no previous");
            }
        }

        @Override
        public StatementKind kind() {
            return StatementKind.CONSIGNMENT;
        }
    }

    /** A released observation and its place in the releasing mesh's ledger, with the RFC 9162 path to the head. */
    record Member(Oid oid, long leafIndex, List<Digest> path) {
        public Member {
            Objects.requireNonNull(oid, "oid");
            path = List.copyOf(path);
        }
    }

    /** The receiver's answer for items of one consignment, refusals included. */
    record Receipt(Oid consignment, List<Item> items) implements Statement {
        public Receipt {
            Objects.requireNonNull(consignment, "consignment");
            items = List.copyOf(items);
        }

        @Override
        public StatementKind kind() {
            return StatementKind.RECEIPT;
        }
    }

    /** One item of a receipt: digest is the oid, or for octets that have none SHA-256 of them; no reason: admitted. */
    record Item(Digest digest, Optional<Reason> reason) {
        public Item {
            Objects.requireNonNull(digest, "digest");
            Objects.requireNonNull(reason, "reason");
        }
    }

    /** Proves that the issuer's mesh logged another mesh's checkpoint: an edge between two meshes' times. */
    record InclusionReceipt(BeaconRef logged, Oid beacon, long leafIndex, Checkpoint head, List<Digest> path)
            implements Statement {
        public InclusionReceipt {
            Objects.requireNonNull(logged, "logged");
            Objects.requireNonNull(beacon, "beacon");
            Objects.requireNonNull(head, "head");
            path = List.copyOf(path);
        }

        @Override
        public StatementKind kind() {
            return StatementKind.INCLUSION_RECEIPT;
        }
    }

    /** The digests that a side computed at a vector of frontiers. */
    record Certificate(Frontiers frontiers, Digest divergence, Digest rulings, Digest picture) implements Statement {
        public Certificate {
            Objects.requireNonNull(frontiers, "frontiers");
            Objects.requireNonNull(divergence, "divergence");
            Objects.requireNonNull(rulings, "rulings");
            Objects.requireNonNull(picture, "picture");
        }

        @Override
        public StatementKind kind() {
            return StatementKind.CERTIFICATE;
        }
    }

    /** Decides contentions of a governed domain; in force when enough distinct deciders signed the same. */
    record MergeDecision(String domain, Frontiers frontiers, List<Choice> choices) implements Statement {
        public MergeDecision {
            Name.require(domain, "domain");
            Objects.requireNonNull(frontiers, "frontiers");
            choices = List.copyOf(choices);
        }

        @Override
        public StatementKind kind() {
            return StatementKind.MERGE_DECISION;
        }
    }

    /**
     * What is decided of one contention: which observation prevails, or the agreement's named policy by which it is arbitrated anew.
     *
     * @param winner present exactly where no policy is named
     */
    record Choice(Digest contention, Optional<Oid> winner, Optional<String> policy) {
        public Choice {
            Objects.requireNonNull(contention, "contention");
            policy.ifPresent(name -> Name.require(name, "policy"));
            if (winner.isPresent() == policy.isPresent()) {
                throw new IllegalArgumentException("a choice names a winner or a policy");
            }
        }

        /** That observation prevails. */
        public Choice(Digest contention, Oid winner) {
            this(contention, Optional.of(winner), Optional.empty());
        }

        /** It is arbitrated anew under that policy. */
        public static Choice under(String policy, Digest contention) {
            return new Choice(contention, Optional.empty(), Optional.of(policy));
        }
    }

    /** Seals the past: frontiers, the rulings' digest, the epoch in force. In force when all parties signed. */
    record Cut(Frontiers frontiers, Digest rulings, Digest agreement) implements Statement {
        public Cut {
            Objects.requireNonNull(frontiers, "frontiers");
            Objects.requireNonNull(rulings, "rulings");
            Objects.requireNonNull(agreement, "agreement");
        }

        @Override
        public StatementKind kind() {
            return StatementKind.CUT;
        }
    }

    /** Sets observations aside for all. In force when all parties signed. */
    record Quarantine(List<Oid> oids) implements Statement {
        public Quarantine {
            oids = List.copyOf(oids);
        }

        @Override
        public StatementKind kind() {
            return StatementKind.QUARANTINE;
        }
    }

    /**
     * Lets observations of a traffic class out; in force where as many distinct agents of the releasing mesh as the class
     * demands signed the same.
     *
     * @param oids sorted, each once; never empty
     */
    record Clearance(List<Oid> oids) implements Statement {
        public Clearance {
            oids = oids.stream().sorted().distinct().toList();
            if (oids.isEmpty()) {
                throw new IllegalArgumentException("a clearance names what it clears");
            }
        }

        @Override
        public StatementKind kind() {
            return StatementKind.CLEARANCE;
        }
    }

    /**
     * Proves that a mesh showed two histories of its ledger. It needs no one's word: the two heads are the accused's own.
     *
     * @param size from which on nothing of that ledger can be believed
     */
    record Equivocation(MeshId mesh, long size, SplitView evidence) implements Statement {
        public Equivocation {
            Objects.requireNonNull(mesh, "mesh");
            Objects.requireNonNull(evidence, "evidence");
        }

        @Override
        public StatementKind kind() {
            return StatementKind.EQUIVOCATION;
        }
    }
}
