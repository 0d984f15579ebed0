package org.comity.xml;

import jakarta.xml.bind.annotation.XmlAccessType;
import jakarta.xml.bind.annotation.XmlAccessorType;
import jakarta.xml.bind.annotation.XmlAttribute;
import jakarta.xml.bind.annotation.XmlElement;
import jakarta.xml.bind.annotation.XmlRootElement;
import jakarta.xml.bind.annotation.XmlType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.comity.core.agreement.Location;
import org.comity.core.authority.AgentId;
import org.comity.core.control.Frontier;
import org.comity.core.control.Frontiers;
import org.comity.core.control.Statement;
import org.comity.core.control.StatementKind;
import org.comity.core.ledger.Checkpoint;
import org.comity.core.mesh.Digest;
import org.comity.core.mesh.MeshId;
import org.comity.core.mesh.Oid;
import org.comity.core.mesh.Reason;
import org.comity.core.taxonomy.Equivalence;
import org.jspecify.annotations.Nullable;

/** A statement on the wire: its kind, and the parts that the kind has. */
@XmlRootElement(name = "statement", namespace = Namespaces.STATEMENT)
@XmlAccessorType(XmlAccessType.FIELD)
@XmlType(
        propOrder = {"first", "second", "logged", "head", "frontier", "member", "item", "choice", "oid", "path"})
final class WireStatement {
    @XmlAttribute
    @Nullable String kind;

    @XmlAttribute
    @Nullable String domain;

    @XmlAttribute
    @Nullable String equivalence;

    @XmlAttribute
    @Nullable String predicate;

    @XmlAttribute
    @Nullable String justification;

    @XmlAttribute
    @Nullable Integer confidence;

    @XmlAttribute
    @Nullable Integer latitude;

    @XmlAttribute
    @Nullable Integer longitude;

    @XmlAttribute
    @Nullable String digest;

    @XmlAttribute
    @Nullable String rulings;

    @XmlAttribute
    @Nullable String picture;

    @XmlAttribute
    @Nullable String agent;

    @XmlAttribute
    @Nullable Long sequence;

    @XmlAttribute
    @Nullable String previous;

    @XmlAttribute
    @Nullable Long index;

    @XmlElement(namespace = Namespaces.STATEMENT)
    @Nullable WireName first;

    @XmlElement(namespace = Namespaces.STATEMENT)
    @Nullable WireName second;

    @XmlElement(namespace = Namespaces.STATEMENT)
    WireName.@Nullable Beacon logged;

    @XmlElement(namespace = Namespaces.STATEMENT)
    @Nullable WireHead head;

    @XmlElement(namespace = Namespaces.STATEMENT)
    List<WireEntry> frontier = new ArrayList<>();

    @XmlElement(namespace = Namespaces.STATEMENT)
    List<WireEntry> member = new ArrayList<>();

    @XmlElement(namespace = Namespaces.STATEMENT)
    List<WireEntry> item = new ArrayList<>();

    @XmlElement(namespace = Namespaces.STATEMENT)
    List<WireEntry> choice = new ArrayList<>();

    @XmlElement(namespace = Namespaces.STATEMENT)
    List<String> oid = new ArrayList<>();

    @XmlElement(namespace = Namespaces.STATEMENT)
    List<String> path = new ArrayList<>();

    /** One entry of a list: a frontier, a member, an item or a choice. */
    @XmlAccessorType(XmlAccessType.FIELD)
    static final class WireEntry {
        @XmlAttribute
        @Nullable String agent;

        @XmlAttribute
        @Nullable Long sequence;

        @XmlAttribute
        @Nullable String oid;

        @XmlAttribute
        @Nullable Long index;

        @XmlAttribute
        @Nullable String digest;

        @XmlAttribute
        @Nullable String reason;

        @XmlElement(namespace = Namespaces.STATEMENT)
        List<String> path = new ArrayList<>();
    }

    /** A signed head. */
    @XmlAccessorType(XmlAccessType.FIELD)
    static final class WireHead {
        @XmlAttribute
        @Nullable String mesh;

        @XmlAttribute
        @Nullable Long size;

        @XmlAttribute
        @Nullable String root;

