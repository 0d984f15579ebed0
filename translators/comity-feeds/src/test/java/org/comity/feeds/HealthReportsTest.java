package org.comity.feeds;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.comity.core.agreement.Agreement;
import org.comity.core.agreement.Domain;
import org.comity.core.agreement.Limits;
import org.comity.core.agreement.Thresholds;
import org.comity.core.arbitration.Ruling;
import org.comity.core.authority.AgentId;
import org.comity.core.authority.AuthorityId;
import org.comity.core.boundary.Verification;
import org.comity.core.boundary.Verified;
import org.comity.core.contention.Contention;
import org.comity.core.contention.Fact;
import org.comity.core.control.Statement;
import org.comity.core.ledger.Checkpoint;
import org.comity.core.ledger.LeafKind;
import org.comity.core.ledger.LedgerLeaf;
import org.comity.core.mesh.Octets;
import org.comity.core.mesh.Oid;
import org.comity.core.mesh.Outcome;
import org.comity.core.observation.Draft;
import org.comity.core.observation.Observation;
import org.comity.core.observation.ObservedProperty;
import org.comity.core.picture.JointPicture;
import org.comity.core.reconcile.Arbitrated;
import org.comity.core.reconcile.Reconciler;
import org.comity.core.taxonomy.Equivalence;
import org.comity.crosswalk.SssomTsv;
import org.comity.feeds.mapped.MappedFeed;
import org.comity.feeds.mapped.Mapping;
import org.comity.testkit.LocalMesh;
import org.comity.testkit.LocalMeshes;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** Two authorities count the same thing under two naming schemes, and one of them corrects itself. There is no right number. */
class HealthReportsTest {
    private static final AuthorityId PROJECT = new AuthorityId("urn:example:project");
    private static final AuthorityId UNIVERSITY = new AuthorityId("urn:example:university");
    private static final String AGREED = "urn:example:agreed:property";
    private static final Instant EARLIER = Instant.parse("2020-11-30T00:00:00Z");
    private static final Instant LATER = Instant.parse("2020-12-27T00:00:00Z");
    private static final int CONSIGNMENT = 1_000;
    private static final int CONTESTED_MAX = 3_000;

    private final LocalMeshes meshes = LocalMeshes.at(Instant.parse("2021-01-01T00:00:00Z"), "project", "university");
    private final Map<AuthorityId, List<Verified>> released = new HashMap<>();

    private static byte[] data(String file) throws IOException {
        String root = System.getProperty("comity.data", "");
        Assumptions.assumeTrue(!root.isEmpty(), "comity.data is not set");
        return Files.readAllBytes(Path.of(root, "health-reports", file));
    }

    private static byte[] resource(String name) throws IOException {
        try (var in = HealthReportsTest.class.getResourceAsStream("/health/" + name)) {
            return java.util.Objects.requireNonNull(in, name).readAllBytes();
        }
    }

    private static <T> T yes(Outcome<T> outcome) {
        return outcome.fold(good -> good, no -> {
            throw new AssertionError(no.toString());
        });
    }

    private static List<Entry> entries(String mapping, byte[] document, Instant at) throws IOException {
        return new MappedFeed(yes(Mapping.read(Octets.of(resource(mapping)))))
                .read(document, new Delivery(mapping, at));
    }

    private static List<Draft> drafts(List<Entry> entries) {
        List<Draft> drafts = new ArrayList<>();
        entries.forEach(entry -> entry.fold(fits -> drafts.add(fits.draft()), misfit -> false));
        return drafts;
    }

