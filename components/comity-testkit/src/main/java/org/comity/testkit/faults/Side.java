package org.comity.testkit.faults;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;
import org.comity.core.agreement.Agreement;
import org.comity.core.authority.AuthorityId;
import org.comity.core.boundary.Verified;
import org.comity.core.contention.Fact;
import org.comity.core.control.Statement;
import org.comity.core.ledger.Checkpoint;
import org.comity.core.ledger.LeafKind;
import org.comity.core.ledger.Ledger;
import org.comity.core.ledger.LedgerLeaf;
import org.comity.core.mesh.Digest;
import org.comity.core.mesh.Octets;
import org.comity.core.mesh.Oid;
import org.comity.core.observation.Draft;
import org.comity.core.reconcile.Arbitrated;
import org.comity.core.reconcile.BoundaryAgent;
import org.comity.core.reconcile.Reconciler;
import org.comity.testkit.LocalMesh;

/** One side of a trial: what its process does, and what the world outside was told by it and will hold it to. */
final class Side {
    static final String LOST = "lost";
    static final String DOUBLED = "duplicated";
    static final String MISSING = "acknowledged and missing";
    static final String HEADS = "inconsistent signed heads";
    static final String PICTURE = "pictures that differ from the reference";
    static final String REFUSED = "refused or held at the end";
    static final List<String> FAULTS = List.of(LOST, DOUBLED, MISSING, HEADS, PICTURE, REFUSED);

    private static final String CHANNEL = "routine";
    private static final int PARCELS_AT_ONCE = 64;

    private final LocalMesh mesh;
    private final Agreement genesis;
    private final ForgetfulDisk disk;
    private final Consumer<String> fault;
    private final Set<Oid> observed = new HashSet<>();
    private final Set<Oid> taken = new HashSet<>();
    private final Map<Long, Digest> put = new HashMap<>();
    private final Map<Long, Digest> heads = new HashMap<>();
    private int acknowledged;
    private Optional<BoundaryAgent> agent = Optional.empty();

    Side(LocalMesh mesh, Agreement genesis, ForgetfulDisk disk, Consumer<String> fault) {
        this.mesh = mesh;
        this.genesis = genesis;
        this.disk = disk;
        this.fault = fault;
    }

    String name() {
        return mesh.name();
    }

    ForgetfulDisk disk() {
        return disk;
    }

    BoundaryAgent agent() {
        return agent.orElseThrow();
    }

    /** How many facts the feed was told are observed; it gives what it was not told again. */
    int acknowledged() {
        return acknowledged;
    }

    void open() {
        agent = Optional.empty();
        mesh.storeIn(disk.open());
        agent = Optional.of(mesh.agent(genesis));
        disk.step("opened");
    }

    /** Observes, then tells the feed. */
    void observe(List<Draft> drafts, AuthorityId authority) {
        List<Oid> oids = mesh.observe(authority, drafts.toArray(Draft[]::new)).stream()
                .map(one -> one.oid())
                .toList();
        disk.step("observed, the feed not told");
        observed.addAll(oids);
        acknowledged += oids.size();
        show();
    }

    /** As a gateway's producer: releases, puts on the queue, then notes what was put. Whether anything was. */
    boolean give(Consumer<Collection<Octets>> queue) {
        agent().release();
        boolean gave = false;
        List<Octets> waiting = waiting();
        while (!waiting.isEmpty()) {
            long number = agent().sent(CHANNEL);
            for (Octets parcel : waiting) {
                number++;
                disk.step("released, not put");
                queue.accept(List.of(parcel));
                Digest before = put.putIfAbsent(number, parcel.digest());
                check(before == null || before.equals(parcel.digest()), DOUBLED);
                disk.step("put, not noted");
            }
            show();
            agent().sent(CHANNEL, number);
            gave = true;
            waiting = waiting();
        }
        return gave;
    }

    private List<Octets> waiting() {
        return agent().outbox(agent().sent(CHANNEL), PARCELS_AT_ONCE);
    }

