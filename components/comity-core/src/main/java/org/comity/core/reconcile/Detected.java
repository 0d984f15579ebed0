package org.comity.core.reconcile;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.comity.core.arbitration.Ruling;
import org.comity.core.boundary.Verified;
import org.comity.core.contention.Contention;
import org.comity.core.contention.NotCounted;
import org.comity.core.divergence.Divergence;
import org.comity.core.divergence.DivergenceCertificate;
import org.comity.core.divergence.DomainVerdict;
import org.comity.core.divergence.Verdict;
import org.comity.core.mesh.Digest;
import org.comity.core.mesh.DigestTree;
import org.comity.core.mesh.Encoding;
import org.comity.core.mesh.Oid;
import org.comity.core.mesh.Reason;
import org.comity.core.picture.JointPicture;
import org.comity.core.taxonomy.Crosswalk;
import org.jspecify.annotations.Nullable;

/** S with what counts, what competes, and the certificate that says what may merge by itself. Immutable. */
public final class Detected {

    private final Governance governance;
    private final Uncounted uncounted;
    private final Rivals rivals;
    private final Map<String, Divergence.Tally> tallies;

    /** Computed when first asked for: of a step's own passages nobody asks. */
    private volatile @Nullable DivergenceCertificate certificate;

    private final Map<Digest, Standing> suspended;
    private final Map<String, Reason> suspensions;

    private Detected(Governance governance, Uncounted uncounted, Rivals rivals, Map<String, Divergence.Tally> tallies) {
        this(governance, uncounted, rivals, tallies, Map.of());
    }

    private Detected(
            Governance governance,
            Uncounted uncounted,
            Rivals rivals,
            Map<String, Divergence.Tally> tallies,
            Map<Digest, Standing> suspended) {
        this.suspended = Map.copyOf(suspended);
        Map<String, Reason> why = new TreeMap<>();
        suspended
                .values()
                .forEach(one -> one.suspended()
                        .ifPresent(reason -> why.merge(
                                domain(one), reason, (first, other) -> first.compareTo(other) < 0 ? first : other)));
        this.suspensions = Map.copyOf(why);
        this.governance = governance;
        this.uncounted = uncounted;
        this.rivals = rivals;
        this.tallies = Map.copyOf(tallies);
    }

    private Divergence.Trouble trouble() {
        int forked = governance.ordered().epochs().forked() == Epochs.Fork.FORKED ? 1 : 0;
        return new Divergence.Trouble(
                governance.times().forkDepth(),
                governance.acts().conflicts() + forked,
                ordered().time().equivocations().size()
                        + ordered().releases().forked().size());
    }

    /** "comity-not-counted-v1": oid, reason. */
    static Digest saysOf(Digest oid, Reason reason) {
        return Encoding.of("comity-not-counted-v1")
                .digest(oid)
                .text(reason.name())
                .digest();
    }

    /**
     * Everything from S.
     *
     * @param all everything of S, in any order
     */
    static Detected of(Ordered ordered, Collection<Verified> all) {
        Governance governance = Governance.of(ordered, all);
        List<Verified> data =
                all.stream().filter(one -> one.statement().isEmpty()).toList();
        Detected empty = new Detected(governance, governance.silent(), Rivals.none(governance.seal()), Map.of())
                .decided(any -> true);
        return empty.count(Standings.NONE).weigh(governance, data, Set.of());
    }

    /** What S says after more of it came: what is new costs, unless it governs everything. */
    static Detected after(Detected before, Ordered ordered) {
        if (ordered == before.ordered()) {
            return before;
        }
        Optional<Set<Oid>> changed = ordered.epochs().equals(before.ordered().epochs())
                ? ordered.time().changedSince(before.ordered().time())
                : Optional.empty();
        List<DigestTree.Change<Verified>> steps =
                ordered.all().since(before.ordered().all());
        if (changed.isEmpty() || steps.stream().anyMatch(step -> step.after().isEmpty())) {
            return ordered.detect();
        }
        List<Verified> added =
                steps.stream().flatMap(step -> step.after().stream()).toList();
        Set<Oid> released = ordered.releases().since(before.ordered().releases());
        Set<Oid> touched = new HashSet<>(changed.get());
        touched.addAll(released);
        return before.governance
                .after(ordered, added, touched)
                .map(next -> before.advance(next, added, released, changed.get()))
                .orElseGet(ordered::detect);
    }

