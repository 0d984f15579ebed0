package org.comity.core.reconcile;

import java.util.List;
import java.util.Optional;
import org.comity.core.control.Statement;
import org.comity.core.mesh.Json;
import org.comity.core.mesh.Oid;
import org.comity.core.picture.JointPicture;

/** What waits and what was decided, for programs: RFC 8259 JSON. */
public final class MergeJson {
    private MergeJson() {}

    /** The domains in which something waits, each contention with why. */
    public static String of(MergeQueue queue) {
        return Json.object(
                Json.field("picture", Json.quote(queue.now().picture().digest().hex())),
                Json.field("domains", Json.array(queue.domains().stream().map(one -> domain(queue, one)))));
    }

    private static String domain(MergeQueue queue, MergeQueue.Queued one) {
        return Json.object(
                Json.field("domain", Json.quote(one.domain().name())),
                Json.field("verdict", Json.quote(one.verdict().verdict().name())),
                Json.field("why", Json.array(one.why().stream().map(Json::quote))),
                Json.field("quorum", Integer.toString(one.domain().quorum())),
                Json.field(
                        "deciders", Json.array(one.domain().deciders().stream().map(by -> Json.quote(by.urn())))),
                Json.field("waiting", Json.array(one.waiting().stream().map(entry -> waiting(queue, entry)))));
    }

    private static String waiting(MergeQueue queue, JointPicture.Entry entry) {
        return Json.object(
                Json.field("why", Json.quote(queue.why(entry))),
                Json.field(
                        "advice",
                        queue.now()
                                .detected()
                                .byPolicy(entry.contention())
                                .winner()
                                .map(Oid::hex)
                                .map(Json::quote)
                                .orElse("null")),
                Json.field(
                        "sealed",
                        queue.now()
                                .detected()
                                .sealed(entry.contention())
                                .map(ruling -> ruling.winner()
                                        .map(Oid::hex)
                                        .map(Json::quote)
                                        .orElse("\"none\""))
                                .orElse("null")),
                Json.field("contention", PictureJson.entry(entry, queue.now())));
    }

    /** One contention with why it waits, or that it does not. */
    public static String of(MergeQueue queue, JointPicture.Entry entry) {
        return waiting(queue, entry);
    }

    /** Merge decisions and cuts with their signatures, and when they took effect. */
    public static String of(List<JointAct> acts, MergeHistory history) {
        return Json.object(
                Json.field("acts", Json.array(acts.stream().map(one -> act(one, history)))),
                Json.field(
                        "stops",
                        Json.array(history.stops().stream()
                                .map(one -> Json.object(
                                        Json.field("domain", Json.quote(one.domain())),
                                        Json.field("since", turn(Optional.of(one.since()))),
                                        Json.field("until", turn(one.until())))))));
    }

    private static String act(JointAct one, MergeHistory history) {
        return Json.object(
                Json.field("id", Json.quote(one.id().hex())),
                Json.field("kind", Json.quote(one.statement().kind().wireName())),
                Json.field("says", says(one.statement())),
                Json.field("effect", Json.quote(one.effect().name())),
                Json.field(
                        "reason",
                        one.reason().map(reason -> Json.quote(reason.name())).orElse("null")),
                Json.field("since", turn(history.effect(one.statement()))),
                Json.field("needed", Integer.toString(one.needed())),
                Json.field("missing", Json.array(one.missing().stream().map(Json::quote))),
                Json.field(
                        "signatures",
                        Json.array(one.signatures().stream()
                                .map(by -> Json.object(
                                        Json.field("by", Json.quote(by.by())),
                                        Json.field("mesh", Json.quote(by.mesh().urn())),
                                        Json.field("oid", Json.quote(by.oid().hex())),
                                        Json.field(
                                                "reason",
                                                by.reason()
                                                        .map(reason -> Json.quote(reason.name()))
                                                        .orElse("null")))))));
    }

    private static String says(Statement statement) {
        if (statement instanceof Statement.Cut cut) {
            return Json.object(Json.field("rulings", Json.quote(cut.rulings().hex())));
        }
        Statement.MergeDecision decision = (Statement.MergeDecision) statement;
        return Json.object(
                Json.field("domain", Json.quote(decision.domain())),
                Json.field(
                        "choices",
                        Json.array(decision.choices().stream()
                                .map(choice -> Json.object(
                                        Json.field(
                                                "contention",
                                                Json.quote(choice.contention().hex())),
                                        choice.policy()
                                                .map(policy -> Json.field("policy", Json.quote(policy)))
                                                .orElseGet(() -> Json.field(
                                                        "winner",
                                                        Json.quote(choice.winner()
                                                                .orElseThrow()
                                                                .hex()))))))));
    }

    private static String turn(Optional<MergeHistory.Turn> turn) {
        return turn.map(one -> Json.object(
                        Json.field("agent", Json.quote(one.agent().urn())),
                        Json.field("sequence", Long.toString(one.sequence())),
                        Json.field("consignment", Json.quote(one.consignment().hex())),
                        Json.field("claimed", Json.quote(one.claimed().toString()))))
                .orElse("null");
    }
}
