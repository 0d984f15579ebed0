package org.comity.core.reconcile;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.comity.core.arbitration.Ruling;
import org.comity.core.contention.Fact;
import org.comity.core.control.Frontier;
import org.comity.core.divergence.DomainVerdict;
import org.comity.core.mesh.Json;
import org.comity.core.mesh.Oid;
import org.comity.core.picture.JointPicture;
import org.comity.core.temporal.Precedence;
import org.comity.core.temporal.TemporalEvidence;

/** A joint picture for people and programs: RFC 8259 JSON, one form for one picture. */
public final class PictureJson {
    private PictureJson() {}

    /** The whole picture, its digests and the certificate. */
    public static String of(Arbitrated arbitrated) {
        JointPicture picture = arbitrated.picture();
        TemporalEvidence time = arbitrated.detected().ordered().time();
        return Json.object(
                Json.field("picture", Json.quote(picture.digest().hex())),
                Json.field("rulings", Json.quote(picture.rulingsDigest().hex())),
                Json.field("agreement", Json.quote(picture.agreement().hex())),
                Json.field(
                        "frontiers",
                        Json.array(picture.frontiers().list().stream().map(PictureJson::frontier))),
                Json.field("certificate", certificate(arbitrated)),
                Json.field(
                        "notCounted",
                        Json.array(arbitrated.detected().notCounted().stream()
                                .map(one -> Json.object(
                                        Json.field("oid", Json.quote(one.oid().hex())),
                                        Json.field(
                                                "reason",
                                                Json.quote(one.reason().name())))))),
                Json.field("contentions", Json.array(picture.entries().stream().map(entry -> entry(entry, time)))));
    }

    /** The divergence certificate alone. */
    public static String certificate(Arbitrated arbitrated) {
        return Json.object(
                Json.field(
                        "digest",
                        Json.quote(arbitrated.detected().certificate().digest().hex())),
                Json.field(
                        "domains",
                        Json.array(arbitrated.detected().certificate().domains().stream()
                                .map(PictureJson::verdict))));
    }

    private static String frontier(Frontier one) {
        return Json.object(
                Json.field("agent", Json.quote(one.agent().urn())),
                Json.field("sequence", Long.toString(one.sequence())),
                Json.field("consignment", Json.quote(one.consignment().hex())));
    }

    private static String verdict(DomainVerdict one) {
        return Json.object(
                Json.field("domain", Json.quote(one.domain())),
                Json.field("verdict", Json.quote(one.verdict().name())),
                Json.field("contentions", Integer.toString(one.contentions())),
                Json.field("contested", Integer.toString(one.contested())),
                Json.field("undecidable", Integer.toString(one.undecidable())),
                Json.field("unproven", Integer.toString(one.unproven())),
                Json.field("forkDepth", Integer.toString(one.forkDepth())),
                Json.field("controlConflicts", Integer.toString(one.controlConflicts())),
                Json.field("equivocations", Integer.toString(one.equivocations())));
    }

    /** One contention with its candidates, their values and what is proven of their order. */
    static String entry(JointPicture.Entry entry, Arbitrated arbitrated) {
        return entry(entry, arbitrated.detected().ordered().time());
    }

    private static String entry(JointPicture.Entry entry, TemporalEvidence time) {
        Ruling ruling = entry.ruling();
        List<Fact> candidates = entry.contention().candidates();
        return Json.object(
                Json.field("id", Json.quote(ruling.contention().hex())),
                Json.field("domain", Json.quote(entry.contention().domain().name())),
                Json.field(
                        "features",
                        Json.array(
                                entry.contention().group().features().stream().map(one -> Json.quote(one.name())))),
                Json.field("resolution", Json.quote(ruling.resolution().name())),
                Json.field(
                        "winner", ruling.winner().map(Oid::hex).map(Json::quote).orElse("null")),
                Json.field("losers", Json.array(ruling.losers().stream().map(oid -> Json.quote(oid.hex())))),
                Json.field("decidedBy", Json.quote(ruling.decidedBy())),
                Json.field("candidates", Json.array(candidates.stream().map(fact -> candidate(fact, ruling)))),
                Json.field(
                        "superseded",
                        Json.array(entry.contention().superseded().stream()
                                .map(fact -> Json.quote(fact.oid().hex())))),
                Json.field("precedence", Json.array(pairs(candidates, time))));
    }

    private static String candidate(Fact fact, Ruling ruling) {
        String values = ruling.rows().stream()
                .filter(row -> row.candidate().equals(fact.oid()))
                .flatMap(row -> row.values().stream())
                .map(value -> Json.field(
                        value.comparison(),
                        value.value().isPresent() ? Long.toString(value.value().getAsLong()) : "null"))
                .collect(Collectors.joining(",", "{", "}"));
        return Json.object(
                Json.field("oid", Json.quote(fact.oid().hex())),
                Json.field("authority", Json.quote(fact.authority().urn())),
                Json.field("mesh", Json.quote(fact.mesh().urn())),
                Json.field("feature", Json.quote(fact.feature().name())),
                Json.field(
                        "time", Json.quote(fact.core().phenomenonTime().start().toString())),
                Json.field("mediaType", Json.quote(fact.core().result().mediaType())),
                Json.field(
                        "result",
                        Json.quote(new String(fact.core().result().content().bytes(), StandardCharsets.UTF_8))),
                Json.field("values", values));
    }

    private static Stream<String> pairs(List<Fact> candidates, TemporalEvidence time) {
        return candidates.stream()
                .flatMap(one -> candidates.stream()
                        .filter(other -> one.compareTo(other) < 0)
                        .map(other -> pair(one.oid(), other.oid(), time.precedence(one.oid(), other.oid()))));
    }

    private static String pair(Oid first, Oid second, Precedence precedence) {
        return Json.object(
                Json.field("first", Json.quote(first.hex())),
                Json.field("second", Json.quote(second.hex())),
                Json.field("relation", Json.quote(precedence.relation().name())),
                Json.field(
                        "layer",
                        precedence
                                .layer()
                                .map(layer -> Json.quote(layer.name()))
                                .orElse("null")),
                Json.field("proof", Json.array(precedence.proof().stream().map(Json::quote))));
    }
}
