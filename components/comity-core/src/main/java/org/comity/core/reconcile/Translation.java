package org.comity.core.reconcile;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.comity.core.agreement.Agreement;
import org.comity.core.agreement.Domain;
import org.comity.core.authority.AttestationTier;
import org.comity.core.authority.AuthorityId;
import org.comity.core.boundary.TranslatedConsignment;
import org.comity.core.boundary.Verified;
import org.comity.core.contention.Associations;
import org.comity.core.contention.Fact;
import org.comity.core.contention.Group;
import org.comity.core.contention.Said;
import org.comity.core.control.Statement;
import org.comity.core.mesh.Oid;
import org.comity.core.observation.FeatureOfInterest;
import org.comity.core.observation.ObservedProperty;
import org.comity.core.observation.Term;
import org.comity.core.taxonomy.Attested;
import org.comity.core.taxonomy.Crosswalk;
import org.comity.core.taxonomy.Equivalence;
import org.comity.core.taxonomy.Validity;
import org.comity.core.temporal.TemporalEvidence;

/**
 * An observation under the names that attested equivalences give it, at its own place in mesh time. It attaches and never
 * renames: the observation stays as it came, and what it is compared by stands beside it.
 */
final class Translation {
    private final Agreement agreement;
    private final Crosswalk crosswalk;
    private final TemporalEvidence time;

    /** Of observations that no equivalence speaks of. */
    private final Map<Own, Fact.Reading> alike;

    /** What such a reading is made of. */
    private record Own(AttestationTier tier, String domain, int mappingPermille) {}

    Translation(Agreement agreement, List<Attested> applied, TemporalEvidence time) {
        this(agreement, Crosswalk.of(applied, agreement.limits().equivalencePathMax()), time);
    }

    Translation(Agreement agreement, Crosswalk crosswalk, TemporalEvidence time) {
        this(agreement, crosswalk, time, new ConcurrentHashMap<>());
    }

    private Translation(Agreement agreement, Crosswalk crosswalk, TemporalEvidence time, Map<Own, Fact.Reading> alike) {
        this.agreement = agreement;
        this.crosswalk = crosswalk;
        this.time = time;
        this.alike = alike;
    }

    /** The same equivalences where more is known of time. */
    Translation at(TemporalEvidence now) {
        return new Translation(agreement, crosswalk, now, alike);
    }

    Crosswalk crosswalk() {
        return crosswalk;
    }

    /** The fact in the one domain to which its property's name, or else exact matches of it, lead; empty where none does, or two. */
    Optional<Fact> fact(Verified one) {
        ObservedProperty property = one.core().property();
        String scheme = one.core().feature().scheme();
        Optional<Domain> own = agreement.domain(scheme, property);
        if (own.isPresent()) {
            return own.map(domain -> fact(one, domain, 1_000));
        }
        List<Fact> led = new ArrayList<>();
        Term name = new Term(property.scheme(), property.value());
        for (Crosswalk.Match match : crosswalk.exact(Equivalence.Kind.PROPERTY, name, at(one.oid()))) {
            ObservedProperty agreed =
                    new ObservedProperty(match.term().scheme(), match.term().value());
            agreement
                    .domain(scheme, agreed)
                    .filter(domain -> match.path().stream().allMatch(link -> isFor(link, domain)))
                    .ifPresent(domain -> led.add(fact(one, domain, match.confidencePermille())));
        }
        return led.size() == 1 ? Optional.of(led.get(0)) : Optional.empty();
    }

    private Fact fact(Verified one, Domain domain, int mappingPermille) {
        Predicate<Attested> holds = in(one.oid(), domain);
        Optional<Fact.Identity> names = names(one.core().feature(), holds);
        Said said = Said.of(one.core().result(), (kind, term) -> crosswalk.joined(kind, term, holds));
        Fact.Reading reading = names.isEmpty() && said instanceof Said.Literal
                ? alike.computeIfAbsent(
                        new Own(one.tier(), domain.name(), mappingPermille),
                        own -> new Fact.Reading(own.tier(), domain, own.mappingPermille()))
                : new Fact.Reading(
                        one.tier(),
                        domain,
                        mappingPermille,
                        names,
                        Optional.of(said).filter(any -> !(any instanceof Said.Literal)));
        return new Fact(one.oid(), one.core(), reading);
    }

