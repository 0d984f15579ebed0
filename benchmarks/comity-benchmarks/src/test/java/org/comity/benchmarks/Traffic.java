package org.comity.benchmarks;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.comity.core.agreement.Agreement;
import org.comity.core.authority.AgentId;
import org.comity.core.authority.AuthorityId;
import org.comity.core.authority.Credential;
import org.comity.core.authority.DeviceId;
import org.comity.core.authority.Role;
import org.comity.core.authority.Scope;
import org.comity.core.boundary.Verified;
import org.comity.core.boundary.Vouched;
import org.comity.core.control.Statement;
import org.comity.core.ledger.Checkpoint;
import org.comity.core.lineage.Lineage;
import org.comity.core.mesh.Digest;
import org.comity.core.mesh.MeshId;
import org.comity.core.mesh.Octets;
import org.comity.core.mesh.Oid;
import org.comity.core.observation.BeaconRef;
import org.comity.core.observation.Core;
import org.comity.core.observation.FeatureOfInterest;
import org.comity.core.observation.Observation;
import org.comity.core.observation.ObservedProperty;
import org.comity.core.observation.Origin;
import org.comity.core.observation.PhenomenonTime;
import org.comity.core.observation.Result;
import org.comity.core.observation.TemporalReference;
import org.comity.testkit.LocalMeshes;

/**
 * What two meshes release in turn, without signatures: consignments of 256, each the data of one side and its proof that it
 * logged the other's last head. One in ten features is contested.
 */
final class Traffic {
    static final int BATCH = 256;

    private static final ObservedProperty LEVEL = new ObservedProperty("urn:properties", "level");
    private static final Instant START = Instant.parse("2020-01-01T00:00:00Z");

    /** One side. */
    private static final class Side {
        private final MeshId mesh;
        private final AgentId agent;
        private final Map<String, Oid> last = new HashMap<>();
        private final Map<String, Long> sequence = new HashMap<>();
        private long leaves;
        private long sent;
        private Optional<Oid> consignment = Optional.empty();
        private Optional<Checkpoint> head = Optional.empty();

        Side(String name) {
            mesh = new MeshId("urn:mesh:" + name);
            agent = new AgentId("urn:agent:" + name);
        }
    }

    final Agreement agreement;
    private final Side[] sides = {new Side("county"), new Side("state")};
    private final Digest agreementDigest;
    private long made;
    private long features;
    private Instant now = START;

    Traffic() {
        LocalMeshes meshes = LocalMeshes.of("county", "state");
        agreement = meshes.sketch()
                .authority(new AuthorityId("urn:authority:county"), meshes.mesh("county"), 1, "urn:county")
                .authority(new AuthorityId("urn:authority:state"), meshes.mesh("state"), 0, "urn:state")
                .domain("level", "urn:gauges", LEVEL)
                .agree();
        agreementDigest = agreement.digest();
    }

    /** The next consignment of the side whose turn it is, with all that it lists. */
    List<Verified> next() {
        now = now.plusSeconds(60);
        Side own = sides[(int) ((sides[0].sent + sides[1].sent) & 1)];
        Side peer = own == sides[0] ? sides[1] : sides[0];
        List<Verified> members = new ArrayList<>();
        peer.head.ifPresent(head -> members.add(receipt(own, peer, head)));
        while (members.size() < BATCH - 1) {
            members.add(data(own));
        }
        members.add(consign(own, members));
        return members;
    }

    private Verified data(Side own) {
        boolean contested = made % 10 == 0;
        String feature = contested ? "shared " + made / 20 : own.mesh + " " + features++;
        made++;
        String authority = own == sides[0] ? "urn:authority:county" : "urn:authority:state";
        return verified(
                own,
                Role.AUTHORITY,
                authority,
                new FeatureOfInterest("urn:gauges", feature),
                LEVEL,
                Optional.empty(),
                authority + " says " + made % 7);
    }

    private Verified receipt(Side own, Side peer, Checkpoint logged) {
        long place = own.leaves++;
        Statement receipt = new Statement.InclusionReceipt(
                logged.ref(), peer.consignment.orElseThrow(), place, head(own), List.of());
        return control(own, receipt);
    }

    private Verified consign(Side own, List<Verified> members) {
        List<Statement.Member> listed = new ArrayList<>();
        members.forEach(one -> listed.add(new Statement.Member(one.oid(), own.leaves++, List.of())));
        Checkpoint head = head(own);
        Verified consignment =
                control(own, new Statement.Consignment(own.agent, ++own.sent, own.consignment, head, listed));
        own.consignment = Optional.of(consignment.oid());
        own.head = Optional.of(head);
        return consignment;
    }

    private Checkpoint head(Side own) {
        Digest root = Digest.sha256(
                ByteBuffer.allocate(16).putLong(own.leaves).putLong(own.sent).array(),
                own.mesh.urn().getBytes(StandardCharsets.UTF_8));
        return new Checkpoint(own.mesh, own.leaves, root, now, now.plusMillis(5), Octets.of(root.bytes()));
    }

    private Verified control(Side own, Statement statement) {
        return verified(
                own,
                Role.AGENT,
                own.agent.urn(),
                new FeatureOfInterest("urn:comity:agreement", agreement.id()),
                statement.kind().property(),
                Optional.of(statement),
                "control " + made++);
    }

    private Verified verified(
            Side own,
            Role role,
            String subject,
            FeatureOfInterest feature,
            ObservedProperty property,
            Optional<Statement> statement,
            String result) {
        DeviceId device = new DeviceId("urn:device:" + subject);
        long sequence = own.sequence.merge(subject, 1L, Long::sum);
        List<BeaconRef> seen = new ArrayList<>();
        for (Side side : sides) {
            side.head.ifPresent(head -> seen.add(head.ref()));
        }
        Core core = new Core(
                new Origin(
                        own.mesh,
                        new AuthorityId(subject),
                        device,
                        sequence,
                        Optional.ofNullable(own.last.get(subject))),
                digest(subject),
                digest(subject + " attested"),
                statement.map(any -> agreementDigest),
                feature,
                property,
                PhenomenonTime.at(now),
                new TemporalReference(new TemporalReference.Global(now, Duration.ofMinutes(5)), seen),
                Optional.empty(),
                new Result("text/plain", text(result), List.of()),
                Lineage.observed(device));
        Oid oid = new Oid(digest(subject + " " + sequence));
        own.last.put(subject, oid);
        Credential credential = new Credential(
                digest(subject),
                own.mesh,
                role,
                subject,
                Scope.all(9),
                text(subject),
                START,
                START.plus(Duration.ofDays(10_000)),
                Optional.empty());
        return Vouched.of(new Observation(oid, core, Octets.of(new byte[0])), credential, statement);
    }

    private static Digest digest(String text) {
        return text(text).digest();
    }

    private static Octets text(String text) {
        return Octets.of(text.getBytes(StandardCharsets.UTF_8));
    }
}
