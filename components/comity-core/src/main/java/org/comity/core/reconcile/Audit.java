package org.comity.core.reconcile;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.comity.core.agreement.Agreement;
import org.comity.core.agreement.Party;
import org.comity.core.arbitration.CustomComparators;
import org.comity.core.boundary.Documents;
import org.comity.core.boundary.StatementCodec;
import org.comity.core.boundary.Verification;
import org.comity.core.boundary.Verified;
import org.comity.core.control.Frontier;
import org.comity.core.control.Statement;
import org.comity.core.ledger.CheckpointNote;
import org.comity.core.ledger.LeafKind;
import org.comity.core.ledger.LedgerLeaf;
import org.comity.core.ledger.Merkle;
import org.comity.core.ledger.NoteCheck;
import org.comity.core.mesh.Digest;
import org.comity.core.mesh.Octets;
import org.comity.core.mesh.Oid;
import org.comity.core.mesh.Outcome;
import org.comity.core.mesh.Reason;

/**
 * Derives every decision of a mesh again from its bundle, with no network and no clock: what is signed, what was logged, what
 * follows from it, and whether the mesh said the same.
 */
public final class Audit {
    /** What was checked. Names are shown to auditors and do not change. */
    public enum Check {
        /** The bundle's digest covers every octet of it. */
        BUNDLE_DIGEST,
        /** The bundle's frame can be read. */
        FRAME,
        /** The agreement can be read. */
        AGREEMENT,
        /** Every observation verifies against the agreement's anchors. */
        OBSERVATION,
        /** The ledger's leaves make the signed head. */
        LEDGER_HEAD,
        /** Every observation, and every decision that follows from S, is a leaf. */
        LEDGER_LEAF,
        /** The picture that follows from S is the one that is claimed. */
        PICTURE,
        /** Every certificate in S names the digests that follow from S at its frontiers. */
        CERTIFICATE,
        /** The comparator that the agreement names answers. */
        COMPARATOR
    }

    /** A check that failed, and on what. */
    public record Finding(Check check, String detail) {
        public Finding {
            Objects.requireNonNull(check, "check");
            Objects.requireNonNull(detail, "detail");
        }
    }

    /**
     * The outcome.
     *
     * @param findings empty where all is good
     * @param derived what follows from S, where S could be verified
     */
    public record Report(List<Finding> findings, Optional<Arbitrated> derived) {
        public Report {
            findings = List.copyOf(findings);
            Objects.requireNonNull(derived, "derived");
        }

        /** Whether every check passed. */
        public boolean isGood() {
            return findings.isEmpty();
        }
    }

    private final Verification verification;
    private final StatementCodec codec;
    private final NoteCheck notes;
    private final CustomComparators custom;

    /** An audit over these ports, of agreements that name no comparator of their own. */
    public Audit(Verification verification, StatementCodec codec, NoteCheck notes) {
        this(verification, codec, notes, CustomComparators.NONE);
    }

    /** An audit over these ports; the comparators answer where the agreement names one of its own. */
    public Audit(Verification verification, StatementCodec codec, NoteCheck notes, CustomComparators custom) {
        this.custom = Objects.requireNonNull(custom, "custom");
        this.verification = Objects.requireNonNull(verification, "verification");
        this.codec = Objects.requireNonNull(codec, "codec");
        this.notes = Objects.requireNonNull(notes, "notes");
    }

    /** Checks a bundle; a broken one still tells as much as it can. */
    public Report check(Octets octets) {
        List<Finding> findings = new ArrayList<>();
        if (!Bundle.isWhole(octets)) {
            findings.add(new Finding(Check.BUNDLE_DIGEST, "an octet of the bundle is not the one that was exported"));
        }
        Optional<Bundle> bundle = keep(Bundle.read(octets), Check.FRAME, findings);
        Optional<Agreement> agreement =
                bundle.flatMap(read -> keep(codec.agreement(read.agreement()), Check.AGREEMENT, findings));
        if (bundle.isEmpty() || agreement.isEmpty()) {
            return new Report(findings, Optional.empty());
        }
        ledger(bundle.get(), agreement.get(), findings);
        List<Verified> set = verify(bundle.get(), agreement.get(), findings);
        Arbitrated derived = Reconciler.reconcile(agreement.get(), set, custom);
        derived.detected()
                .suspensions()
                .forEach((domain, reason) -> findings.add(
                        new Finding(Check.COMPARATOR, "domain " + domain + " cannot be derived here: " + reason)));
        decisions(bundle.get(), set, derived, findings);
        certificates(agreement.get(), set, findings);
        return new Report(findings, Optional.of(derived));
    }

    private static <T> Optional<T> keep(Outcome<T> outcome, Check check, List<Finding> findings) {
        return outcome.fold(Optional::of, no -> {
            findings.add(new Finding(check, no.reason() + " " + no.detail()));
            return Optional.empty();
        });
    }

