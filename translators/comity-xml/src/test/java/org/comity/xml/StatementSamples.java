package org.comity.xml;

import java.math.BigInteger;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.IntStream;
import org.comity.core.agreement.Agreement;
import org.comity.core.agreement.AuthorityEntry;
import org.comity.core.agreement.ChannelRule;
import org.comity.core.agreement.ComparatorRef;
import org.comity.core.agreement.Comparison;
import org.comity.core.agreement.Domain;
import org.comity.core.agreement.FilterRule;
import org.comity.core.agreement.Limits;
import org.comity.core.agreement.Location;
import org.comity.core.agreement.Party;
import org.comity.core.agreement.Policy;
import org.comity.core.agreement.Region;
import org.comity.core.agreement.ReleaseBudget;
import org.comity.core.agreement.ReleaseRule;
import org.comity.core.agreement.ReleaseTerms;
import org.comity.core.agreement.Thresholds;
import org.comity.core.agreement.TrafficClass;
import org.comity.core.agreement.WeightRule;
import org.comity.core.authority.AgentId;
import org.comity.core.authority.AttestationTier;
import org.comity.core.authority.AuthorityId;
import org.comity.core.control.Frontier;
import org.comity.core.control.Frontiers;
import org.comity.core.control.Statement;
import org.comity.core.control.StatementKind;
import org.comity.core.ledger.Checkpoint;
import org.comity.core.ledger.SplitView;
import org.comity.core.mesh.Reason;
import org.comity.core.observation.FeatureOfInterest;
import org.comity.core.observation.Label;
import org.comity.core.observation.ObservedProperty;
import org.comity.core.observation.Suite2026;
import org.comity.core.observation.Term;
import org.comity.core.taxonomy.Equivalence;
import org.comity.core.taxonomy.Ratio;
import org.comity.core.taxonomy.Use;
import org.comity.core.taxonomy.Validity;

/** Seeded statements of every kind, and agreements. */
record StatementSamples(Samples some) {

    Statement of(StatementKind kind) {
        return switch (kind) {
            case EQUIVALENCE -> new Statement.Equivalent(equivalence(), validity());
            case EQUIVALENCE_REVOCATION -> new Statement.EquivalenceRevocation(some.digest());
            case ASSOCIATION ->
                new Statement.Association(
                        some.text(),
                        new FeatureOfInterest("urn:example:a", some.text()),
                        new FeatureOfInterest("urn:example:b", some.text()),
                        location());
            case REVOCATION -> new Statement.Revocation(some.digest());
            case AGREEMENT_EPOCH -> new Statement.AgreementEpoch(some.digest());
            case CHECKPOINT -> new Statement.Beacon(head());
            case CONSIGNMENT -> consignment();
            case RECEIPT ->
                new Statement.Receipt(
                        some.oid(),
                        some.list(
                                3,
                                () -> new Statement.Item(
                                        some.digest(), some.maybe(() -> some.pick(List.of(Reason.values()))))));
            case INCLUSION_RECEIPT ->
                new Statement.InclusionReceipt(
                        some.beacon(some.mesh()), some.oid(), some.below(100), head(), some.list(5, some::digest));
            case CERTIFICATE -> new Statement.Certificate(frontiers(), some.digest(), some.digest(), some.digest());
            case MERGE_DECISION -> new Statement.MergeDecision(some.text(), frontiers(), some.list(3, this::choice));
            case CUT -> new Statement.Cut(frontiers(), some.digest(), some.digest());
            case EQUIVOCATION -> new Statement.Equivocation(some.mesh(), some.below(100), split());
            case QUARANTINE -> new Statement.Quarantine(some.list(3, some::oid));
            case CLEARANCE -> new Statement.Clearance(List.of(some.oid(), some.oid()));
        };
    }

    private Statement.Choice choice() {
        return some.below(2) == 0
                ? new Statement.Choice(some.digest(), some.oid())
                : Statement.Choice.under(some.text(), some.digest());
    }

    private Equivalence equivalence() {
        Equivalence.Kind kind = some.pick(List.of(Equivalence.Kind.values()));
        Equivalence.Predicate predicate = some.pick(List.of(Equivalence.Predicate.values()));
        boolean unit = kind == Equivalence.Kind.UNIT && predicate == Equivalence.Predicate.EXACT;
        boolean none = predicate == Equivalence.Predicate.NO_TERM;
        return new Equivalence(
                kind,
                new Term("urn:example:a", some.text()),
                predicate,
                new Term("urn:example:b", none ? Equivalence.NO_TERM_FOUND : some.text()),
                some.uri(),
                some.below(1_001),
                some.maybe(some::uri),
                new Use(
                        some.pick(List.of(Use.Direction.values())),
                        some.maybe(some::text),
                        1 + some.below(Use.PATH_MAX)),
                unit
                        ? Optional.of(new Ratio(
                                BigInteger.valueOf(1 + some.below(99)), BigInteger.valueOf(1 + some.below(99))))
                        : Optional.empty());
    }

    private Validity validity() {
        return new Validity(
                some.maybe(() -> (long) some.below(9)).map(OptionalLong::of).orElse(OptionalLong.empty()),
                some.maybe(() -> 9L + some.below(9)).map(OptionalLong::of).orElse(OptionalLong.empty()));
    }

