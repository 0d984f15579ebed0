package org.comity.core.reconcile;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.comity.core.boundary.Verified;
import org.comity.core.lineage.Lineage;
import org.comity.core.lineage.ProvKind;
import org.comity.core.lineage.ProvName;
import org.comity.core.lineage.ProvStatement;
import org.comity.core.lineage.ProvStatement.Attribute;
import org.comity.core.lineage.Source;
import org.comity.core.observation.Core;
import org.comity.core.observation.Origin;
import org.comity.core.observation.TemporalReference;

/** One observation in PROV terms: a device made it on behalf of an authority, which acts on behalf of its mesh. */
final class ObservationLineage {
    private final Core core;
    private final String entity;
    private final String making;
    private final List<ProvStatement> statements = new ArrayList<>();

    ObservationLineage(Verified one) {
        core = one.core();
        entity = observation(one.oid().hex());
        making = ProvName.of("making", one.oid().hex());
    }

    private static String observation(String hex) {
        return ProvName.of("observation", hex);
    }

    List<ProvStatement> statements() {
        statements.add(ProvStatement.thing(
                ProvKind.ENTITY,
                entity,
                Attribute.type("comity:Observation"),
                Attribute.text("comity:feature", core.feature().toString()),
                Attribute.text("comity:property", core.property().toString())));
        ProvStatement generation = ProvStatement.relation(ProvKind.GENERATION, entity, making);
        statements.add(
                core.made().claim() instanceof TemporalReference.Global claim
                        ? generation.with("time", claim.time().toString())
                        : generation);
        statements.add(ProvStatement.thing(
                ProvKind.ACTIVITY,
                making,
                Attribute.text("comity:derivation", core.lineage().derivation())));
        agents(core.origin());
        sources(core.lineage());
        return statements;
    }

    private void agents(Origin origin) {
        String mesh = ProvName.of("mesh", origin.mesh().urn());
        String authority = ProvName.of("agent", origin.authority().urn());
        String device = ProvName.of("device", origin.device().urn());
        statements.add(agent(mesh, origin.mesh().urn(), "prov:Organization"));
        statements.add(agent(authority, origin.authority().urn(), "comity:Authority"));
        statements.add(agent(device, origin.device().urn(), "comity:Device"));
        statements.add(ProvStatement.relation(ProvKind.ASSOCIATION, making, device));
        statements.add(ProvStatement.relation(ProvKind.DELEGATION, device, authority, making));
        statements.add(ProvStatement.relation(ProvKind.DELEGATION, authority, mesh));
        statements.add(ProvStatement.relation(ProvKind.ATTRIBUTION, entity, authority));
    }

    private static ProvStatement agent(String name, String urn, String type) {
        return ProvStatement.thing(ProvKind.AGENT, name, Attribute.text("prov:label", urn), Attribute.type(type));
    }

    private void sources(Lineage lineage) {
        Set<String> sources = new LinkedHashSet<>();
        for (Source source : lineage.sources()) {
            sources.add(source.fold(
                    oid -> observation(oid.hex()), commitment -> ProvName.of("commitment", commitment.hex())));
        }
        for (String source : sources) {
            statements.add(ProvStatement.relation(ProvKind.USAGE, making, source));
            statements.add(ProvStatement.relation(ProvKind.DERIVATION, entity, source));
        }
        lineage.revisionOf()
                .ifPresent(oid ->
                        statements.add(ProvStatement.relation(ProvKind.DERIVATION, entity, observation(oid.hex()))
                                .saying(Attribute.type("prov:Revision"))));
        lineage.retracts()
                .forEach(oid ->
                        statements.add(ProvStatement.relation(ProvKind.INVALIDATION, observation(oid.hex()), making)));
    }
}
