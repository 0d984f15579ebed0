package org.comity.cli;

import java.util.Collection;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.comity.core.agreement.Agreement;
import org.comity.core.agreement.Comparison;
import org.comity.core.agreement.Domain;
import org.comity.core.agreement.FilterRule;
import org.comity.core.agreement.Limits;
import org.comity.core.agreement.ReleaseRule;
import org.comity.core.agreement.Thresholds;
import org.comity.core.agreement.WeightRule;

/** What an agreement says, for a person: each term a line, in the words of its document. */
final class AgreementTerms {
    private AgreementTerms() {}

    static Stream<String> of(Agreement agreement) {
        return Stream.of(head(agreement), voices(agreement), arbitration(agreement), crossing(agreement))
                .flatMap(lines -> lines);
    }

    private static Stream<String> head(Agreement agreement) {
        return Stream.concat(
                Stream.of("agreement " + agreement.id() + " epoch " + agreement.epoch() + " digest "
                        + agreement.digest()),
                agreement.previous().stream().map(previous -> "previous epoch " + previous));
    }

    private static Stream<String> voices(Agreement agreement) {
        Stream<String> parties = agreement.parties().stream()
                .map(party ->
                        "party " + party.mesh() + ", agents " + list(party.agents()) + ", ledger " + party.ledgerKey());
        Stream<String> authorities = agreement.authorities().stream()
                .map(entry -> "authority " + entry.authority() + " of " + entry.mesh() + ", priority "
                        + entry.priority() + some(", owns ", entry.schemes()));
        Stream<String> regions = agreement.regions().stream()
                .map(region -> "region " + region.name() + " of " + region.authority() + ", "
                        + (region.ring().isEmpty()
                                ? "everywhere"
                                : region.ring().size() + " corners"));
        return Stream.of(parties, authorities, regions).flatMap(lines -> lines);
    }

    private static Stream<String> arbitration(Agreement agreement) {
        Stream<String> weights = agreement.weights().stream().map(rule -> "weight " + weight(rule));
        Stream<String> domains = agreement.domains().stream().map(AgreementTerms::domain);
        Stream<String> filter = agreement.filter().stream().map(AgreementTerms::filter);
        Stream<String> chain = Stream.of("compares " + chain(agreement.chain()));
        Stream<String> policies = agreement.policies().stream()
                .map(policy -> "policy " + policy.name() + " compares " + chain(policy.chain())
                        + some(
                                ", weighs ",
                                policy.weights().stream()
                                        .map(AgreementTerms::weight)
                                        .toList()));
        Stream<String> custom = agreement.custom().stream()
                .map(comparator -> "custom comparator " + comparator + " in the artifact " + comparator.artifact());
        return Stream.of(weights, domains, filter, chain, policies, custom).flatMap(lines -> lines);
    }

    private static String weight(WeightRule rule) {
        return String.format(Locale.ROOT, "%+d %s for %s", rule.add(), word(rule.when()), any(rule.authority(), "all"));
    }

    private static String domain(Domain domain) {
        Thresholds most = domain.thresholds();
        return "domain " + domain.name() + ", " + word(domain.kind()) + " of " + domain.property()
                + some(", features of ", domain.featureSchemes())
                + domain.associator()
                        .map(by -> ", joined by " + by + ", " + word(domain.constraint()))
                        .orElse("")
                + ", stops above " + most.contestedMax() + " contested, " + most.contestedPermilleMax()
                + " permille contested, " + most.undecidableMax() + " undecidable, " + most.forkDepthMax()
                + " heads unlogged"
                + most.revocationAgeSecondsMax().stream()
                        .mapToObj(seconds -> ", revocation lists of " + seconds + " s")
                        .collect(Collectors.joining())
                + some(", decided by " + domain.quorum() + " of ", domain.deciders());
    }

    private static String filter(FilterRule rule) {
        return "filter " + word(rule.effect()) + " " + any(rule.authority(), "all") + " in "
                + any(rule.domain(), "all domains") + " from tier " + word(rule.tierMin());
    }

    private static String chain(Collection<Comparison> chain) {
        return chain.stream().map(AgreementTerms::word).collect(Collectors.joining(", then "));
    }

    private static Stream<String> crossing(Agreement agreement) {
        Stream<String> channels = agreement.channels().stream()
                .map(channel -> "channel " + channel.name() + " from " + channel.from() + " to " + channel.to()
                        + ", class " + channel.trafficClass());
        Stream<String> release = agreement.release().rules().stream().map(AgreementTerms::release);
        Stream<String> budgets = agreement.release().budgets().stream()
                .map(budget -> "budget of " + budget.trafficClass() + ", " + budget.items() + " items and "
                        + budget.octets() + " octets in " + budget.periodSeconds() + " s");
        Stream<String> labels = agreement.release().policies().stream()
                .map(policy -> "label policy " + policy.id() + " in the file " + policy.file());
        Stream<String> classes = agreement.classes().stream()
                .map(one -> "class " + one.name() + " of " + list(one.domains()) + ", cleared by " + one.agentsMin()
                        + " agents");
        Limits limits = agreement.limits();
        Stream<String> bounds = Stream.of(
                "drift " + agreement.driftPpm() + " ppm",
                "suite " + agreement.suite().year(),
                "limits " + limits.observationOctetsMax() + " octets an observation, " + limits.consignmentItemsMax()
                        + " items and " + limits.consignmentOctetsMax() + " octets a consignment, " + limits.heldMax()
                        + " held, " + limits.equivalencePathMax() + " equivalences a chain");
        Stream<String> refusals = agreement.refusals().stream().sorted().map(reason -> "refusal for " + reason);
        return Stream.of(channels, release, budgets, labels, classes, refusals, bounds)
                .flatMap(lines -> lines);
    }

    private static String release(ReleaseRule rule) {
        ReleaseRule.Scope scope = rule.scope();
        return "release " + rule.trafficClass() + " from " + any(scope.from(), "all") + " by "
                + any(scope.authority(), "all") + ", features of " + any(scope.featureScheme(), "all") + ", property "
                + any(scope.property(), "all") + ", unlabelled " + word(rule.unlabelled())
                + some(
                        ", up to ",
                        rule.ceilings().stream()
                                .map(label -> label.policy() + " " + label.classification())
                                .toList());
    }

    private static String any(Optional<?> one, String otherwise) {
        return one.map(Object::toString).orElse(otherwise);
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static String some(String before, Collection<?> items) {
        return items.isEmpty() ? "" : before + list(items);
    }

    private static String list(Collection<?> items) {
        return items.stream().map(Object::toString).collect(Collectors.joining(" "));
    }
}
