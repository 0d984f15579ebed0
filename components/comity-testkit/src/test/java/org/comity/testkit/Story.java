package org.comity.testkit;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import org.comity.core.agreement.Agreement;
import org.comity.core.agreement.Limits;
import org.comity.core.agreement.Location;
import org.comity.core.arbitration.Ruling;
import org.comity.core.authority.AuthorityId;
import org.comity.core.boundary.Parcel;
import org.comity.core.boundary.Verified;
import org.comity.core.contention.Group;
import org.comity.core.control.Statement;
import org.comity.core.mesh.Octets;
import org.comity.core.mesh.Oid;
import org.comity.core.mesh.Reason;
import org.comity.core.observation.Draft;
import org.comity.core.observation.FeatureOfInterest;
import org.comity.core.observation.PhenomenonTime;
import org.comity.core.observation.Result;
import org.comity.core.picture.JointPicture;
import org.comity.core.reconcile.Arbitrated;
import org.comity.core.reconcile.BoundaryAgent;
import org.comity.core.reconcile.Reconciler;

/**
 * A random course of events between two to five meshes: observations, revisions, links, bans, epochs, decisions and cuts, over
 * channels that shuffle, double, drop, split and work one way, with halts at any point.
 */
final class Story {
    /** What may happen in a story, and is counted. */
    enum Event {
        GOVERNED,
        ESCALATE,
        REVOCATION,
        EPOCH,
        ASSOCIATION_CONFLICT,
        CUT,
        SEALED,
        DECISION,
        REARBITRATION,
        RESTART,
        JOIN
    }

    private static final List<String> NAMES = List.of("ash", "birch", "cedar", "dogwood", "elm");
    private static final Instant START = Instant.parse("2020-01-01T00:00:00Z");

    /** How much speaks of one thing. */
    enum Density {
        /** Few speak of the same. */
        SPARSE,
        /** All speak of the same, and the newest wins: much hangs on order, and on few thresholds. */
        DENSE
    }

    private final Random random;
    private final Density density;
    private final List<String> names;
    private final List<String> late = new ArrayList<>();
    private final LocalMeshes meshes;
    private final Agreement genesis;
    private final Map<String, Set<Long>> delivered = new HashMap<>();
    private final Set<String> cut = new HashSet<>();
    private final Set<Event> events = EnumSet.noneOf(Event.class);
    private Agreement epoch;

    Story(Random random, Density density) {
        this.random = random;
        this.density = density;
        this.names = new ArrayList<>(NAMES.subList(0, 2 + random.nextInt(4)));
        this.meshes = LocalMeshes.of(names.toArray(String[]::new));
        if (names.size() > 2 && random.nextBoolean()) {
            late.add(names.remove(names.size() - 1));
        }
        this.genesis = terms(Optional.empty());
        this.epoch = genesis;
        meshes.agree(genesis);
    }

    private Agreement terms(Optional<Agreement> before) {
        return new StoryTerms(random, density, meshes, names).agree(before);
    }

    private String some() {
        return names.get(random.nextInt(names.size()));
    }

    /** So many steps, then everything reaches everyone. */
    Story run(int steps) {
        for (int i = 0; i < steps; i++) {
            step();
        }
        settle();
        return this;
    }

    private void step() {
        meshes.mesh(some()).clock().advance(Duration.ofSeconds(1 + random.nextInt(3_600)));
        int what = random.nextInt(100);
        if (density == Density.DENSE && what >= 45 && what < 82) {
            what = random.nextInt(4) == 0 ? what : 99;
        }
        if (what < 45) {
            observe();
        } else if (what < 55) {
            associate();
        } else if (what < 58) {
            revoke();
        } else if (what < 61) {
            epoch();
        } else if (what < 68) {
            decide();
        } else if (what < 73) {
            sealed();
        } else if (what < 78) {
            split();
        } else if (what < 80 && !late.isEmpty()) {
            join();
        } else if (what < 82) {
            events.add(Event.RESTART);
            meshes.restart(some());
        } else {
            exchange(4);
        }
    }

