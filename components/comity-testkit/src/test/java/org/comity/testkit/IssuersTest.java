package org.comity.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.comity.core.agreement.Agreement;
import org.comity.core.agreement.Domain;
import org.comity.core.agreement.Location;
import org.comity.core.agreement.Thresholds;
import org.comity.core.authority.AgentId;
import org.comity.core.authority.AuthorityId;
import org.comity.core.authority.Credential;
import org.comity.core.authority.Role;
import org.comity.core.authority.Scope;
import org.comity.core.control.Entitlement;
import org.comity.core.control.Frontiers;
import org.comity.core.control.Statement;
import org.comity.core.control.StatementKind;
import org.comity.core.ledger.Checkpoint;
import org.comity.core.mesh.Digest;
import org.comity.core.mesh.MeshId;
import org.comity.core.mesh.Octets;
import org.comity.core.mesh.Oid;
import org.comity.core.observation.BeaconRef;
import org.comity.core.observation.FeatureOfInterest;
import org.comity.core.observation.ObservedProperty;
import org.comity.core.observation.Term;
import org.comity.core.taxonomy.Equivalence;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The table of issuers, each kind of statement against each kind of issuer: default deny. */
class IssuersTest {
    private static final AuthorityId OWNER = new AuthorityId("urn:authority:owner");
    private static final AuthorityId PLAIN = new AuthorityId("urn:authority:plain");
    private static final AuthorityId ABROAD = new AuthorityId("urn:authority:abroad");
    private static final Set<StatementKind> OF_AGENTS = EnumSet.of(
            StatementKind.REVOCATION,
            StatementKind.AGREEMENT_EPOCH,
            StatementKind.CHECKPOINT,
            StatementKind.CONSIGNMENT,
            StatementKind.RECEIPT,
            StatementKind.INCLUSION_RECEIPT,
            StatementKind.CERTIFICATE,
            StatementKind.CUT,
            StatementKind.QUARANTINE,
            StatementKind.CLEARANCE);

    private final LocalMeshes meshes = LocalMeshes.of("county", "state");
    private final MeshId county = meshes.mesh("county").id();
    private final MeshId state = meshes.mesh("state").id();
    private final Agreement agreement = meshes.sketch()
            .authority(OWNER, meshes.mesh("county"), 0, "urn:own")
            .authority(PLAIN, meshes.mesh("county"), 0, "urn:plain")
            .authority(ABROAD, meshes.mesh("state"), 0, "urn:abroad")
            .domain(new Domain(
                    "roads",
                    Domain.Kind.EVENT,
                    List.of("urn:roads"),
                    new ObservedProperty("urn:properties", "road-state"),
                    Optional.of(OWNER),
                    Domain.Constraint.NONE,
                    new Thresholds(1, 1, 1, 1),
                    List.of(OWNER),
                    1))
            .agree();

    private static Statement sample(StatementKind kind) {
        Oid oid = new Oid(Digest.sha256());
        Checkpoint head = new Checkpoint(
                new MeshId("urn:mesh:county"),
                1,
                Digest.sha256(),
                Instant.EPOCH,
                Instant.EPOCH,
                Octets.of(new byte[1]));
        FeatureOfInterest one = new FeatureOfInterest("urn:roads", "1");
        FeatureOfInterest two = new FeatureOfInterest("urn:roads", "2");
        return switch (kind) {
            case EQUIVALENCE -> new Statement.Equivalent(equivalence());
            case EQUIVALENCE_REVOCATION -> new Statement.EquivalenceRevocation(Digest.sha256());
            case ASSOCIATION -> new Statement.Association("roads", one, two, new Location(0, 0));
            case REVOCATION -> new Statement.Revocation(Digest.sha256());
            case AGREEMENT_EPOCH -> new Statement.AgreementEpoch(Digest.sha256());
            case CHECKPOINT -> new Statement.Beacon(head);
            case CONSIGNMENT ->
                new Statement.Consignment(new AgentId("urn:agent:county"), 1, Optional.empty(), head, List.of());
            case RECEIPT -> new Statement.Receipt(oid, List.of());
            case INCLUSION_RECEIPT ->
                new Statement.InclusionReceipt(new BeaconRef(head.mesh(), 1, Digest.sha256()), oid, 0, head, List.of());
            case CERTIFICATE ->
                new Statement.Certificate(Frontiers.NONE, Digest.sha256(), Digest.sha256(), Digest.sha256());
            case MERGE_DECISION -> new Statement.MergeDecision("roads", Frontiers.NONE, List.of());
            case CUT -> new Statement.Cut(Frontiers.NONE, Digest.sha256(), Digest.sha256());
            case QUARANTINE -> new Statement.Quarantine(List.of(oid));
            case CLEARANCE -> new Statement.Clearance(List.of(oid));
        };
    }

    private static Equivalence equivalence() {
        return new Equivalence(
                Equivalence.Kind.PROPERTY,
                new Term("urn:own", "a"),
                Equivalence.Predicate.EXACT,
                new Term("urn:abroad", "b"),
                "urn:reason:same",
                1_000);
    }

    private boolean allows(StatementKind kind, MeshId mesh, Role role, String subject) {
        Credential issuer = new Credential(
                Digest.sha256(),
                mesh,
                role,
                subject,
                Scope.all(9),
                Octets.of(new byte[1]),
                Instant.EPOCH,
                Instant.MAX,
                Optional.empty());
        return Entitlement.allows(sample(kind), issuer, agreement);
    }

    @ParameterizedTest
    @EnumSource
    void agentsIssueWhatIsOfAgentsAlone(StatementKind kind) {
        boolean ofAgents = OF_AGENTS.contains(kind);
        assertThat(allows(kind, county, Role.AGENT, "urn:agent:county")).isEqualTo(ofAgents);
        assertThat(allows(kind, state, Role.AGENT, "urn:agent:state"))
                .as("a consignment in the other's name")
                .isEqualTo(ofAgents && kind != StatementKind.CONSIGNMENT);
    }

    @ParameterizedTest
    @EnumSource
    void agentsThatAreNotListedOrOfAnotherMeshIssueNothing(StatementKind kind) {
        assertThat(allows(kind, county, Role.AGENT, "urn:agent:county:other")).isFalse();
        assertThat(allows(kind, state, Role.AGENT, "urn:agent:county")).isFalse();
        assertThat(allows(kind, county, Role.AUTHORITY, "urn:agent:county")).isFalse();
        assertThat(allows(kind, county, Role.LEDGER, "urn:agent:county")).isFalse();
        assertThat(allows(kind, county, Role.LEDGER, OWNER.urn())).isFalse();
        assertThat(allows(kind, county, Role.AGENT, OWNER.urn())).isFalse();
    }

    @ParameterizedTest
    @EnumSource
    void authoritiesIssueWhatTheAgreementNamesThemFor(StatementKind kind) {
        assertThat(allows(kind, county, Role.AUTHORITY, OWNER.urn()))
                .as("owner of a scheme, associator and decider of the domain")
                .isEqualTo(!OF_AGENTS.contains(kind));
        assertThat(allows(kind, county, Role.AUTHORITY, PLAIN.urn()))
                .as("listed, and named for nothing: it withdraws what is its own, as the fold finds")
                .isEqualTo(kind == StatementKind.EQUIVALENCE_REVOCATION);
        assertThat(allows(kind, county, Role.AUTHORITY, ABROAD.urn()))
                .as("of another mesh than the one that vouches for it")
                .isFalse();
        assertThat(allows(kind, county, Role.AUTHORITY, "urn:authority:stranger"))
                .isFalse();
    }
}