        @XmlAttribute
        @Nullable String earliest;

        @XmlAttribute
        @Nullable String latest;

        @XmlElement(namespace = Namespaces.STATEMENT)
        @Nullable String note;

        static WireHead of(Checkpoint head) {
            WireHead wire = new WireHead();
            wire.mesh = head.mesh().urn();
            wire.size = head.size();
            wire.root = head.root().hex();
            wire.earliest = head.earliest().toString();
            wire.latest = head.latest().toString();
            wire.note = Text.base64(head.note());
            return wire;
        }

        Checkpoint head() {
            return new Checkpoint(
                    new MeshId(Text.required(mesh, "mesh")),
                    Text.required(size, "size"),
                    Digest.parse(Text.required(root, "root")),
                    Text.instant(Text.required(earliest, "earliest")),
                    Text.instant(Text.required(latest, "latest")),
                    Text.base64(Text.required(note, "note")));
        }
    }

    static WireStatement of(Statement statement) {
        WireStatement wire = new WireStatement();
        wire.kind = statement.kind().wireName();
        switch (statement.kind()) {
            case EQUIVALENCE -> wire.write(((Statement.Equivalent) statement).equivalence());
            case ASSOCIATION -> wire.write((Statement.Association) statement);
            case REVOCATION -> wire.digest = ((Statement.Revocation) statement).credential().hex();
            case AGREEMENT_EPOCH -> wire.digest = ((Statement.AgreementEpoch) statement).agreement().hex();
            case CHECKPOINT -> wire.head = WireHead.of(((Statement.Beacon) statement).checkpoint());
            case CONSIGNMENT -> wire.write((Statement.Consignment) statement);
            case RECEIPT -> wire.write((Statement.Receipt) statement);
            case INCLUSION_RECEIPT -> wire.write((Statement.InclusionReceipt) statement);
            case CERTIFICATE -> wire.write((Statement.Certificate) statement);
            case MERGE_DECISION -> wire.write((Statement.MergeDecision) statement);
            case CUT -> wire.write((Statement.Cut) statement);
            case QUARANTINE -> ((Statement.Quarantine) statement).oids().forEach(one -> wire.oid.add(one.hex()));
        }
        return wire;
    }

    private void write(Equivalence one) {
        equivalence = one.kind().name();
        first = WireName.of(one.subject());
        predicate = one.predicate().name();
        second = WireName.of(one.object());
        justification = one.justification();
        confidence = one.confidencePermille();
    }

    private void write(Statement.Association one) {
        domain = one.domain();
        first = WireName.of(one.first());
        second = WireName.of(one.second());
        latitude = one.location().latitudeMicro();
        longitude = one.location().longitudeMicro();
    }

    private void write(Statement.Consignment one) {
        agent = one.agent().urn();
        sequence = one.sequence();
        previous = one.previous().map(Oid::hex).orElse(null);
        head = WireHead.of(one.head());
        for (Statement.Member each : one.members()) {
            WireEntry entry = new WireEntry();
            entry.oid = each.oid().hex();
            entry.index = each.leafIndex();
            each.path().forEach(hash -> entry.path.add(hash.hex()));
            member.add(entry);
        }
    }

    private void write(Statement.Receipt one) {
        digest = one.consignment().hex();
        for (Statement.Item each : one.items()) {
            WireEntry entry = new WireEntry();
            entry.digest = each.digest().hex();
            entry.reason = each.reason().map(Reason::name).orElse(null);
            item.add(entry);
        }
    }

    private void write(Statement.InclusionReceipt one) {
        logged = WireName.Beacon.of(one.logged());
        digest = one.beacon().hex();
        index = one.leafIndex();
        head = WireHead.of(one.head());
        one.path().forEach(hash -> path.add(hash.hex()));
    }

    private void write(Statement.Certificate one) {
        write(one.frontiers());
        digest = one.divergence().hex();
        rulings = one.rulings().hex();
        picture = one.picture().hex();
    }

    private void write(Statement.MergeDecision one) {
        domain = one.domain();
        write(one.frontiers());
        for (Statement.Choice each : one.choices()) {
            WireEntry entry = new WireEntry();
            entry.digest = each.contention().hex();
            entry.oid = each.winner().hex();
            choice.add(entry);
        }
    }

