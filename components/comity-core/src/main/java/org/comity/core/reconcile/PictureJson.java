package org.comity.core.reconcile;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.comity.core.arbitration.Ruling;
import org.comity.core.contention.Fact;
import org.comity.core.control.Frontier;
import org.comity.core.divergence.DomainVerdict;
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
        return object(
                field("picture", quote(picture.digest().hex())),
                field("rulings", quote(picture.rulingsDigest().hex())),
                field("agreement", quote(picture.agreement().hex())),
                field("frontiers", array(picture.frontiers().list().stream().map(PictureJson::frontier))),
                field("certificate", certificate(arbitrated)),
                field(
                        "notCounted",
                        array(arbitrated.detected().notCounted().stream()
                                .map(one -> object(
                                        field("oid", quote(one.oid().hex())),
                                        field("reason", quote(one.reason().name())))))),
                field("contentions", array(picture.entries().stream().map(entry -> entry(entry, time)))));
    }

    /** The divergence certificate alone. */
    public static String certificate(Arbitrated arbitrated) {
        return object(
                field(
                        "digest",
                        quote(arbitrated.detected().certificate().digest().hex())),
                field(
                        "domains",
                        array(arbitrated.detected().certificate().domains().stream()
                                .map(PictureJson::verdict))));
    }

    private static String frontier(Frontier one) {
        return object(
                field("agent", quote(one.agent().urn())),
                field("sequence", Long.toString(one.sequence())),
                field("consignment", quote(one.consignment().hex())));
    }

    private static String verdict(DomainVerdict one) {
        return object(
                field("domain", quote(one.domain())),
                field("verdict", quote(one.verdict().name())),
                field("contentions", Integer.toString(one.contentions())),
                field("contested", Integer.toString(one.contested())),
                field("undecidable", Integer.toString(one.undecidable())),
                field("forkDepth", Integer.toString(one.forkDepth())),
                field("controlConflicts", Integer.toString(one.controlConflicts())),
                field("equivocations", Integer.toString(one.equivocations())));
    }

    private static String entry(JointPicture.Entry entry, TemporalEvidence time) {
        Ruling ruling = entry.ruling();
        List<Fact> candidates = entry.contention().candidates();
        return object(
                field("id", quote(ruling.contention().hex())),
                field("domain", quote(entry.contention().domain().name())),
                field(
                        "features",
                        array(entry.contention().group().features().stream().map(one -> quote(one.name())))),
                field("resolution", quote(ruling.resolution().name())),
                field(
                        "winner",
                        ruling.winner().map(Oid::hex).map(PictureJson::quote).orElse("null")),
                field("losers", array(ruling.losers().stream().map(oid -> quote(oid.hex())))),
                field("decidedBy", quote(ruling.decidedBy())),
                field("candidates", array(candidates.stream().map(fact -> candidate(fact, ruling)))),
                field(
                        "superseded",
                        array(entry.contention().superseded().stream()
                                .map(fact -> quote(fact.oid().hex())))),
                field("precedence", array(pairs(candidates, time))));
    }

    private static String candidate(Fact fact, Ruling ruling) {
        String values = ruling.rows().stream()
                .filter(row -> row.candidate().equals(fact.oid()))
                .flatMap(row -> row.values().stream())
                .map(value -> field(
                        value.comparison(),
                        value.value().isPresent() ? Long.toString(value.value().getAsLong()) : "null"))
                .collect(Collectors.joining(",", "{", "}"));
        return object(
                field("oid", quote(fact.oid().hex())),
                field("authority", quote(fact.authority().urn())),
                field("mesh", quote(fact.mesh().urn())),
                field("feature", quote(fact.feature().name())),
                field("time", quote(fact.core().phenomenonTime().start().toString())),
                field("mediaType", quote(fact.core().result().mediaType())),
                field("result", quote(new String(fact.core().result().content().bytes(), StandardCharsets.UTF_8))),
                field("values", values));
    }

    private static Stream<String> pairs(List<Fact> candidates, TemporalEvidence time) {
        return candidates.stream()
                .flatMap(one -> candidates.stream()
                        .filter(other -> one.compareTo(other) < 0)
                        .map(other -> pair(one.oid(), other.oid(), time.precedence(one.oid(), other.oid()))));
    }

    private static String pair(Oid first, Oid second, Precedence precedence) {
        return object(
                field("first", quote(first.hex())),
                field("second", quote(second.hex())),
                field("relation", quote(precedence.relation().name())),
                field(
                        "layer",
                        precedence.layer().map(layer -> quote(layer.name())).orElse("null")),
                field("proof", array(precedence.proof().stream().map(PictureJson::quote))));
    }

    private static String object(String... fields) {
        return Stream.of(fields).collect(Collectors.joining(",", "{", "}"));
    }

    private static String field(String name, String value) {
        return quote(name) + ":" + value;
    }

    private static String array(Stream<String> items) {
        return items.collect(Collectors.joining(",", "[", "]"));
    }

    private static String quote(String text) {
        StringBuilder out = new StringBuilder("\"");
        for (int i = 0; i < text.length(); i++) {
            char ch = text.charAt(i);
            if (ch == '"' || ch == '\\') {
                out.append('\\').append(ch);
            } else if (ch < ' ' || ch == '\u2028' || ch == '\u2029' || Character.isSurrogate(ch)) {
                out.append(String.format(java.util.Locale.ROOT, "\\u%04x", (int) ch));
            } else {
                out.append(ch);
            }
        }
        return out.append('"').toString();
    }
}
