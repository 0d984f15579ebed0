package org.comity.core.reconcile;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.comity.core.agreement.Agreement;
import org.comity.core.boundary.Verified;
import org.comity.core.control.Statement;
import org.comity.core.ledger.Checkpoint;
import org.comity.core.mesh.Digest;
import org.comity.core.mesh.Octets;
import org.comity.core.mesh.Oid;
import org.comity.core.mesh.Outcome;
import org.comity.core.mesh.Reason;
import org.comity.core.temporal.Moment;
import org.comity.core.temporal.Precedence;
import org.comity.core.temporal.Relation;
import org.comity.core.temporal.TemporalEvidence;

/**
 * The order of two observations as a third party finds it, offline, from observations and documents alone: each is verified
 * against the agreement's anchors and ledger keys, and nothing that the file says of itself is believed.
 *
 * @param precedence the order, its layer and the steps that prove it
 * @param agreement digest of the agreement whose anchors were used: the verifier must know it
 * @param proof a bundle cut down to what this pair needs; its ledger and picture are left out
 */
public record PairProof(Precedence precedence, Digest agreement, Bundle proof) {
    public PairProof {
        Objects.requireNonNull(precedence, "precedence");
        Objects.requireNonNull(agreement, "agreement");
        Objects.requireNonNull(proof, "proof");
    }

    /** Finds the order; SOURCE_MISSING where the bundle lacks one of the two, and whatever it is that does not verify. */
    public static Outcome<PairProof> find(Octets bundle, Audit audit, Oid first, Oid second) {
        if (!Bundle.isWhole(bundle)) {
            return Outcome.no(Reason.PROOF_NOT_VALID, "an octet of the bundle is not the one that was exported");
        }
        return Bundle.read(bundle)
                .then(read -> audit.agreement(read)
                        .then(agreement -> audit.observations(read, agreement)
                                .then(set -> find(read, agreement, set, List.of(first, second)))));
    }

    private static Outcome<PairProof> find(Bundle bundle, Agreement agreement, List<Verified> set, List<Oid> pair) {
        Set<Oid> held = new HashSet<>();
        set.forEach(one -> held.add(one.oid()));
        if (!held.containsAll(pair)) {
            return Outcome.no(Reason.SOURCE_MISSING, "the bundle does not hold both observations");
        }
        Precedence whole = precedence(set, agreement, pair);
        List<Verified> needed = needed(set, whole, pair);
        boolean enough = precedence(needed, agreement, pair).equals(whole);
        return Outcome.yes(new PairProof(whole, agreement.digest(), cut(bundle, enough ? needed : set)));
    }

    private static Precedence precedence(Collection<Verified> set, Agreement agreement, List<Oid> pair) {
        return TemporalEvidence.of(moments(set), agreement.driftPpm()).precedence(pair.get(0), pair.get(1));
    }

    /** Every consignment proves the places of its members by itself, whether or not the chain before it is at hand. */
    private static List<Moment> moments(Collection<Verified> set) {
        Map<Oid, List<Checkpoint>> heads = new HashMap<>();
        Map<Oid, List<Long>> leaves = new HashMap<>();
        Map<Oid, Verified> byOid = new HashMap<>();
        set.forEach(one -> byOid.put(one.oid(), one));
        for (Verified one : set) {
            if (one.statement().orElse(null) instanceof Statement.Consignment consignment) {
                for (Statement.Member member : consignment.members()) {
                    Verified listed = byOid.get(member.oid());
                    if (listed != null && listed.mesh().equals(one.mesh())) {
                        heads.computeIfAbsent(member.oid(), any -> new ArrayList<>())
                                .add(consignment.head());
                        leaves.computeIfAbsent(member.oid(), any -> new ArrayList<>())
                                .add(member.leafIndex());
                    }
                }
            }
        }
        return set.stream()
                .map(one -> new Moment(
                        one.oid(),
                        one.core(),
                        one.statement(),
                        heads.getOrDefault(one.oid(), List.of()),
                        leaves.getOrDefault(one.oid(), List.of())))
                .toList();
    }

    /** The observations of the steps, what shows the beacons between them, and for a drawn order every encounter. */
    private static List<Verified> needed(List<Verified> set, Precedence whole, List<Oid> pair) {
        Set<Oid> named = new HashSet<>(pair);
        Set<String> steps = new HashSet<>(whole.proof());
        boolean drawn = steps.stream().anyMatch(step -> step.startsWith("interval "));
        for (Verified one : set) {
            if (steps.contains("observation " + one.oid())) {
                named.add(one.oid());
            }
        }
        Set<Oid> kept = new HashSet<>(named);
        for (Verified one : set) {
            Statement statement = one.statement().orElse(null);
            boolean shows = MeshTimes.heads(one).stream()
                    .anyMatch(head -> steps.contains("beacon " + head.mesh() + " " + head.size() + " "
                            + head.root().hex()));
            boolean lists = statement instanceof Statement.Consignment consignment
                    && consignment.members().stream().anyMatch(member -> named.contains(member.oid()));
            if (shows || lists || drawn && statement instanceof Statement.InclusionReceipt) {
                kept.add(one.oid());
            }
            if (statement instanceof Statement.InclusionReceipt receipt && (shows || drawn)) {
                kept.add(receipt.beacon());
            }
        }
        return set.stream()
                .filter(one -> whole.relation() == Relation.CONCURRENT || kept.contains(one.oid()))
                .toList();
    }

    private static Bundle cut(Bundle whole, List<Verified> kept) {
        Set<Digest> documents = new HashSet<>();
        kept.forEach(one ->
                documents.addAll(List.of(one.core().credential(), one.core().attestation())));
        return new Bundle(
                whole.mesh(),
                whole.agreement(),
                kept.stream().map(one -> one.observation().octets()).toList(),
                whole.documents().stream()
                        .filter(document -> documents.contains(document.digest()))
                        .toList(),
                List.of(),
                List.of(),
                whole.head(),
                whole.picture());
    }
}
