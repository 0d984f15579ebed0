package org.comity.xml;

import java.util.Base64;
import java.util.List;
import org.comity.core.control.Frontiers;
import org.comity.core.control.Statement;
import org.comity.core.ledger.Checkpoint;
import org.comity.core.mesh.Digest;
import org.comity.core.mesh.Oid;
import org.comity.core.observation.BeaconRef;
import org.comity.core.taxonomy.Equivalence;
import org.comity.core.taxonomy.Use;
import org.comity.core.taxonomy.Validity;

/** Writes each kind of control statement as XML, in its one octet form. */
final class StatementXml {

    static final String NAMESPACE = "urn:comity:statement:1";

    private final CanonicalXml out = new CanonicalXml("s");

    private StatementXml() {}

    static byte[] write(Statement statement) {
        StatementXml xml = new StatementXml();
        xml.root(statement);
        return xml.out.close().bytes();
    }

    private void root(Statement statement) {
        switch (statement.kind()) {
            case EQUIVALENCE -> equivalence((Statement.Equivalent) statement);
            case EQUIVALENCE_REVOCATION ->
                open(
                        statement,
                        CanonicalXml.with("equivalence", ((Statement.EquivalenceRevocation) statement).equivalence()));
            case ASSOCIATION -> association((Statement.Association) statement);
            case REVOCATION ->
                open(statement, CanonicalXml.with("credential", ((Statement.Revocation) statement).credential()));
            case AGREEMENT_EPOCH ->
                open(statement, CanonicalXml.with("agreement", ((Statement.AgreementEpoch) statement).agreement()));
            case CHECKPOINT -> {
                open(statement, CanonicalXml.none());
                head(((Statement.Beacon) statement).checkpoint());
            }
            case CONSIGNMENT -> consignment((Statement.Consignment) statement);
            case RECEIPT -> receipt((Statement.Receipt) statement);
            case INCLUSION_RECEIPT -> inclusion((Statement.InclusionReceipt) statement);
            case CERTIFICATE -> certificate((Statement.Certificate) statement);
            case MERGE_DECISION -> decision((Statement.MergeDecision) statement);
            case CUT -> cut((Statement.Cut) statement);
            case QUARANTINE -> items(statement, ((Statement.Quarantine) statement).oids());
            case CLEARANCE -> items(statement, ((Statement.Clearance) statement).oids());
            case EQUIVOCATION -> {
                Statement.Equivocation split = (Statement.Equivocation) statement;
                open(statement, CanonicalXml.with("mesh", split.mesh()).and("size", split.size()));
                out.element(
                        "evidence",
                        Base64.getEncoder()
                                .encodeToString(split.evidence().octets().bytes()));
            }
        }
    }

    private void open(Statement statement, CanonicalXml.Attributes attributes) {
        out.openDeclaring(statement.kind().wireName(), CanonicalXml.declaration("s", NAMESPACE), attributes);
    }

    private void items(Statement statement, List<Oid> oids) {
        open(statement, CanonicalXml.none());
        oids.forEach(oid -> out.empty("item", CanonicalXml.with("oid", oid)));
    }

    /** What is as usual is left out: both directions, every domain, chains as long as agreed, no end of validity. */
    private void equivalence(Statement.Equivalent statement) {
        Equivalence one = statement.equivalence();
        Use use = one.use();
        Validity validity = statement.validity();
        CanonicalXml.Attributes attributes = CanonicalXml.with("confidencePermille", one.confidencePermille())
                .and("domain", use.domain())
                .and("factor", one.factor())
                .and("justification", one.justification())
                .and("kind", DomElement.word(one.kind()))
                .and("predicate", DomElement.word(one.predicate()))
                .and("reviewer", one.reviewer());
        if (use.direction() != Use.Direction.BOTH) {
            attributes.and("direction", DomElement.word(use.direction()));
        }
        if (use.pathMax() != Use.PATH_MAX) {
            attributes.and("pathMax", use.pathMax());
        }
        validity.notBefore().ifPresent(size -> attributes.and("notBefore", size));
        validity.notAfter().ifPresent(size -> attributes.and("notAfter", size));
        open(statement, attributes);
        named("subject", one.subject().scheme(), one.subject().value());
        named("object", one.object().scheme(), one.object().value());
    }

    private void named(String element, String scheme, String value) {
        out.empty(element, CanonicalXml.with("scheme", scheme).and("value", value));
    }

    private void association(Statement.Association link) {
        open(link, CanonicalXml.with("domain", link.domain()));
        named("first", link.first().scheme(), link.first().value());
        named("second", link.second().scheme(), link.second().value());
        out.empty(
                "location",
                CanonicalXml.with("latitudeMicro", link.location().latitudeMicro())
                        .and("longitudeMicro", link.location().longitudeMicro()));
    }

    private void head(Checkpoint head) {
        out.open(
                        "head",
                        CanonicalXml.with("earliest", WireInstant.text(head.earliest()))
                                .and("latest", WireInstant.text(head.latest()))
                                .and("mesh", head.mesh())
                                .and("root", head.root())
                                .and("size", head.size()))
                .text(Base64.getEncoder().encodeToString(head.note().bytes()))
                .close();
    }

    private void consignment(Statement.Consignment one) {
        open(
                one,
                CanonicalXml.with("agent", one.agent())
                        .and("previous", one.previous())
                        .and("sequence", one.sequence()));
        head(one.head());
        for (Statement.Member member : one.members()) {
            out.open(
                    "member", CanonicalXml.with("leafIndex", member.leafIndex()).and("oid", member.oid()));
            path(member.path());
            out.close();
        }
    }

    private void path(List<Digest> path) {
        path.forEach(node -> out.element("path", node.hex()));
    }

    private void receipt(Statement.Receipt receipt) {
        open(receipt, CanonicalXml.with("consignment", receipt.consignment()));
        receipt.items()
                .forEach(item -> out.empty(
                        "item",
                        CanonicalXml.with("digest", item.digest())
                                .and("reason", item.reason().map(Enum::name))));
    }

    private void inclusion(Statement.InclusionReceipt receipt) {
        open(receipt, CanonicalXml.with("beacon", receipt.beacon()).and("leafIndex", receipt.leafIndex()));
        BeaconRef logged = receipt.logged();
        out.empty(
                "logged",
                CanonicalXml.with("mesh", logged.mesh())
                        .and("root", logged.root())
                        .and("size", logged.size()));
        head(receipt.head());
        path(receipt.path());
    }

    private void certificate(Statement.Certificate one) {
        open(
                one,
                CanonicalXml.with("divergence", one.divergence())
                        .and("picture", one.picture())
                        .and("rulings", one.rulings()));
        frontiers(one.frontiers());
    }

    private void frontiers(Frontiers frontiers) {
        frontiers
                .list()
                .forEach(one -> out.empty(
                        "frontier",
                        CanonicalXml.with("agent", one.agent())
                                .and("consignment", one.consignment())
                                .and("sequence", one.sequence())));
    }

    private void decision(Statement.MergeDecision decision) {
        open(decision, CanonicalXml.with("domain", decision.domain()));
        frontiers(decision.frontiers());
        decision.choices()
                .forEach(choice -> out.empty(
                        "choice",
                        CanonicalXml.with("contention", choice.contention())
                                .and("policy", choice.policy())
                                .and("winner", choice.winner())));
    }

    private void cut(Statement.Cut cut) {
        open(cut, CanonicalXml.with("agreement", cut.agreement()).and("rulings", cut.rulings()));
        frontiers(cut.frontiers());
    }
}