    /** The link between features under the first of their names. */
    Associations.Link link(Verified one, Statement.Association association) {
        Predicate<Attested> holds = at(one.oid())
                .and(link -> link.equivalence()
                        .use()
                        .domain()
                        .map(association.domain()::equals)
                        .orElse(true));
        return new Associations.Link(
                association,
                one.core().origin().sequence(),
                one.oid(),
                first(association.first(), holds),
                first(association.second(), holds));
    }

    private FeatureOfInterest first(FeatureOfInterest feature, Predicate<Attested> holds) {
        return names(feature, holds).map(Fact.Identity::first).orElse(feature);
    }

    /** Empty where it has its own name alone. */
    private Optional<Fact.Identity> names(FeatureOfInterest feature, Predicate<Attested> holds) {
        Crosswalk.Joined joined =
                crosswalk.joined(Equivalence.Kind.FEATURE, new Term(feature.scheme(), feature.value()), holds);
        if (joined.names().size() == 1) {
            return Optional.empty();
        }
        return Optional.of(new Fact.Identity(
                joined.names().stream()
                        .map(name -> new FeatureOfInterest(name.scheme(), name.value()))
                        .toList(),
                joined.reach() == Crosswalk.Reach.WITHIN
                        ? Group.Consistency.CONSISTENT
                        : Group.Consistency.CONFLICTING));
    }

    /** The equivalences under which a fact is read: those of its property, its feature, and its unit or code. */
    Set<Attested> behind(Fact fact) {
        Set<Attested> behind = new HashSet<>();
        Predicate<Attested> holds = in(fact.oid(), fact.domain());
        ObservedProperty property = fact.core().property();
        Term agreed = new Term(
                fact.domain().property().scheme(), fact.domain().property().value());
        crosswalk.exact(Equivalence.Kind.PROPERTY, new Term(property.scheme(), property.value()), holds).stream()
                .filter(match -> match.term().equals(agreed))
                .forEach(match -> behind.addAll(match.path()));
        FeatureOfInterest feature = fact.core().feature();
        behind.addAll(crosswalk
                .joined(Equivalence.Kind.FEATURE, new Term(feature.scheme(), feature.value()), holds)
                .by());
        Said.of(fact.core().result(), (kind, term) -> {
            Crosswalk.Joined joined = crosswalk.joined(kind, term, holds);
            behind.addAll(joined.by());
            return joined;
        });
        return behind;
    }

    /** All that is said of the names of an observation. */
    Set<Attested> attached(Verified one) {
        return TranslatedConsignment.attach(one.core(), crosswalk).stream()
                .flatMap(attached -> attached.match().path().stream())
                .collect(Collectors.toSet());
    }

    /** Which equivalences hold for an observation in a domain. */
    Predicate<Attested> in(Oid observation, Domain domain) {
        return at(observation).and(link -> isFor(link, domain));
    }

    private static boolean isFor(Attested link, Domain domain) {
        return link.equivalence().use().domain().map(domain.name()::equals).orElse(true);
    }

    /** Which hold at its place in time: for each of the authorities that attest one, one of its statements does. */
    private Predicate<Attested> at(Oid observation) {
        return attested -> {
            if (attested.by().stream().allMatch(by -> by.validity().equals(Validity.ALWAYS))) {
                return true;
            }
            Map<AuthorityId, List<Attested.Attestation>> signers = attested.by().stream()
                    .collect(Collectors.groupingBy(Attested.Attestation::authority, TreeMap::new, Collectors.toList()));
            return signers.values().stream().allMatch(own -> own.stream().anyMatch(one -> holds(one, observation)));
        };
    }

    /** Whether it holds for some beacons of mesh time and not for others. */
    static boolean isBounded(Attested one) {
        return one.by().stream().anyMatch(by -> !by.validity().equals(Validity.ALWAYS));
    }

    private boolean holds(Attested.Attestation one, Oid observation) {
        Validity validity = one.validity();
        boolean begun = validity.notBefore().isEmpty()
                || time.isReached(one.mesh(), validity.notBefore().getAsLong())
                        && !time.isBefore(
                                observation, one.mesh(), validity.notBefore().getAsLong());
        boolean over = validity.notAfter().isPresent()
                && time.isReached(one.mesh(), validity.notAfter().getAsLong() + 1)
                && !time.isBefore(observation, one.mesh(), validity.notAfter().getAsLong());
        return begun && !over;
    }
}