    private SplitView split() {
        SplitView.Shown shown = new SplitView.Shown(
                some.octets(some.below(90)),
                some.maybe(() -> new SplitView.Place(some.below(100), some.digest(), some.list(4, some::digest))));
        return new SplitView(
                shown,
                new SplitView.Shown(some.octets(some.below(90)), Optional.empty()),
                some.maybe(() -> new SplitView.Prefix(some.digest(), some.list(4, some::digest))));
    }

    private Statement consignment() {
        long sequence = 1 + some.below(2);
        return new Statement.Consignment(
                new AgentId(some.uri()),
                sequence,
                sequence == 1 ? Optional.empty() : Optional.of(some.oid()),
                head(),
                some.list(3, () -> new Statement.Member(some.oid(), some.below(100), some.list(4, some::digest))));
    }

    private Checkpoint head() {
        Instant earliest = some.instant();
        return new Checkpoint(
                some.mesh(),
                some.below(1_000),
                some.digest(),
                earliest,
                earliest.plusMillis(7),
                some.octets(some.below(90)));
    }

    private Frontiers frontiers() {
        return Frontiers.of(IntStream.range(0, some.below(4))
                .mapToObj(i -> new Frontier(new AgentId("urn:example:agent:" + i), 1 + some.below(9), some.oid()))
                .toList());
    }

    private Location location() {
        return new Location(some.below(180_000_001) - 90_000_000, some.below(360_000_001) - 180_000_000);
    }

    private AuthorityId authority() {
        return new AuthorityId(some.uri());
    }

    private Party party() {
        return new Party(
                some.mesh(),
                List.of(some.octets(30), some.octets(31)),
                List.of(new AgentId(some.uri())),
                "county+0a0b0c0d+AQID" + some.below(99));
    }

    private static List<TrafficClass> classes(List<Domain> domains) {
        return domains.isEmpty()
                ? List.of()
                : List.of(new TrafficClass("orders", 2, List.of(domains.get(0).name())));
    }

    Agreement agreement() {
        List<Domain> domains = some.list(2, this::domain);
        int epoch = some.below(2);
        return new Agreement(
                some.digest(),
                some.uri(),
                epoch,
                epoch == 0 ? Optional.empty() : Optional.of(some.digest()),
                List.of(party(), party()),
                some.list(
                        2,
                        () -> new AuthorityEntry(authority(), some.mesh(), some.list(2, some::uri), some.below(9) - 4)),
                some.list(2, () -> new Region(some.text(), authority(), some.below(2) == 0 ? List.of() : ring())),
                some.list(3, this::weight),
                domains,
                some.list(
                        3,
                        () -> new FilterRule(
                                some.pick(List.of(FilterRule.Effect.values())),
                                some.maybe(this::authority),
                                some.maybe(some::text),
                                some.pick(List.of(AttestationTier.values())))),
                some.list(6, () -> some.pick(List.of(Comparison.values()))),
                some.list(1, this::policy),
                Optional.of(new ComparatorRef(some.text(), some.text(), some.digest())),
                some.list(2, () -> new ChannelRule(some.text(), some.mesh(), some.mesh(), some.text())),
                release(),
                classes(domains),
                some.below(1_000_000),
                Set.copyOf(some.list(3, () -> some.pick(List.of(Reason.values())))),
                Suite2026.SUITE,
                some.below(2) == 0 ? Limits.STANDARD : new Limits(1, 2, 3, 4, 1 + some.below(8)));
    }

    private Policy policy() {
        return new Policy(
                some.text(),
                some.list(2, this::weight),
                List.of(some.pick(List.of(Comparison.values())), some.pick(List.of(Comparison.values()))));
    }

    private WeightRule weight() {
        return new WeightRule(
                some.maybe(this::authority), some.pick(List.of(WeightRule.When.values())), some.below(9) - 4);
    }

    private ReleaseTerms release() {
        return new ReleaseTerms(
                some.below(2) == 0 ? List.of() : List.of(new ReleaseTerms.PolicyRef(some.uri() + "0", some.digest())),
                some.list(2, this::rule),
                some.below(2) == 0
                        ? List.of()
                        : List.of(new ReleaseBudget(some.text(), 1 + some.below(9), 1L << 40, 1 + some.below(9))),
                some.below(2) == 0 ? OptionalInt.empty() : OptionalInt.of(some.below(9)));
    }

    private ReleaseRule rule() {
        return new ReleaseRule(
                some.text(),
                new ReleaseRule.Scope(
                        some.maybe(some::mesh),
                        some.maybe(this::authority),
                        some.maybe(some::uri),
                        some.maybe(() -> new ObservedProperty(some.uri(), some.text()))),
                some.pick(List.of(ReleaseRule.Unlabelled.values())),
                some.list(2, () -> new Label(some.text(), some.text(), some.categories())));
    }

    private List<Location> ring() {
        return List.of(location(), location(), location());
    }

    private Domain domain() {
        List<AuthorityId> deciders = some.list(3, this::authority);
        return new Domain(
                some.text(),
                some.pick(List.of(Domain.Kind.values())),
                some.list(2, some::uri),
                new ObservedProperty(some.uri(), some.text()),
                some.maybe(this::authority),
                some.pick(List.of(Domain.Constraint.values())),
                new Thresholds(
                        some.below(9),
                        some.below(9),
                        some.below(9),
                        some.below(9),
                        some.below(2) == 0 ? OptionalInt.empty() : OptionalInt.of(some.below(9))),
                deciders,
                Math.max(1, deciders.size()));
    }
}
