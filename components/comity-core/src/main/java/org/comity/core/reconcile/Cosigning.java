package org.comity.core.reconcile;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.comity.core.agreement.Agreement;
import org.comity.core.agreement.AuthorityEntry;
import org.comity.core.agreement.Domain;
import org.comity.core.authority.AgentId;
import org.comity.core.boundary.Refusal;
import org.comity.core.contention.Contention;
import org.comity.core.contention.Fact;
import org.comity.core.control.Statement;
import org.comity.core.control.StatementKind;
import org.comity.core.mesh.Digest;
import org.comity.core.mesh.Octets;
import org.comity.core.mesh.Outcome;
import org.comity.core.mesh.Reason;
import org.comity.core.observation.Control;
import org.comity.core.observation.Core;
import org.comity.core.observation.Observation;
import org.comity.core.picture.JointPicture;

/**
 * Signs merge decisions and cuts in the name of one mesh, where the signature would count as S stands now. What is not signed is
 * recorded with its reason. The next release carries what is signed; whoever signs the same statement signs the same act.
 */
public final class Cosigning {
    private final BoundaryAgent agent;

    /** Signing through that agent. */
    public Cosigning(BoundaryAgent agent) {
        this.agent = Objects.requireNonNull(agent, "agent");
    }

    /** What waits now. */
    public MergeQueue queue() {
        return new MergeQueue(agent.current());
    }

    /** The merge decisions and cuts in S now. */
    public List<JointAct> acts() {
        return JointAct.of(agent.current(), agent.node().ports().codec());
    }

    /** The cut that seals S as it stands now, for the agents of all parties to sign. */
    public Statement.Cut proposal() {
        Statement.Certificate now = agent.current().certificate();
        return new Statement.Cut(
                now.frontiers(), now.rulings(), agent.current().picture().agreement());
    }

    /**
     * Signs what another signed.
     *
     * @param signed the id of an act in S as 64 hexadecimal digits, or the observation that the other signed
     * @return a no as {@link #sign(Statement, Voice)}; or, where the octets are no merge decision or cut, with the reason of the reader
     */
    public Outcome<Observation> sign(Octets signed, Voice by) {
        String id = new String(signed.bytes(), StandardCharsets.UTF_8).strip();
        return acts().stream()
                .filter(act -> act.id().hex().equals(id))
                .findFirst()
                .map(act -> sign(act.statement(), by))
                .orElseGet(() -> read(signed)
                        .fold(statement -> sign(statement, by), no -> refused(signed, no.reason(), no.detail())));
    }

    private Outcome<Statement> read(Octets signed) {
        return agent.node()
                .ports()
                .reader()
                .read(signed)
                .then(envelope -> statement(envelope.observation().core()));
    }

    private Outcome<Statement> statement(Core core) {
        Optional<StatementKind> kind = StatementKind.ofWireName(core.property().value())
                .filter(one -> core.property().scheme().equals(Control.SCHEME));
        if (kind.isEmpty()) {
            return Outcome.no(Reason.STATEMENT_MALFORMED, "it is no control statement");
        }
        if (core.agreement()
                .filter(agent.current().detected().ordered().epochDigests()::contains)
                .isEmpty()) {
            return Outcome.no(Reason.OTHER_AGREEMENT, "it names another agreement than this one");
        }
        return agent.node().ports().codec().read(kind.get(), core.result().content());
    }

    /**
     * Signs a merge decision or a cut.
     *
     * @return a no with ISSUER_NOT_ENTITLED, POLICY_NOT_AGREED, OTHER_AGREEMENT; DECISION_STALE where a choice of a decision no
     *     longer holds; CONSIGNMENT_GAP where S has not reached the frontiers of a cut, STATEMENTS_CONFLICT where S makes other rulings
     *     there; DUPLICATE where the same voice signed it before
     */
    public Outcome<Observation> sign(Statement statement, Voice by) {
        synchronized (agent.node()) {
            Outcome<Statement> judged = statement instanceof Statement.MergeDecision decision
                    ? decides(decision, by)
                    : statement instanceof Statement.Cut cut
                            ? seals(cut, by)
                            : Outcome.no(Reason.STATEMENT_MALFORMED, "neither a merge decision nor a cut");
            Octets octets = agent.node().ports().codec().write(statement);
            return judged.then(one -> fresh(one, by))
                    .fold(one -> Outcome.yes(agent.state(one, by)), no -> refused(octets, no.reason(), no.detail()));
        }
    }

