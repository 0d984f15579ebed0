package org.comity.core.reconcile;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.comity.core.agreement.Agreement;
import org.comity.core.agreement.Domain;
import org.comity.core.authority.AuthorityId;
import org.comity.core.boundary.StatementCodec;
import org.comity.core.boundary.Verified;
import org.comity.core.control.Statement;
import org.comity.core.mesh.Digest;
import org.comity.core.mesh.MeshId;
import org.comity.core.mesh.Oid;
import org.comity.core.mesh.Reason;

/**
 * A merge decision or a cut that someone signed, and how far it has come.
 *
 * @param id SHA-256 of the statement's octets: what all its signers signed
 * @param signatures sorted by signer
 * @param missing who may still sign: deciders by name, for a cut the meshes whose agents have not
 * @param needed how many more must sign
 */
public record JointAct(
        Digest id, Statement statement, List<Signature> signatures, List<String> missing, int needed, Effect effect) {

    /** What it does. */
    public enum Effect {
        /** Enough signed, and S makes it hold. */
        IN_FORCE,
        /** More signatures are needed. */
        WAITS,
        /** It does not count: {@link JointAct#reason()} says why. */
        NOT_COUNTED
    }

    /**
     * One signature.
     *
     * @param by the signer's name
     * @param reason why it does not count
     */
    public record Signature(String by, MeshId mesh, Oid oid, Optional<Reason> reason) {
        public Signature {
            Objects.requireNonNull(by, "by");
            Objects.requireNonNull(mesh, "mesh");
            Objects.requireNonNull(oid, "oid");
            Objects.requireNonNull(reason, "reason");
        }

        private boolean isGood() {
            return reason.filter(one -> one == Reason.ISSUER_NOT_ENTITLED
                            || one == Reason.OTHER_AGREEMENT
                            || one == Reason.CREDENTIAL_REVOKED
                            || one == Reason.CREDENTIAL_EXPIRED
                            || one == Reason.QUARANTINED
                            || one == Reason.REFUSED_BY_PARTY)
                    .isEmpty();
        }
    }

    public JointAct {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(statement, "statement");
        signatures = List.copyOf(signatures);
        missing = List.copyOf(missing);
        Objects.requireNonNull(effect, "effect");
    }

    /** Why it does not count; empty where it does, and where signatures alone are missing. */
    public Optional<Reason> reason() {
        return effect == Effect.NOT_COUNTED
                ? signatures.stream().flatMap(one -> one.reason().stream()).findFirst()
                : Optional.empty();
    }

    /** All merge decisions and cuts in S, sorted by id. */
    public static List<JointAct> of(Arbitrated now, StatementCodec codec) {
        Map<Statement, List<Verified>> signed = new LinkedHashMap<>();
        for (Verified one : now.detected().ordered().released()) {
            one.statement()
                    .filter(JointAct::isJoint)
                    .ifPresent(statement -> signed.computeIfAbsent(statement, any -> new ArrayList<>())
                            .add(one));
        }
        List<JointAct> acts = new ArrayList<>();
        signed.forEach(
                (statement, by) -> acts.add(of(now, codec.write(statement).digest(), statement, by)));
        acts.sort(Comparator.comparing(JointAct::id));
        return List.copyOf(acts);
    }

    static boolean isJoint(Statement statement) {
        return statement instanceof Statement.MergeDecision || statement instanceof Statement.Cut;
    }

    private static JointAct of(Arbitrated now, Digest id, Statement statement, List<Verified> by) {
        List<Signature> signatures = by.stream()
                .map(one -> new Signature(
                        one.credential().subject(),
                        one.mesh(),
                        one.oid(),
                        now.detected().reasons().get(one.oid().digest())))
                .sorted(Comparator.comparing(Signature::by).thenComparing(Signature::oid))
                .toList();
        Agreement agreement = now.detected().ordered().agreement();
        Set<String> good = new HashSet<>();
        signatures.stream()
                .filter(Signature::isGood)
                .forEach(one ->
                        good.add(statement instanceof Statement.Cut ? one.mesh().urn() : one.by()));
        List<String> missing = signers(statement, agreement).stream()
                .filter(one -> !good.contains(one))
                .toList();
        int needed = Math.max(0, quorum(statement, agreement) - good.size());
        return new JointAct(id, statement, signatures, missing, needed, effect(signatures, needed));
    }

    private static Effect effect(List<Signature> signatures, int needed) {
        if (signatures.stream().anyMatch(one -> one.reason().isEmpty())) {
            return Effect.IN_FORCE;
        }
        boolean waits = needed > 0 && signatures.stream().anyMatch(Signature::isGood);
        return waits ? Effect.WAITS : Effect.NOT_COUNTED;
    }

    /** Who may sign it: deciders by name; for a cut, meshes. */
    private static List<String> signers(Statement statement, Agreement agreement) {
        return statement instanceof Statement.MergeDecision decision
                ? domain(decision, agreement).map(Domain::deciders).orElse(List.of()).stream()
                        .map(AuthorityId::urn)
                        .toList()
                : agreement.parties().stream().map(party -> party.mesh().urn()).toList();
    }

    private static int quorum(Statement statement, Agreement agreement) {
        return statement instanceof Statement.MergeDecision decision
                ? domain(decision, agreement).map(Domain::quorum).orElse(1)
                : agreement.parties().size();
    }

    static Optional<Domain> domain(Statement.MergeDecision decision, Agreement agreement) {
        return agreement.domains().stream()
                .filter(one -> one.name().equals(decision.domain()))
                .findFirst();
    }
}