    /** The agreement under which a bundle's observations were made. */
    Outcome<Agreement> agreement(Bundle bundle) {
        return codec.agreement(bundle.agreement());
    }

    /** All observations of a bundle, where every one of them verifies. */
    Outcome<List<Verified>> observations(Bundle bundle, Agreement agreement) {
        List<Finding> findings = new ArrayList<>();
        List<Verified> set = verify(bundle, agreement, findings);
        return findings.isEmpty()
                ? Outcome.yes(set)
                : Outcome.no(Reason.PROOF_NOT_VALID, findings.get(0).detail());
    }

    private void ledger(Bundle bundle, Agreement agreement, List<Finding> findings) {
        String key = agreement.party(bundle.mesh()).map(Party::ledgerKey).orElse("");
        keep(CheckpointNote.read(bundle.head(), key, bundle.mesh(), notes), Check.LEDGER_HEAD, findings)
                .ifPresent(head -> {
                    Digest root =
                            root(bundle.leaves().stream().map(LedgerLeaf::hash).toList());
                    if (head.size() != bundle.leaves().size() || !head.root().equals(root)) {
                        findings.add(new Finding(Check.LEDGER_HEAD, "the leaves do not make the signed head"));
                    }
                });
    }

    /** MTH of RFC 9162 over leaf hashes. */
    private static Digest root(List<Digest> hashes) {
        List<List<Digest>> levels = new ArrayList<>(List.of(hashes));
        while (levels.get(levels.size() - 1).size() > 1) {
            List<Digest> below = levels.get(levels.size() - 1);
            List<Digest> level = new ArrayList<>();
            for (int i = 0; i + 1 < below.size(); i += 2) {
                level.add(Merkle.nodeHash(below.get(i), below.get(i + 1)));
            }
            levels.add(level);
        }
        return Merkle.root((level, index) -> levels.get(level).get((int) index), hashes.size());
    }

    private List<Verified> verify(Bundle bundle, Agreement agreement, List<Finding> findings) {
        Map<Digest, Octets> documents = verification.index(bundle.documents());
        Documents known = digest -> Optional.ofNullable(documents.get(digest));
        List<Agreement> epochs = new ArrayList<>(List.of(agreement));
        List<Verified> set = new ArrayList<>();
        for (Octets octets : bundle.observations()) {
            Outcome<Verified> outcome = verification.verify(octets, epochs.get(epochs.size() - 1), known);
            for (int i = epochs.size() - 2; i >= 0; i--) {
                int at = i;
                Outcome<Verified> before = outcome;
                outcome = before.fold(any -> before, no -> verification.verify(octets, epochs.get(at), known));
            }
            keep(outcome, Check.OBSERVATION, findings).ifPresent(one -> {
                set.add(one);
                one.epoch().ifPresent(epochs::add);
            });
        }
        return set;
    }

    private static void decisions(Bundle bundle, List<Verified> set, Arbitrated derived, List<Finding> findings) {
        Set<LedgerLeaf> logged = new HashSet<>(bundle.leaves());
        List<LedgerLeaf> expected = new ArrayList<>();
        set.forEach(
                one -> expected.add(LedgerLeaf.of(LeafKind.ADMITTED, one.oid().digest())));
        expected.addAll(Recorder.leavesOf(derived));
        bundle.kept().forEach(one -> expected.add(Recorder.leaf(one.refusal())));
        expected.stream()
                .filter(leaf -> !logged.contains(leaf))
                .forEach(leaf -> findings.add(
                        new Finding(Check.LEDGER_LEAF, leaf.kind() + " " + leaf.subject() + " is not in the ledger")));
        if (!derived.picture().digest().equals(bundle.picture())) {
            findings.add(new Finding(
                    Check.PICTURE,
                    "claimed " + bundle.picture() + ", derived "
                            + derived.picture().digest()));
        }
    }

    /** Each at its own vector, from the nearest before it. */
    private void certificates(Agreement agreement, List<Verified> set, List<Finding> findings) {
        List<Verified> claims = set.stream()
                .filter(one -> one.statement().orElse(null) instanceof Statement.Certificate)
                .sorted(Comparator.comparingLong(one -> reach(claimed(one))))
                .toList();
        Retrospect past = new Retrospect(agreement, set, custom);
        Map<Oid, Finding> found = new HashMap<>();
        for (Verified one : claims) {
            if (!past.at(claimed(one).frontiers()).certificate().equals(claimed(one))) {
                found.put(one.oid(), new Finding(Check.CERTIFICATE, "that of " + one.mesh() + ", " + one.oid()));
            }
        }
        set.forEach(one -> Optional.ofNullable(found.get(one.oid())).ifPresent(findings::add));
    }

    private static Statement.Certificate claimed(Verified one) {
        return (Statement.Certificate) one.statement().orElseThrow();
    }

    private static long reach(Statement.Certificate claimed) {
        return claimed.frontiers().list().stream().mapToLong(Frontier::sequence).sum();
    }
}
