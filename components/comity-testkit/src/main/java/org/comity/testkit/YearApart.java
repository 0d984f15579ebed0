package org.comity.testkit;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.comity.core.agreement.Agreement;
import org.comity.core.agreement.WeightRule;
import org.comity.core.authority.AuthorityId;
import org.comity.core.authority.Scope;
import org.comity.core.boundary.Verified;
import org.comity.core.contention.Fact;
import org.comity.core.contention.NotCounted;
import org.comity.core.control.Statement;
import org.comity.core.ledger.Checkpoint;
import org.comity.core.ledger.Ledger;
import org.comity.core.ledger.MerkleProof;
import org.comity.core.mesh.Octets;
import org.comity.core.mesh.Oid;
import org.comity.core.mesh.Reason;
import org.comity.core.observation.Draft;
import org.comity.core.observation.FeatureOfInterest;
import org.comity.core.observation.ObservedProperty;
import org.comity.core.observation.PhenomenonTime;
import org.comity.core.observation.Result;
import org.comity.core.observation.Term;
import org.comity.core.reconcile.Arbitrated;
import org.comity.core.reconcile.Audit;
import org.comity.core.reconcile.BoundaryAgent;
import org.comity.core.reconcile.Bundle;
import org.comity.core.reconcile.Voice;
import org.comity.core.taxonomy.Equivalence;

/**
 * A county and a state that do not hear of each other for 365 simulated days, and then meet over whatever carries between them. In
 * the gap both go on observing and releasing; the sheriff's key is rotated, the patrol's is stolen and revoked, the patrol renames
 * what it observes, and both agree on a new epoch that hears one more authority.
 */
public final class YearApart {
    /** What carries between the county and the state. */
    @FunctionalInterface
    public interface Transport {
        /** Carries until neither side has anything left to say. */
        void settle(LocalMeshes meshes);
    }

    /** The names of the two. */
    public static final List<String> SIDES = List.of("county", "state");

    private static final AuthorityId SHERIFF = new AuthorityId("urn:authority:sheriff");
    private static final AuthorityId PATROL = new AuthorityId("urn:authority:patrol");
    private static final AuthorityId FERRY = new AuthorityId("urn:authority:ferry");
    private static final ObservedProperty AGREED = new ObservedProperty("urn:sheriff", "road-state");
    private static final ObservedProperty RENAMED = new ObservedProperty("urn:patrol:2", "condition");
    private static final Instant END = Instant.parse("2029-01-01T00:00:00Z");
    private static final int DAYS = 365;

    /** Where a side stood when the two met again. */
    private record Before(Set<Oid> set, Checkpoint head) {}

    private final LocalMeshes meshes = LocalMeshes.of("county", "state");
    private final Agreement genesis = sketch().agree();
    private final Map<String, Before> before = new HashMap<>();
    private final Voice rotated;
    private final Voice afterTheft;
    private int said;

    /** The two, before they part. */
    public YearApart() {
        meshes.agree(genesis);
        rotated = county().voice(SHERIFF, Scope.all(9), END);
        afterTheft = state().voice(PATROL, Scope.all(9), END);
    }

    private AgreementSketch sketch() {
        return meshes.sketch()
                .authority(SHERIFF, county(), 0, "urn:sheriff")
                .authority(PATROL, state(), 0, "urn:patrol", "urn:patrol:2")
                .weight(new WeightRule(Optional.of(PATROL), WeightRule.When.ALWAYS, 10))
                .domain("road-state", "urn:roads", AGREED);
    }

    private LocalMesh county() {
        return meshes.mesh("county");
    }

    private LocalMesh state() {
        return meshes.mesh("state");
    }

    /** The meshes. */
    public LocalMeshes meshes() {
        return meshes;
    }

    /** Meets once, lives through the gap, meets again. */
    public YearApart live(Transport transport) {
        county().observe(SHERIFF, draft(SHERIFF, AGREED, "open"));
        state().observe(PATROL, draft(PATROL, AGREED, "closed"));
        transport.settle(meshes);
        for (int day = 1; day <= DAYS; day++) {
            county().clock().advance(Duration.ofDays(1));
            state().clock().advance(Duration.ofDays(1).plusMillis(900));
            day(day);
        }
        for (String side : SIDES) {
            meshes.agent(side).release();
            before.put(side, new Before(set(side), ledger(side).latest().orElseThrow()));
        }
        transport.settle(meshes);
        return this;
    }

    private void day(int day) {
        if (day % 15 == 0) {
            observe(county(), day < 60 ? county().voice(SHERIFF) : rotated, AGREED);
            observe(state(), day < 220 ? state().voice(PATROL) : afterTheft, day < 100 ? AGREED : RENAMED);
        }
        if (day == 100) {
            meshes.agent("state").state(renaming(), state().voice(PATROL));
        }
        if (day == 120) {
            meshes.agent("county").state(renaming(), rotated);
        }
        if (day == 215) {
            Statement revoked =
                    new Statement.Revocation(state().voice(PATROL).signer().credential());
            meshes.agent("state").state(revoked, state().agentVoice());
            meshes.agent("state").state(renaming(), afterTheft);
        }
        if (day == 250) {
            SIDES.forEach(this::sign);
        }
        if (day > 250 && day % 50 == 0) {
            observe(county(), county().voice(FERRY), AGREED);
        }
        if (day % 30 == 0) {
            SIDES.forEach(side -> meshes.agent(side).release());
        }
    }

