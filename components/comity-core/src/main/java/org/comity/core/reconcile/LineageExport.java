package org.comity.core.reconcile;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import org.comity.core.agreement.Party;
import org.comity.core.authority.AgentId;
import org.comity.core.boundary.Verified;
import org.comity.core.contention.NotCounted;
import org.comity.core.ledger.LeafKind;
import org.comity.core.ledger.LedgerLeaf;
import org.comity.core.lineage.ProvDocument;
import org.comity.core.lineage.ProvKind;
import org.comity.core.lineage.ProvName;
import org.comity.core.lineage.ProvStatement;
import org.comity.core.lineage.ProvStatement.Attribute;
import org.comity.core.mesh.Digest;
import org.comity.core.mesh.MeshId;
import org.comity.core.mesh.Oid;
import org.comity.core.picture.JointPicture;

/**
 * The lineage of S and the decisions of one mesh as W3C PROV: one bundle a mesh. An observation stands in the bundle of the
 * mesh that made it, each decision in that of the mesh whose ledger records it, at the place of its leaf.
 */
public final class LineageExport {
    private final MeshId mesh;
    private final Map<LedgerLeaf, Long> places = new HashMap<>();
    private final Map<String, Set<ProvStatement>> bundles = new TreeMap<>();
    private final String agent;
    private final String plan;

    private LineageExport(Bundle bundle, Arbitrated derived) {
        this.mesh = bundle.mesh();
        for (LedgerLeaf leaf : bundle.leaves()) {
            places.putIfAbsent(leaf, (long) places.size());
        }
        this.plan = ProvName.of("agreement", derived.picture().agreement().hex());
        this.agent = derived.detected().ordered().agreement().party(mesh).stream()
                .map(Party::agents)
                .flatMap(List::stream)
                .map(AgentId::urn)
                .map(urn -> ProvName.of("agent", urn))
                .findFirst()
                .orElse(ProvName.of("mesh", mesh.urn()));
    }

    /** What a sound bundle says, in PROV terms. */
    public static ProvDocument of(Bundle bundle, Arbitrated derived) {
        LineageExport export = new LineageExport(bundle, derived);
        export.own(mesh(bundle.mesh()));
        export.own(ProvStatement.thing(ProvKind.AGENT, export.agent, Attribute.type("comity:BoundaryAgent")));
        export.own(ProvStatement.relation(
                ProvKind.DELEGATION,
                export.agent,
                ProvName.of("mesh", bundle.mesh().urn())));
        export.own(ProvStatement.thing(ProvKind.ENTITY, export.plan, Attribute.type("prov:Plan")));
        for (Verified one : derived.detected().ordered().released()) {
            new ObservationLineage(one).statements().forEach(said -> export.say(one.mesh(), said));
            export.admitted(one.oid());
        }
        derived.detected().notCounted().forEach(export::notCounted);
        derived.picture().entries().forEach(export::ruled);
        export.picture(derived.picture());
        bundle.kept().forEach(export::refused);
        return export.document();
    }

    private static ProvStatement mesh(MeshId mesh) {
        return ProvStatement.thing(
                ProvKind.AGENT,
                ProvName.of("mesh", mesh.urn()),
                Attribute.text("prov:label", mesh.urn()),
                Attribute.type("prov:Organization"));
    }

    private void say(MeshId speaker, ProvStatement said) {
        bundles.computeIfAbsent(speaker.urn(), any -> new LinkedHashSet<>()).add(said);
    }

    private void own(ProvStatement said) {
        say(mesh, said);
    }

    private void own(ProvStatement said, LedgerLeaf leaf) {
        OptionalLong place = places.containsKey(leaf) ? OptionalLong.of(places.get(leaf)) : OptionalLong.empty();
        own(place.isPresent() ? said.at(place.getAsLong()) : said);
    }