    private Detected advance(Governance next, List<Verified> added, Set<Oid> released, Set<Oid> retimed) {
        Set<Oid> again = new HashSet<>(released);
        again.addAll(next.named(governance, added));
        added.forEach(one -> again.add(one.oid()));
        uncounted.openFor(Reason.CREDENTIAL_EXPIRED).forEach(again::add);
        suspended.values().forEach(one -> one.contention().candidates().forEach(fact -> again.add(fact.oid())));
        rivals.leaning(again).forEach(again::add);
        again.addAll(retimed.parallelStream()
                .filter(oid -> isWeighedByTime(next, oid))
                .toList());
        List<Verified> data = again.stream()
                .flatMap(oid -> next.ordered().all().get(oid.digest()).stream())
                .filter(one -> one.statement().isEmpty())
                .toList();
        Map<Digest, Optional<Reason>> control = new HashMap<>();
        next.silent()
                .reasons()
                .since(governance.silent().reasons())
                .forEach(change -> control.put(change.key(), change.after()));
        Detected controlled = new Detected(governance, uncounted.with(control), rivals, tallies, suspended);
        return controlled.weigh(next, data, governance.joined(next, added));
    }

    /** Whether what is said of it may be another because more is proven about its time alone. */
    private boolean isWeighedByTime(Governance next, Oid oid) {
        return next
                .ordered()
                .all()
                .get(oid.digest())
                .filter(one -> one.statement().isEmpty())
                .stream()
                .anyMatch(one -> rivals.isWeighedByTime(oid, governance)
                        || !next.reason(one).equals(governance.reason(one)));
    }

    /** Weighs these data anew, and what competes with them or is joined. */
    private Detected weigh(Governance next, Collection<Verified> data, Set<Digest> joined) {
        Map<Digest, Optional<Reason>> silent = new HashMap<>();
        List<Rivals.Weighing> weighings = data.parallelStream()
                .map(one -> new Rivals.Weighing(one, next.weigh(one)))
                .toList();
        for (Rivals.Weighing one : weighings) {
            Oid oid = one.observation().oid();
            if (one.now().reason().isPresent() || uncounted.contains(oid)) {
                silent.put(oid.digest(), one.now().reason());
            }
        }
        Rivals contending = rivals.after(governance, next, weighings, joined);
        return new Detected(next, uncounted.with(silent), contending, tallies, suspended).count(rivals.standings());
    }

    /** With the tallies brought up to the standings, from those that the tallies are of. */
    private Detected count(Standings before) {
        List<DigestTree.Change<Standing>> changes = new ArrayList<>();
        rivals.standings().since(before, changes::add);
        Map<String, Divergence.Tally> now = new HashMap<>(tallies);
        changes.parallelStream()
                .collect(Collectors.toMap(Detected::domain, Detected::tally, Divergence.Tally::plus))
                .forEach((domain, more) -> now.merge(domain, more, Divergence.Tally::plus));
        Map<Digest, Standing> unanswered = new HashMap<>(suspended);
        changes.forEach(change -> {
            unanswered.remove(change.key());
            change.after().filter(Standing::isSuspended).ifPresent(one -> unanswered.put(change.key(), one));
        });
        return new Detected(governance, uncounted, rivals, now, unanswered)
                .decided(id -> !before.get(id).equals(rivals.standings().get(id)));
    }

    /** With what is said of the merge decisions of these contentions. */
    private Detected decided(Predicate<Digest> contentions) {
        Map<Digest, Optional<Reason>> said = governance
                .acts()
                .decisions()
                .reasons(
                        contentions,
                        id -> rivals.standings().get(id).map(Standing::contention),
                        ordered().releases());
        said.keySet().removeIf(governance.silent().reasons()::containsKey);
        return said.isEmpty() ? this : new Detected(governance, uncounted.with(said), rivals, tallies, suspended);
    }

    private static String domain(Standing one) {
        return one.contention().domain().name();
    }

    /** A contention is of one domain, whatever changes. */
    private static String domain(DigestTree.Change<Standing> change) {
        return domain(change.after().or(change::before).orElseThrow());
    }

    private static Divergence.Tally tally(DigestTree.Change<Standing> change) {
        Divergence.Tally now = change.after().map(Detected::tally).orElse(Divergence.Tally.NONE);
        return change.before().map(Detected::tally).map(now::minus).orElse(now);
    }