    private void write(Statement.Cut one) {
        write(one.frontiers());
        rulings = one.rulings().hex();
        digest = one.agreement().hex();
    }

    private void write(Frontiers frontiers) {
        for (Frontier each : frontiers.list()) {
            WireEntry entry = new WireEntry();
            entry.agent = each.agent().urn();
            entry.sequence = each.sequence();
            entry.oid = each.consignment().hex();
            frontier.add(entry);
        }
    }

    Statement statement() {
        StatementKind which = StatementKind.ofWireName(Text.required(kind, "kind"))
                .orElseThrow(() -> new IllegalArgumentException("no such kind"));
        return switch (which) {
            case EQUIVALENCE -> new Statement.Equivalent(equivalence());
            case ASSOCIATION -> new Statement.Association(
                    Text.required(domain, "domain"),
                    Text.required(first, "first").feature(),
                    Text.required(second, "second").feature(),
                    new Location(Text.required(latitude, "latitude"), Text.required(longitude, "longitude")));
            case REVOCATION -> new Statement.Revocation(digest());
            case AGREEMENT_EPOCH -> new Statement.AgreementEpoch(digest());
            case CHECKPOINT -> new Statement.Beacon(head());
            case CONSIGNMENT -> consignment();
            case RECEIPT -> new Statement.Receipt(
                    new Oid(digest()), item.stream().map(WireStatement::item).toList());
            case INCLUSION_RECEIPT -> new Statement.InclusionReceipt(
                    Text.required(logged, "logged").ref(),
                    new Oid(digest()),
                    Text.required(index, "index"),
                    head(),
                    hashes(path));
            case CERTIFICATE -> new Statement.Certificate(
                    frontiers(), digest(), parse(rulings, "rulings"), parse(picture, "picture"));
            case MERGE_DECISION -> new Statement.MergeDecision(
                    Text.required(domain, "domain"),
                    frontiers(),
                    choice.stream().map(WireStatement::choice).toList());
            case CUT -> new Statement.Cut(frontiers(), parse(rulings, "rulings"), digest());
            case QUARANTINE -> new Statement.Quarantine(
                    oid.stream().map(Oid::parse).toList());
        };
    }

    private Equivalence equivalence() {
        return new Equivalence(
                Equivalence.Kind.valueOf(Text.required(equivalence, "equivalence")),
                Text.required(first, "first").term(),
                Equivalence.Predicate.valueOf(Text.required(predicate, "predicate")),
                Text.required(second, "second").term(),
                Text.required(justification, "justification"),
                Text.required(confidence, "confidence"));
    }

    private Statement consignment() {
        return new Statement.Consignment(
                new AgentId(Text.required(agent, "agent")),
                Text.required(sequence, "sequence"),
                Optional.ofNullable(previous).map(Oid::parse),
                head(),
                member.stream()
                        .map(one -> new Statement.Member(
                                Oid.parse(Text.required(one.oid, "oid")),
                                Text.required(one.index, "index"),
                                hashes(one.path)))
                        .toList());
    }

    private static Statement.Item item(WireEntry one) {
        return new Statement.Item(
                parse(one.digest, "digest"), Optional.ofNullable(one.reason).map(Reason::valueOf));
    }

    private static Statement.Choice choice(WireEntry one) {
        return new Statement.Choice(parse(one.digest, "digest"), Oid.parse(Text.required(one.oid, "oid")));
    }

    private Frontiers frontiers() {
        return Frontiers.of(frontier.stream()
                .map(one -> new Frontier(
                        new AgentId(Text.required(one.agent, "agent")),
                        Text.required(one.sequence, "sequence"),
                        Oid.parse(Text.required(one.oid, "oid"))))
                .toList());
    }

    private Digest digest() {
        return parse(digest, "digest");
    }

    private Checkpoint head() {
        return Text.required(head, "head").head();
    }

    private static Digest parse(@Nullable String hex, String name) {
        return Digest.parse(Text.required(hex, name));
    }

    private static List<Digest> hashes(List<String> hex) {
        return hex.stream().map(Digest::parse).toList();
    }
}