    private void observe(LocalMesh mesh, Voice voice, ObservedProperty property) {
        mesh.node().observe(List.of(draft(voice.authority(), property, "seen " + said)), voice);
    }

    private Draft draft(AuthorityId authority, ObservedProperty property, String words) {
        said++;
        String road = Integer.toString(said % 7);
        return new Draft(
                authority,
                new FeatureOfInterest("urn:roads", road),
                property,
                PhenomenonTime.at(Instant.parse("2020-01-01T00:00:00Z")),
                Optional.empty(),
                Optional.empty(),
                new Result("text/plain", Octets.of(words.getBytes(StandardCharsets.UTF_8)), List.of()),
                road + property.value(),
                OptionalLong.empty(),
                Draft.Standing.STANDS,
                Integer.toString(said));
    }

    private static Statement renaming() {
        return new Statement.Equivalent(new Equivalence(
                Equivalence.Kind.PROPERTY,
                new Term(RENAMED.scheme(), RENAMED.value()),
                Equivalence.Predicate.EXACT,
                new Term(AGREED.scheme(), AGREED.value()),
                "https://w3id.org/semapv/vocab/ManualMappingCuration",
                1_000));
    }

    private AgreementSketch nextEpoch() {
        return sketch().authority(FERRY, county(), 0, "urn:ferry").after(genesis);
    }

    /** Each side signs the epoch that people of both agreed on; neither knows whether the other did. */
    private void sign(String side) {
        BoundaryAgent agent = meshes.agent(side);
        agent.keep(nextEpoch().document());
        agent.state(new Statement.AgreementEpoch(nextEpoch().agree().digest()), agent.credentials());
    }

    private Set<Oid> set(String side) {
        Set<Oid> oids = new HashSet<>();
        meshes.agent(side).admitted().forEach(one -> oids.add(one.oid()));
        return oids;
    }

    private Ledger ledger(String side) {
        return meshes.mesh(side).node().ledger();
    }

    /** What is not as it must be after the two have met again; empty where all is. */
    public List<String> faults() {
        List<String> faults = new ArrayList<>();
        Arbitrated county = meshes.agent("county").current();
        Arbitrated state = meshes.agent("state").current();
        expect(faults, county.picture().digest().equals(state.picture().digest()), "the pictures differ");
        expect(
                faults,
                county.picture().agreement().equals(nextEpoch().agree().digest()),
                "the new epoch is not in force");
        expect(faults, set("county").equals(set("state")), "the sets differ");
        expect(faults, reasons(county).contains(Reason.CREDENTIAL_REVOKED), "what the stolen key said counts");
        expect(faults, !reasons(county).contains(Reason.ISSUER_NOT_ENTITLED), "the new authority is not heard");
        expect(faults, !reasons(county).contains(Reason.NO_EQUIVALENCE), "the new name is not understood");
        SIDES.forEach(side -> rolledBack(side, faults));
        return faults;
    }

    private static void expect(List<String> faults, boolean holds, String fault) {
        if (!holds) {
            faults.add(fault);
        }
    }

    private static List<Reason> reasons(Arbitrated one) {
        return one.detected().notCounted().stream().map(NotCounted::reason).toList();
    }

    /** What a side held it holds; its ledger only grew; each fact is in the picture or is said not to count; an auditor agrees. */
    private void rolledBack(String side, List<String> faults) {
        Before then = Objects.requireNonNull(before.get(side));
        expect(faults, set(side).containsAll(then.set()), side + " lost something");
        expect(faults, grew(side, then.head()), side + "'s ledger was rewritten");
        expect(
                faults,
                meshes.agent(side).refused().isEmpty(),
                side + " refused " + meshes.agent(side).refused());
        silent(side).forEach(oid -> faults.add(side + " dropped " + oid + " silently"));
        Octets bundle = Bundle.of(meshes.agent(side), sketch().document()).octets();
        Audit.Report report = LocalMesh.audit().check(bundle);
        report.findings().forEach(finding -> faults.add(side + "'s audit: " + finding));
    }

    private boolean grew(String side, Checkpoint then) {
        Checkpoint now = ledger(side).latest().orElseThrow();
        return MerkleProof.consistency(
                        MerkleProof.Subtree.whole(
                                then.size(), Octets.of(then.root().bytes())),
                        MerkleProof.Subtree.whole(
                                now.size(), Octets.of(now.root().bytes())),
                        ledger(side).consistency(then.size(), now.size()).stream()
                                .map(hash -> Octets.of(hash.bytes()))
                                .toList())
                .fold(good -> true, no -> false);
    }

    private Set<Oid> silent(String side) {
        Arbitrated now = meshes.agent(side).current();
        Set<Oid> facts = new HashSet<>();
        meshes.agent(side).admitted().stream()
                .filter(one -> one.statement().isEmpty())
                .map(Verified::oid)
                .forEach(facts::add);
        now.detected().notCounted().forEach(one -> facts.remove(one.oid()));
        now.picture().entries().forEach(entry -> {
            entry.contention().candidates().stream().map(Fact::oid).forEach(facts::remove);
            entry.contention().superseded().stream().map(Fact::oid).forEach(facts::remove);
        });
        return facts;
    }
}