    /** The sums of the counties of each place and day, as the university would publish them: one row a place and day. */
    private static byte[] sums(String file, String column) throws IOException {
        Map<String, Map<String, Long>> sums = new TreeMap<>();
        String[] lines = new String(data(file), StandardCharsets.UTF_8).split("\r?\n");
        List<String> heading = cells(lines[0]);
        int first = heading.indexOf("1/22/20");
        for (int line = 1; line < lines.length; line++) {
            List<String> cells = cells(lines[line]);
            Map<String, Long> days =
                    sums.computeIfAbsent(cells.get(heading.indexOf("Province_State")), any -> new TreeMap<>());
            for (int day = first; day < cells.size(); day++) {
                days.merge(iso(heading.get(day)), Long.parseLong(cells.get(day)), Long::sum);
            }
        }
        StringBuilder table = new StringBuilder("state,date,confirmed,deaths\n");
        boolean deaths = column.equals("deaths");
        sums.forEach((place, days) -> days.forEach((day, sum) -> table.append(place)
                .append(',')
                .append(day)
                .append(',')
                .append(deaths ? "," + sum : sum + ",")
                .append('\n')));
        return table.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static List<String> cells(String line) {
        List<String> cells = new ArrayList<>();
        for (String part : line.split(",(?=([^\"]*\"[^\"]*\")*[^\"]*$)", -1)) {
            cells.add(part.replace("\"", ""));
        }
        return cells;
    }

    private static String iso(String monthFirst) {
        String[] parts = monthFirst.split("/");
        return String.format(
                java.util.Locale.ROOT,
                "20%s-%02d-%02d",
                parts[2],
                Integer.parseInt(parts[0]),
                Integer.parseInt(parts[1]));
    }

    private Agreement agreement(String agreed, int contestedMax) {
        Domain domain = new Domain(
                agreed,
                Domain.Kind.INTERVAL,
                List.of("urn:example:project:state", "urn:example:project:state-name", "urn:example:university:place"),
                new ObservedProperty(AGREED, agreed),
                Optional.empty(),
                Domain.Constraint.NONE,
                new Thresholds(contestedMax, 1_000, 1_000_000, 1_000_000),
                List.of(PROJECT, UNIVERSITY),
                2);
        return meshes.sketch()
                .authority(
                        PROJECT,
                        meshes.mesh("project"),
                        0,
                        "urn:example:project:state",
                        "urn:example:project:state-name",
                        "urn:example:project:property")
                .authority(
                        UNIVERSITY,
                        meshes.mesh("university"),
                        0,
                        "urn:example:university:place",
                        "urn:example:university:property",
                        AGREED)
                .domain(domain)
                .chain()
                .limits(new Limits(2 << 20, 2_048, 16 << 20, 10_000, 2))
                .agree();
    }

    /** Observes, attests what the crosswalk says, and releases all in consignments, each verified once as a stranger would. */
    private void release(LocalMesh mesh, AuthorityId by, Agreement agreement, List<Draft> drafts) throws IOException {
        List<Observation> made = new ArrayList<>(mesh.observe(by, drafts.toArray(Draft[]::new)));
        String table = new String(resource("states.sssom.tsv"), StandardCharsets.UTF_8);
        for (SssomTsv.Mapping row : yes(SssomTsv.read(table, Equivalence.Kind.FEATURE))) {
            Equivalence one = yes(row.outcome());
            boolean own = List.of(one.subject().scheme(), one.object().scheme()).stream()
                    .anyMatch(scheme -> agreement
                            .ownerOf(scheme)
                            .filter(owner -> owner.authority().equals(by))
                            .isPresent());
            if (own) {
                made.add(mesh.node().state(new Statement.Equivalent(one), agreement.digest(), mesh.voice(by)));
            }
        }
        AgentId agent = new AgentId(mesh.agentVoice().authority().urn());
        Optional<Oid> before = Optional.empty();
        List<Observation> consignments = new ArrayList<>();
        for (int from = 0; from < made.size(); from += CONSIGNMENT) {
            Checkpoint head = mesh.node().ledger().latest().orElseThrow();
            List<Statement.Member> members = new ArrayList<>();
            for (Observation one : made.subList(from, Math.min(made.size(), from + CONSIGNMENT))) {
                long index = mesh.node()
                        .ledger()
                        .indexOf(LedgerLeaf.of(LeafKind.OBSERVED, one.oid().digest()))
                        .orElseThrow();
                members.add(new Statement.Member(
                        one.oid(), index, mesh.node().ledger().inclusion(index, head.size())));
            }
            Statement consignment = new Statement.Consignment(agent, consignments.size() + 1, before, head, members);
            consignments.add(mesh.node().state(consignment, agreement.digest(), mesh.agentVoice()));
            before = Optional.of(consignments.get(consignments.size() - 1).oid());
        }
        made.addAll(consignments);
        Verification verification = LocalMesh.verification();
        List<Verified> good = new ArrayList<>();
        for (Observation one : made) {
            good.add(yes(verification.verify(one.octets(), agreement, mesh.node()::document)));
        }
        released.put(by, good);
    }

    private Arbitrated fold(Agreement agreement, List<Verified> set) {
        return Reconciler.reconcile(agreement, set);
    }

    @Test
    void bothSidesHoldTheSamePictureOfCasesAndNothingIsLost() throws IOException {
        reconcile(
                "cases",
                "positive",
                sums("jhu_confirmed_US_to2020-07.csv", "confirmed"),
                new Known(7_970, 3_984, 1, 1));
    }

    @Test
    void bothSidesHoldTheSamePictureOfDeathsAndNothingIsLost() throws IOException {
        Assumptions.assumeTrue(Boolean.getBoolean("comity.whole"), "-Dcomity.whole=true compares deaths too");
        reconcile("deaths", "death", sums("jhu_deaths_US_to2020-07.csv", "deaths"), new Known(7_297, 4_638, 0, 0));
    }

    /**
     * What is known of the tables.
     *
     * @param compared state-days of which the later snapshot and the university both state a count
     * @param equal those that they state alike
     * @param blankEqual state-days whose cell the later snapshot leaves blank: the earlier word stands, and agrees
     * @param blankDifferent the same, and it does not
     */
    private record Known(int compared, int equal, int blankEqual, int blankDifferent) {}

    private void reconcile(String agreed, String property, byte[] sums, Known known) throws IOException {
        // Given: the later snapshot is signed before the earlier one
        List<Entry> project =
                new ArrayList<>(entries("project-later.yaml", data("ctp_states_to2020-12-26.csv"), LATER));
        project.addAll(entries("project-earlier.yaml", data("ctp_states_to2020-11-29.csv"), EARLIER));
        List<Entry> university = entries("university.yaml", sums, LATER);
        List<Draft> own = drafts(project).stream()
                .filter(draft -> draft.property().value().equals(property))
                .toList();
        List<Draft> theirs = drafts(university);
        Agreement agreement = agreement(agreed, CONTESTED_MAX);
        release(meshes.mesh("project"), PROJECT, agreement, own);
        release(meshes.mesh("university"), UNIVERSITY, agreement, theirs);

        // When
        List<Verified> here = new ArrayList<>(released.getOrDefault(PROJECT, List.of()));
        here.addAll(released.getOrDefault(UNIVERSITY, List.of()));
        List<Verified> there = new ArrayList<>(here);
        Collections.shuffle(there, new Random(1));
        there.addAll(there.subList(0, 1_000));
        Arbitrated one = fold(agreement, here);
        Arbitrated other = fold(agreement, there);

        // Then
        assertThat(one.picture().digest()).isEqualTo(other.picture().digest());
        assertThat(one.certificate()).isEqualTo(other.certificate());
        Tally tally = Tally.of(project);
        assertThat(tally.read()).isEqualTo(tally.observed() + tally.superseded() + tally.quarantined());
        Counts counts = Counts.of(one);
        System.out.println(agreed + ": " + project.size() + " and " + university.size() + " entries, " + own.size()
                + " and " + theirs.size() + " observations; " + counts);
        assertThat(counts.agreeing()).isEqualTo(known.equal() + known.blankEqual());
        assertThat(counts.contested()).isEqualTo(known.compared() - known.equal() + known.blankDifferent());
        assertThat(counts.agreeing() + counts.contested() + counts.oneSided())
                .isEqualTo(one.picture().entries().size());
        assertThat(counts.escalated() + counts.governed()).isEqualTo(counts.contested());
        boolean stops = counts.contested() > CONTESTED_MAX;
        assertThat(counts.governed()).isEqualTo(stops ? counts.contested() : 0);
        assertThat(counts.standing() + counts.superseded() + counts.notCounted())
                .as("every observation is somewhere")
                .isEqualTo(own.size() + theirs.size());
        assertThat(counts.notCounted()).isZero();
        assertThat(counts.superseded())
                .isEqualTo(revised(project, property) - known.blankEqual() - known.blankDifferent());
    }

    /** How many state-days the earlier snapshot states. */
    private static long revised(List<Entry> project, String property) {
        return drafts(project).stream()
                .filter(draft -> draft.property().value().equals(property))
                .filter(draft -> draft.feature().scheme().endsWith("state-name"))
                .count();
    }

    /** What became of every contention and every observation. */
    private record Counts(
            int oneSided,
            int agreeing,
            int contested,
            int escalated,
            int governed,
            int standing,
            int superseded,
            int notCounted) {

        static Counts of(Arbitrated fold) {
            int oneSided = 0;
            int agreeing = 0;
            int contested = 0;
            int escalated = 0;
            int governed = 0;
            Set<Oid> standing = new HashSet<>();
            Set<Oid> superseded = new HashSet<>();
            for (JointPicture.Entry entry : fold.picture().entries()) {
                Contention contention = entry.contention();
                contention.candidates().forEach(fact -> standing.add(fact.oid()));
                contention.superseded().forEach(fact -> superseded.add(fact.oid()));
                long meshes = contention.candidates().stream()
                        .map(Fact::mesh)
                        .distinct()
                        .count();
                oneSided += meshes < 2 ? 1 : 0;
                agreeing += meshes > 1 && !contention.isContested() ? 1 : 0;
                contested += contention.isContested() ? 1 : 0;
                escalated += entry.ruling().resolution() == Ruling.Resolution.ESCALATED ? 1 : 0;
                governed += entry.ruling().resolution() == Ruling.Resolution.GOVERNED ? 1 : 0;
            }
            long data = fold.detected().notCounted().stream()
                    .filter(no -> fold.detected().ordered().released().stream()
                            .anyMatch(one -> one.oid().equals(no.oid())
                                    && one.statement().isEmpty()))
                    .count();
            return new Counts(
                    oneSided, agreeing, contested, escalated, governed, standing.size(), superseded.size(), (int) data);
        }
    }
}