    private void observe() {
        String name = some();
        AuthorityId by = random.nextInt(4) == 0 ? StoryTerms.second(name) : StoryTerms.first(name);
        FeatureOfInterest feature = feature();
        boolean state = random.nextBoolean();
        Instant from = START.plus(Duration.ofHours(random.nextInt(6)));
        PhenomenonTime time = state || random.nextInt(4) == 0
                ? PhenomenonTime.at(from)
                : new PhenomenonTime(from, from.plus(Duration.ofHours(1 + random.nextInt(3))));
        String series = by.urn() + feature + (state ? "" : time.start());
        meshes.mesh(name)
                .observe(
                        by,
                        new Draft(
                                by,
                                feature,
                                state ? StoryTerms.STATE : StoryTerms.LEVEL,
                                time,
                                Optional.empty(),
                                Optional.empty(),
                                new Result("text/plain", text("r" + random.nextInt(3)), List.of()),
                                series,
                                random.nextInt(3) == 0 ? OptionalLong.of(random.nextInt(5)) : OptionalLong.empty(),
                                random.nextInt(8) == 0 ? Draft.Standing.RETRACTED : Draft.Standing.STANDS,
                                series));
    }

    private FeatureOfInterest feature() {
        String owner = density == Density.DENSE ? names.get(0) : some();
        return new FeatureOfInterest(StoryTerms.scheme(owner), "f" + random.nextInt(density == Density.DENSE ? 5 : 3));
    }

    private static Octets text(String text) {
        return Octets.of(text.getBytes(StandardCharsets.UTF_8));
    }

    private void associate() {
        FeatureOfInterest one = feature();
        FeatureOfInterest other = feature();
        if (one.compareTo(other) < 0) {
            String name = names.get(0);
            meshes.agent(name)
                    .state(
                            new Statement.Association("state", one, other, new Location(random.nextInt(5), 1)),
                            meshes.mesh(name).voice(StoryTerms.first(name)));
        }
    }

    private void revoke() {
        String name = some();
        meshes.agent(name)
                .state(
                        new Statement.Revocation(meshes.mesh(name)
                                .voice(StoryTerms.second(name))
                                .signer()
                                .credential()),
                        meshes.mesh(name).agentVoice());
        events.add(Event.REVOCATION);
    }

    private void epoch() {
        Agreement next = terms(Optional.of(epoch));
        Octets document = org.comity.xml.AgreementDocument.write(next);
        settle();
        for (String name : names) {
            meshes.agent(name).keep(document);
            meshes.agent(name)
                    .state(
                            new Statement.AgreementEpoch(next.digest()),
                            meshes.mesh(name).agentVoice());
        }
        settle();
        if (meshes.agent(names.get(0)).agreement().digest().equals(next.digest())) {
            epoch = next;
            events.add(Event.EPOCH);
        }
    }

    /** A mesh that was no party becomes one by a new epoch, with all that it has observed on its own. */
    private void join() {
        Agreement before = epoch;
        names.add(late.remove(0));
        epoch();
        if (!epoch.equals(before)) {
            events.add(Event.JOIN);
        }
    }

    /** Two deciders choose a candidate of each contention that waits, or have it arbitrated anew. */
    private void decide() {
        if (random.nextBoolean()) {
            settle();
        }
        Arbitrated current = meshes.agent(some()).current();
        Map<String, List<Statement.Choice>> choices = new LinkedHashMap<>();
        for (JointPicture.Entry entry : current.picture().entries()) {
            Ruling.Resolution resolution = entry.ruling().resolution();
            boolean waits = resolution == Ruling.Resolution.GOVERNED
                    || resolution == Ruling.Resolution.SEALED
                    || resolution == Ruling.Resolution.ESCALATED;
            if (waits && !entry.contention().candidates().isEmpty()) {
                choices.computeIfAbsent(entry.contention().domain().name(), any -> new ArrayList<>())
                        .add(choice(entry));
            }
        }
        choices.forEach((domain, list) -> {
            for (String name : names.subList(0, 2)) {
                meshes.agent(name)
                        .state(
                                new Statement.MergeDecision(
                                        domain, current.picture().frontiers(), list),
                                meshes.mesh(name).voice(StoryTerms.first(name)));
            }
        });
    }

    private Statement.Choice choice(JointPicture.Entry entry) {
        int pick = random.nextInt(entry.contention().candidates().size());
        return random.nextBoolean()
                ? Statement.Choice.under(StoryTerms.ANEW, entry.ruling().contention())
                : new Statement.Choice(
                        entry.ruling().contention(),
                        entry.contention().candidates().get(pick).oid());
    }

    /** All parties sign a cut; sometimes one that S does not make. */
    private void sealed() {
        settle();
        Statement.Certificate now = meshes.agent(some()).current().certificate();
        Statement cutNow = new Statement.Cut(
                now.frontiers(),
                random.nextInt(8) == 0 ? org.comity.core.mesh.Digest.sha256() : now.rulings(),
                epoch.digest());
        names.forEach(name -> meshes.agent(name).state(cutNow, meshes.mesh(name).agentVoice()));
        events.add(Event.CUT);
    }