    private <T> Outcome<T> refused(Octets octets, Reason reason, String detail) {
        if (reason != Reason.DUPLICATE) {
            Recorder.refuse(agent, new Refusal(octets, reason, detail));
        }
        return Outcome.no(reason, detail);
    }

    private Outcome<Statement> fresh(Statement statement, Voice by) {
        boolean before = agent.admitted().stream()
                .filter(one -> one.statement().filter(statement::equals).isPresent())
                .anyMatch(one -> one.core().origin().authority().equals(by.authority()));
        return before ? Outcome.no(Reason.DUPLICATE, by.authority() + " signed it before") : Outcome.yes(statement);
    }

    private Outcome<Statement> decides(Statement.MergeDecision decision, Voice by) {
        Agreement agreement = agent.agreement();
        Optional<Domain> domain = JointAct.domain(decision, agreement);
        boolean entitled =
                domain.filter(one -> one.deciders().contains(by.authority())).isPresent()
                        && agreement
                                .authority(by.authority())
                                .map(AuthorityEntry::mesh)
                                .filter(agent.node().mesh()::equals)
                                .isPresent();
        if (!entitled) {
            return Outcome.no(
                    Reason.ISSUER_NOT_ENTITLED, by.authority() + " is no decider of domain " + decision.domain());
        }
        Optional<String> unknown = decision.choices().stream()
                .flatMap(choice -> choice.policy().stream())
                .filter(policy -> agreement.under(policy).isEmpty())
                .findFirst();
        if (unknown.isPresent()) {
            return Outcome.no(Reason.POLICY_NOT_AGREED, "the agreement holds no policy " + unknown.get());
        }
        return stale(decision)
                .<Outcome<Statement>>map(why -> Outcome.no(Reason.DECISION_STALE, why))
                .orElseGet(() -> Outcome.yes(decision));
    }

    private Optional<String> stale(Statement.MergeDecision decision) {
        Releases releases = agent.current().detected().ordered().releases();
        if (!releases.reaches(decision.frontiers())) {
            return Optional.of("S has not reached its frontiers");
        }
        if (decision.choices().isEmpty()) {
            return Optional.of("it decides nothing");
        }
        return decision.choices().stream()
                .flatMap(choice -> stale(decision, choice, releases).stream())
                .findFirst();
    }

    private Optional<String> stale(Statement.MergeDecision decision, Statement.Choice choice, Releases releases) {
        Digest id = choice.contention();
        Optional<Contention> found = agent.current().picture().entry(id).map(JointPicture.Entry::contention);
        if (found.filter(one -> one.domain().name().equals(decision.domain())).isEmpty()) {
            return Optional.of("there is no contention " + id + " in " + decision.domain());
        }
        List<Fact> candidates = found.get().candidates();
        if (choice.winner()
                .filter(winner ->
                        candidates.stream().noneMatch(fact -> fact.oid().equals(winner)))
                .isPresent()) {
            return Optional.of("what it chooses does not compete in contention " + id);
        }
        return candidates.stream()
                .filter(fact -> !releases.releasedAt(fact.oid(), decision.frontiers()))
                .findFirst()
                .map(fact -> "candidate " + fact.oid() + " of contention " + id + " came after its frontiers");
    }

    private Outcome<Statement> seals(Statement.Cut cut, Voice by) {
        Arbitrated now = agent.current();
        if (agent.agreement()
                .meshOf(new AgentId(by.authority().urn()))
                .filter(agent.node().mesh()::equals)
                .isEmpty()) {
            return Outcome.no(Reason.ISSUER_NOT_ENTITLED, by.authority() + " is no agent of this mesh");
        }
        if (!cut.agreement().equals(agent.agreement().digest())) {
            return Outcome.no(Reason.OTHER_AGREEMENT, "the cut names another epoch than the one in force");
        }
        if (!now.detected().suspensions().isEmpty()) {
            return Outcome.no(
                    now.detected().suspensions().values().iterator().next(),
                    "this side suspends " + now.detected().suspensions().keySet() + " and claims no rulings");
        }
        if (!now.detected().ordered().releases().reaches(cut.frontiers())) {
            return Outcome.no(Reason.CONSIGNMENT_GAP, "S has not reached the frontiers of the cut");
        }
        Arbitrated past = now.detected().ordered().at(cut.frontiers()).detect().arbitrate();
        return past.picture().rulingsDigest().equals(cut.rulings())
                ? Outcome.yes(cut)
                : Outcome.no(
                        Reason.STATEMENTS_CONFLICT,
                        "S makes other rulings there: " + past.picture().rulingsDigest());
    }
}