    /** As a gateway's consumer: takes in, then acknowledges; now and then the acknowledgement is lost, and order is never kept. */
    void take(Deque<Octets> queue, Random random) {
        Iterator<Octets> at = queue.iterator();
        Octets parcel = at.next();
        for (int skip = random.nextInt(3); skip > 0 && at.hasNext(); skip--) {
            parcel = at.next();
        }
        Optional<Oid> consignment = agent().take(parcel).consignment();
        disk.step("taken, not acknowledged");
        consignment.ifPresent(taken::add);
        if (random.nextInt(10) > 0) {
            queue.removeFirstOccurrence(parcel);
        }
        show();
    }

    private Ledger ledger() {
        return mesh.node().ledger();
    }

    /** What the newest head is was said to others. */
    private void show() {
        ledger().latest().ifPresent(head -> heads.putIfAbsent(head.size(), head.root()));
    }

    private void check(boolean holds, String what) {
        if (!holds) {
            fault.accept(what);
        }
    }

    /** What must hold at once when a side is opened again. */
    void checkOpened() {
        Set<Oid> set = new HashSet<>();
        agent().admitted().forEach(one -> set.add(one.oid()));
        check(observed.stream().allMatch(this::isKept), MISSING);
        check(set.containsAll(taken), MISSING);
        check(ledger().isSound(), HEADS);
        ledger().leaves(0, Integer.MAX_VALUE).stream()
                .filter(leaf -> leaf.kind() == LeafKind.OBSERVED || leaf.kind() == LeafKind.ADMITTED)
                .forEach(leaf -> check(mesh.node().octets(leaf.subject()).isPresent(), LOST));
        heads.forEach((size, root) -> check(isOurs(size, root), HEADS));
    }

    private boolean isKept(Oid oid) {
        return mesh.node().octets(oid.digest()).isPresent()
                && ledger().indexOf(LedgerLeaf.of(LeafKind.OBSERVED, oid.digest()))
                        .isPresent();
    }

    private boolean isOurs(long size, Digest root) {
        return ledger().checkpoint(size)
                .map(Checkpoint::root)
                .filter(root::equals)
                .isPresent();
    }

    /** Whether a head that another side shows of this ledger is one of it. */
    boolean isOurs(Checkpoint head) {
        return isOurs(head.size(), head.root());
    }

    /** What must hold when all is said. */
    void checkEnd(Arbitrated other, Set<String> facts) {
        checkOpened();
        Arbitrated now = agent().current();
        Arbitrated reference = Reconciler.reconcile(genesis, agent().admitted());
        check(now.picture().digest().equals(reference.picture().digest()), PICTURE);
        check(now.picture().digest().equals(other.picture().digest()), PICTURE);
        check(agent().refused().isEmpty(), REFUSED);
        check(agent().outstanding().isEmpty(), LOST);
        Map<Oid, String> said = new HashMap<>();
        agent().admitted().stream()
                .filter(one -> !one.core().isControl())
                .forEach(one -> said.put(
                        one.oid(), new String(one.core().result().content().bytes(), StandardCharsets.UTF_8)));
        List<String> stands = new ArrayList<>();
        now.picture()
                .entries()
                .forEach(entry -> entry.contention().candidates().stream()
                        .map(Fact::oid)
                        .forEach(oid -> stands.add(Objects.requireNonNull(said.get(oid)))));
        check(new HashSet<>(stands).containsAll(facts), LOST);
        check(stands.size() == new HashSet<>(stands).size(), DOUBLED);
        checkConsignments();
    }

    /** Each agent's consignments count on by one, and none comes twice under one number. */
    private void checkConsignments() {
        Map<String, Set<Long>> numbers = new HashMap<>();
        for (Verified one : agent().admitted()) {
            if (one.statement().orElse(null) instanceof Statement.Consignment consignment) {
                Set<Long> known = numbers.computeIfAbsent(consignment.agent().urn(), any -> new HashSet<>());
                check(known.add(consignment.sequence()), DOUBLED);
            }
        }
        numbers.values().forEach(known -> check(known.contains((long) known.size()), LOST));
    }
}