    private static Divergence.Tally tally(Standing one) {
        return new Divergence.Tally(
                one.share() == Standing.Share.INTACT ? 0 : 1,
                one.isContested() ? 1 : 0,
                one.isUndecidable() ? 1 : 0,
                one.isUnproven() ? 1 : 0);
    }

    /** The step before. */
    public Ordered ordered() {
        return governance.ordered();
    }

    /** What is in S and not weighed, by oid. */
    public DigestTree<Reason> reasons() {
        return uncounted.reasons();
    }

    /** What is in S and not weighed, sorted by oid: a fresh list. */
    public List<NotCounted> notCounted() {
        return reasons().stream()
                .map(entry -> new NotCounted(new Oid(entry.key()), entry.value()))
                .toList();
    }

    /** The equivalences in force. */
    public Crosswalk crosswalk() {
        return governance.translation().crosswalk();
    }

    /** What agents cleared for release. */
    Clearances clearances() {
        return governance.clearances();
    }

    /** What competes, sorted by id: a fresh list. */
    public List<Contention> contentions() {
        return rivals.standings().all().map(Standing::contention).toList();
    }

    /** Whether it is safe. */
    public DivergenceCertificate certificate() {
        DivergenceCertificate known = certificate;
        if (known == null) {
            known = new Divergence(trouble())
                    .assess(ordered().agreement(), ordered().frontiers(), tallies);
            certificate = known;
        }
        return known;
    }

    /** What the policy alone, or a cut, would say: shown to those who must decide a governed contention. */
    public Ruling byPolicy(Contention contention) {
        return rivals.standings().get(contention.id()).orElseThrow().ruling();
    }

    /** What a cut in force sealed of a contention under its id, whatever touched it since. */
    public Optional<Ruling> sealed(Contention contention) {
        return governance.seal().entries().get(contention.id()).map(JointPicture.Entry::ruling);
    }

    /**
     * The domains that this side suspends because its custom comparator gave no answer, and why. While there is one, this side claims no
     * digest of what it computed.
     */
    public Map<String, Reason> suspensions() {
        return suspensions;
    }

    /** The last step: rulings, and the picture that they make. */
    public Arbitrated arbitrate() {
        Standings standings = rivals.standings();
        Map<Digest, Optional<JointPicture.Entry>> changes = new HashMap<>();
        if (!stopped().isEmpty()
                || !suspensions.isEmpty()
                || !standings.marked().isEmpty()) {
            standings.all().forEach(one -> {
                JointPicture.Entry entry = entry(one);
                if (entry != one.entry()) {
                    changes.put(one.contention().id(), Optional.of(entry));
                }
            });
        }
        return arbitrated(standings.ruled().with(changes));
    }

    /** The same, from a picture that a detection before this one made. */
    Arbitrated arbitrateAfter(Arbitrated before) {
        Detected old = before.detected();
        if (!stopped().equals(old.stopped()) || !suspensions.equals(old.suspensions)) {
            return arbitrate();
        }
        Map<Digest, Optional<JointPicture.Entry>> changes = new HashMap<>();
        rivals.standings()
                .since(
                        old.rivals.standings(),
                        change -> changes.put(change.key(), change.after().map(this::entry)));
        return arbitrated(before.picture().byContention().with(changes));
    }

    /** What the picture shows of it: its own entry where it is ruled as it stands. */
    private JointPicture.Entry entry(Standing one) {
        String domain = domain(one);
        Ruling settled = one.settle(isStopped(domain));
        Ruling shown = Optional.ofNullable(suspensions.get(domain))
                .map(why -> one.suspend(settled, why))
                .orElse(settled);
        return shown.equals(one.ruling()) ? one.entry() : new JointPicture.Entry(one.contention(), shown);
    }

    private Arbitrated arbitrated(DigestTree<JointPicture.Entry> entries) {
        return new Arbitrated(
                this,
                new JointPicture(ordered().frontiers(), ordered().agreement().digest(), entries));
    }

    boolean isStopped(String domain) {
        return certificate()
                .of(domain)
                .map(DomainVerdict::verdict)
                .filter(verdict -> verdict == Verdict.GOVERNED || verdict == Verdict.QUARANTINE)
                .isPresent();
    }

    private Set<String> stopped() {
        Set<String> stopped = new HashSet<>();
        certificate().domains().stream()
                .map(DomainVerdict::domain)
                .filter(this::isStopped)
                .forEach(stopped::add);
        return stopped;
    }
}
