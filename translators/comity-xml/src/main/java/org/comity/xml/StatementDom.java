package org.comity.xml;

import java.util.Base64;
import java.util.List;
import java.util.OptionalLong;
import org.comity.core.agreement.Location;
import org.comity.core.authority.AgentId;
import org.comity.core.control.Frontier;
import org.comity.core.control.Frontiers;
import org.comity.core.control.Statement;
import org.comity.core.control.StatementKind;
import org.comity.core.ledger.Checkpoint;
import org.comity.core.ledger.SplitView;
import org.comity.core.mesh.Digest;
import org.comity.core.mesh.MeshId;
import org.comity.core.mesh.Octets;
import org.comity.core.mesh.Oid;
import org.comity.core.mesh.Reason;
import org.comity.core.observation.FeatureOfInterest;
import org.comity.core.observation.Term;
import org.comity.core.taxonomy.Equivalence;
import org.comity.core.taxonomy.Ratio;
import org.comity.core.taxonomy.Use;
import org.comity.core.taxonomy.Validity;

/** Reads each kind of control statement from a document that the schema accepted; throws as {@link DomElement} does. */
final class StatementDom {

    private StatementDom() {}

    static Statement read(StatementKind kind, DomElement root) {
        return switch (kind) {
            case EQUIVALENCE ->
                new Statement.Equivalent(
                        equivalence(root), new Validity(size(root, "notBefore"), size(root, "notAfter")));
            case EQUIVALENCE_REVOCATION -> new Statement.EquivalenceRevocation(root.digest("equivalence"));
            case ASSOCIATION -> association(root);
            case REVOCATION -> new Statement.Revocation(root.digest("credential"));
            case AGREEMENT_EPOCH -> new Statement.AgreementEpoch(root.digest("agreement"));
            case CHECKPOINT -> new Statement.Beacon(head(root.child("head")));
            case CONSIGNMENT -> consignment(root);
            case RECEIPT ->
                new Statement.Receipt(
                        root.oid("consignment"),
                        root.children("item").stream().map(StatementDom::item).toList());
            case INCLUSION_RECEIPT ->
                new Statement.InclusionReceipt(
                        CoreXml.readBeacon(root.child("logged")),
                        root.oid("beacon"),
                        root.number("leafIndex"),
                        head(root.child("head")),
                        path(root));
            case CERTIFICATE ->
                new Statement.Certificate(
                        frontiers(root), root.digest("divergence"), root.digest("rulings"), root.digest("picture"));
            case MERGE_DECISION ->
                new Statement.MergeDecision(
                        root.text("domain"),
                        frontiers(root),
                        root.children("choice").stream()
                                .map(StatementDom::choice)
                                .toList());
            case CUT -> new Statement.Cut(frontiers(root), root.digest("rulings"), root.digest("agreement"));
            case EQUIVOCATION -> equivocation(root);
            case QUARANTINE -> new Statement.Quarantine(oids(root));
            case CLEARANCE -> new Statement.Clearance(oids(root));
        };
    }

    private static List<Oid> oids(DomElement root) {
        return root.children("item").stream().map(item -> item.oid("oid")).toList();
    }

    private static Statement equivocation(DomElement root) {
        Octets evidence =
                Octets.of(Base64.getDecoder().decode(root.child("evidence").text()));
        return new Statement.Equivocation(
                new MeshId(root.text("mesh")),
                root.number("size"),
                SplitView.read(evidence).fold(view -> view, no -> {
                    throw new IllegalArgumentException(no.detail());
                }));
    }

    private static Equivalence equivalence(DomElement root) {
        return new Equivalence(
                root.word("kind", Equivalence.Kind.class),
                term(root.child("subject")),
                root.word("predicate", Equivalence.Predicate.class),
                term(root.child("object")),
                root.text("justification"),
                root.integer("confidencePermille"),
                root.optional("reviewer"),
                new Use(
                        root.optional("direction").isPresent() ? Use.Direction.FORWARD : Use.Direction.BOTH,
                        root.optional("domain"),
                        root.optional("pathMax").map(Integer::valueOf).orElse(Use.PATH_MAX)),
                root.optional("factor").map(Ratio::parse));
    }

    private static OptionalLong size(DomElement root, String attribute) {
        return root.optional(attribute).isPresent() ? OptionalLong.of(root.number(attribute)) : OptionalLong.empty();
    }

    private static Term term(DomElement named) {
        return new Term(named.text("scheme"), named.text("value"));
    }

    private static Statement association(DomElement root) {
        DomElement location = root.child("location");
        return new Statement.Association(
                root.text("domain"),
                feature(root.child("first")),
                feature(root.child("second")),
                new Location(location.integer("latitudeMicro"), location.integer("longitudeMicro")));
    }

    private static FeatureOfInterest feature(DomElement named) {
        return new FeatureOfInterest(named.text("scheme"), named.text("value"));
    }

    private static Checkpoint head(DomElement head) {
        return new Checkpoint(
                new MeshId(head.text("mesh")),
                head.number("size"),
                head.digest("root"),
                head.instant("earliest"),
                head.instant("latest"),
                Octets.of(Base64.getDecoder().decode(head.text())));
    }

    private static Statement consignment(DomElement root) {
        return new Statement.Consignment(
                new AgentId(root.text("agent")),
                root.number("sequence"),
                root.optional("previous").map(Oid::parse),
                head(root.child("head")),
                root.children("member").stream()
                        .map(member ->
                                new Statement.Member(member.oid("oid"), member.number("leafIndex"), path(member)))
                        .toList());
    }

    private static List<Digest> path(DomElement parent) {
        return parent.children("path").stream()
                .map(node -> Digest.parse(node.text()))
                .toList();
    }

    private static Statement.Item item(DomElement item) {
        return new Statement.Item(item.digest("digest"), item.optional("reason").map(Reason::valueOf));
    }

    private static Frontiers frontiers(DomElement root) {
        return Frontiers.of(root.children("frontier").stream()
                .map(one ->
                        new Frontier(new AgentId(one.text("agent")), one.number("sequence"), one.oid("consignment")))
                .toList());
    }

    private static Statement.Choice choice(DomElement choice) {
        return new Statement.Choice(
                choice.digest("contention"), choice.optional("winner").map(Oid::parse), choice.optional("policy"));
    }
}