    /** An activity of the own boundary agent under the agreement that makes one entity out of others. */
    private void decision(String what, String name, LedgerLeaf leaf, List<String> used) {
        String activity = ProvName.of(what, name);
        String result = ProvName.of(what + "-result", name);
        own(ProvStatement.thing(ProvKind.ACTIVITY, activity, Attribute.type("comity:" + what)));
        own(ProvStatement.relation(ProvKind.ASSOCIATION, activity, agent, plan));
        for (String source : used) {
            own(ProvStatement.relation(ProvKind.USAGE, activity, source), leaf);
            own(ProvStatement.relation(ProvKind.DERIVATION, result, source));
        }
        own(ProvStatement.relation(ProvKind.GENERATION, result, activity), leaf);
    }

    private static String result(String what, String name) {
        return ProvName.of(what + "-result", name);
    }

    private void admitted(Oid oid) {
        LedgerLeaf leaf = LedgerLeaf.of(LeafKind.ADMITTED, oid.digest());
        decision("admission", oid.hex(), leaf, List.of(ProvName.of("observation", oid.hex())));
        own(ProvStatement.thing(ProvKind.ENTITY, result("admission", oid.hex())));
        own(ProvStatement.relation(
                ProvKind.SPECIALIZATION, result("admission", oid.hex()), ProvName.of("observation", oid.hex())));
    }

    private void notCounted(NotCounted one) {
        LedgerLeaf leaf =
                LedgerLeaf.of(LeafKind.NOT_COUNTED, Detected.saysOf(one.oid().digest(), one.reason()));
        String name = one.oid().hex() + "-" + one.reason();
        decision("judgement", name, leaf, List.of(result("admission", one.oid().hex())));
        own(ProvStatement.thing(
                ProvKind.ENTITY,
                result("judgement", name),
                Attribute.text("comity:reason", one.reason().name())));
    }

    private void ruled(JointPicture.Entry entry) {
        LedgerLeaf leaf = LedgerLeaf.of(LeafKind.RULING, Recorder.subject(entry.ruling()));
        String name = entry.ruling().contention().hex();
        List<String> candidates = entry.ruling().rows().stream()
                .map(row -> result("admission", row.candidate().hex()))
                .toList();
        decision("arbitration", name, leaf, candidates);
        own(ProvStatement.thing(
                ProvKind.ENTITY,
                result("arbitration", name),
                Attribute.text("comity:resolution", entry.ruling().resolution().name()),
                Attribute.text("comity:decidedBy", entry.ruling().decidedBy()),
                Attribute.text(
                        "comity:winner", entry.ruling().winner().map(Oid::hex).orElse(""))));
    }

    private void picture(JointPicture picture) {
        LedgerLeaf leaf = LedgerLeaf.of(LeafKind.PICTURE, picture.digest());
        List<String> rulings = picture.entries().stream()
                .map(entry -> result("arbitration", entry.ruling().contention().hex()))
                .toList();
        String name = picture.digest().hex();
        decision("projection", name, leaf, rulings);
        own(ProvStatement.thing(ProvKind.ENTITY, result("projection", name), Attribute.type("prov:Collection")));
        rulings.forEach(ruling -> own(ProvStatement.relation(ProvKind.MEMBERSHIP, result("projection", name), ruling)));
    }

    private void refused(Kept kept) {
        Digest octets = kept.octets().digest();
        LedgerLeaf leaf = Recorder.leaf(kept.refusal());
        decision("refusal", octets.hex(), leaf, List.of(ProvName.of("octets", octets.hex())));
        own(ProvStatement.thing(
                ProvKind.ENTITY,
                result("refusal", octets.hex()),
                Attribute.text("comity:reason", kept.reason().name())));
    }

    private ProvDocument document() {
        List<ProvStatement> outside = new ArrayList<>(List.of(mesh(mesh)));
        Map<String, List<ProvStatement>> named = new TreeMap<>();
        bundles.forEach((urn, said) -> {
            String name = ProvName.of("bundle", urn);
            outside.add(ProvStatement.thing(ProvKind.ENTITY, name, Attribute.type("prov:Bundle")));
            outside.add(ProvStatement.relation(ProvKind.ATTRIBUTION, name, ProvName.of("mesh", mesh.urn())));
            named.put(name, List.copyOf(said));
        });
        return new ProvDocument(Map.of(ProvName.PREFIX, ProvName.NAMESPACE), outside, named);
    }
}