    private void split() {
        String from = some();
        if (random.nextInt(3) == 0) {
            cut.clear();
        } else if (random.nextBoolean()) {
            cut.add(from + some());
        } else {
            names.forEach(name -> {
                cut.add(from + name);
                cut.add(name + from);
            });
        }
    }

    private void settle() {
        cut.clear();
        for (int round = 0; exchange(0); round++) {
            if (round > 100) {
                throw new IllegalStateException("the exchange does not settle");
            }
        }
    }

    /** One round; of so many parcels one is dropped for this time. */
    private boolean exchange(int dropsOneOf) {
        boolean moved = false;
        for (String name : names) {
            meshes.agent(name).release();
        }
        for (String from : names) {
            for (String to : names) {
                if (!from.equals(to) && !cut.contains(from + to)) {
                    moved |= deliver(from, to, dropsOneOf);
                }
            }
        }
        note();
        return moved;
    }

    private boolean deliver(String from, String to, int dropsOneOf) {
        Set<Long> had = delivered.computeIfAbsent(from + to, any -> new HashSet<>());
        List<Octets> parcels = meshes.agent(from).outbox(0, Integer.MAX_VALUE);
        List<Octets> chosen = new ArrayList<>();
        boolean moved = false;
        for (long number = 0; number < parcels.size(); number++) {
            boolean dropped = dropsOneOf > 0 && random.nextInt(dropsOneOf) == 0;
            if (!dropped && had.add(number)) {
                moved = true;
                chosen.addAll(rebatched(parcels.get((int) number)));
            } else if (!dropped && random.nextInt(20) == 0) {
                chosen.add(parcels.get((int) number));
            }
        }
        Collections.shuffle(chosen, random);
        chosen.forEach(meshes.agent(to)::take);
        return moved;
    }

    private List<Octets> rebatched(Octets octets) {
        if (random.nextInt(4) > 0) {
            return List.of(octets);
        }
        Parcel parcel = Parcel.read(octets, Limits.STANDARD).fold(one -> one, no -> {
            throw new AssertionError(no.detail());
        });
        int at = random.nextInt(parcel.members().size() + 1);
        return List.of(
                new Parcel(parcel.consignment(), parcel.members().subList(0, at), parcel.documents()).octets(),
                new Parcel(
                                parcel.consignment(),
                                parcel.members().subList(at, parcel.members().size()),
                                parcel.documents())
                        .octets());
    }

    private void note() {
        for (String name : names) {
            for (JointPicture.Entry entry :
                    meshes.agent(name).current().picture().entries()) {
                switch (entry.ruling().resolution()) {
                    case GOVERNED -> events.add(Event.GOVERNED);
                    case ESCALATED -> events.add(Event.ESCALATE);
                    case SEALED -> events.add(Event.SEALED);
                    case DECIDED ->
                        events.add(
                                entry.ruling().decidedBy().startsWith(StoryTerms.ANEW)
                                        ? Event.REARBITRATION
                                        : Event.DECISION);
                    default -> {
                        // Nothing to note.
                    }
                }
                if (entry.contention().group().consistency() == Group.Consistency.CONFLICTING) {
                    events.add(Event.ASSOCIATION_CONFLICT);
                }
            }
        }
    }

    List<BoundaryAgent> agents() {
        return names.stream().map(meshes::agent).toList();
    }

    Agreement genesis() {
        return genesis;
    }

    Set<Event> events() {
        return events;
    }

    /** The set of the last of the agents, as its reference fold says. */
    Arbitrated reference() {
        return Reconciler.reconcile(genesis, agents().get(0).admitted());
    }

    /** All that was admitted, in a random order and random portions. */
    List<List<Verified>> portions() {
        List<Verified> all = new ArrayList<>(agents().get(0).admitted());
        if (random.nextBoolean()) {
            Collections.shuffle(all, random);
        }
        List<List<Verified>> portions = new ArrayList<>();
        for (int from = 0; from < all.size(); ) {
            int to = Math.min(all.size(), from + 1 + random.nextInt(12));
            portions.add(List.copyOf(all.subList(from, to)));
            from = to;
        }
        return portions;
    }

    /** What every fold of one set must agree on. */
    static String essence(Arbitrated one) {
        Map<Oid, Reason> reasons = new LinkedHashMap<>();
        one.detected().notCounted().forEach(each -> reasons.put(each.oid(), each.reason()));
        return one.certificate() + " " + one.detected().certificate() + " "
                + one.detected().ordered().digest() + " " + reasons;
    }
}
