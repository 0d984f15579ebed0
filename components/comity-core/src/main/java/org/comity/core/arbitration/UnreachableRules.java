package org.comity.core.arbitration;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.comity.core.agreement.Agreement;
import org.comity.core.agreement.AuthorityEntry;
import org.comity.core.agreement.Domain;
import org.comity.core.agreement.FilterRule;
import org.comity.core.agreement.Region;
import org.comity.core.agreement.TrafficClass;
import org.comity.core.agreement.WeightRule;
import org.comity.core.authority.AttestationTier;
import org.comity.core.authority.AuthorityId;

/** Finds the rules of an agreement's tables that change nothing, from the tables alone. */
final class UnreachableRules {
    private final Agreement agreement;
    private final List<PolicyFlaw> flaws = new ArrayList<>();

    private UnreachableRules(Agreement agreement) {
        this.agreement = agreement;
    }

    static List<PolicyFlaw> of(Agreement agreement) {
        UnreachableRules rules = new UnreachableRules(agreement);
        rules.filter();
        rules.domains();
        rules.regions();
        rules.weights();
        rules.classes();
        return rules.flaws;
    }

    /** The rows of the weight table alone. */
    static List<PolicyFlaw> weights(Agreement agreement) {
        UnreachableRules rules = new UnreachableRules(agreement);
        rules.weights();
        return rules.flaws;
    }

    /** A class that a party has too few agents for: nothing of it that the party releases ever counts. */
    private void classes() {
        for (TrafficClass one : agreement.classes()) {
            agreement.parties().stream()
                    .filter(party -> Set.copyOf(party.agents()).size() < one.agentsMin())
                    .forEach(party ->
                            flaw("class " + one.name() + " takes " + one.agentsMin() + " agents, and " + party.mesh()
                                    + " has " + Set.copyOf(party.agents()).size()));
        }
    }

    private void flaw(String what) {
        flaws.add(new PolicyFlaw(PolicyFlaw.Kind.UNREACHABLE, what, List.of()));
    }

    /** From the last: a rule goes where the rest admits the same without it, so that of two alike the later is named. */
    private void filter() {
        List<FilterRule> rest = new ArrayList<>(agreement.filter());
        Set<String> all = admitted(rest);
        for (int i = rest.size() - 1; i >= 0; i--) {
            FilterRule rule = rest.remove(i);
            if (admitted(rest).equals(all)) {
                flaw("filter rule " + (i + 1) + " changes nothing: " + rule.effect() + " for "
                        + rule.authority().map(AuthorityId::urn).orElse("all") + " in "
                        + rule.domain().orElse("all domains") + " from " + rule.tierMin());
            } else {
                rest.add(i, rule);
            }
        }
    }

    private Set<String> admitted(List<FilterRule> filter) {
        Set<String> admitted = new HashSet<>();
        for (Domain domain : agreement.domains()) {
            for (AuthorityEntry authority : agreement.authorities()) {
                for (AttestationTier tier : AttestationTier.values()) {
                    if (Universe.isAdmitted(filter, domain, authority, tier)) {
                        admitted.add(domain.name() + " " + authority.authority() + " " + tier);
                    }
                }
            }
        }
        return admitted;
    }

    private void domains() {
        Set<String> admitted = admitted(agreement.filter());
        agreement.domains().stream()
                .map(Domain::name)
                .filter(name -> admitted.stream().noneMatch(one -> one.startsWith(name + " ")))
                .forEach(name -> flaw("the filter admits nobody in domain " + name));
    }

    private void regions() {
        IntStream.range(0, agreement.regions().size())
                .filter(region -> Places.first(agreement, region).isEmpty())
                .forEach(region -> flaw("region " + (region + 1) + ", "
                        + agreement.regions().get(region).name()
                        + ", has no place of its own: regions before it cover it, or it is too thin for a grid of "
                        + Places.STEPS));
    }

    private void weights() {
        IntStream.range(0, agreement.weights().size())
                .filter(row -> !applies(agreement.weights().get(row)))
                .forEach(row -> flaw("weight row " + (row + 1) + " never applies or adds nothing: "
                        + agreement.weights().get(row)));
    }

    private boolean applies(WeightRule rule) {
        return rule.add() != 0
                && agreement.authorities().stream()
                        .filter(entry ->
                                rule.authority().map(entry.authority()::equals).orElse(true))
                        .anyMatch(entry -> applies(rule.when(), entry));
    }

    private boolean applies(WeightRule.When when, AuthorityEntry entry) {
        return switch (when) {
            case ALWAYS -> true;
            case OWNS_ID -> schemes().stream().anyMatch(entry::owns);
            case IN_OWN_REGION -> hasRegion(entry);
            case ID_OWNER_IN_OWN_REGION ->
                schemes().stream()
                        .map(agreement::ownerOf)
                        .flatMap(Optional::stream)
                        .anyMatch(this::hasRegion);
        };
    }

    private List<String> schemes() {
        return agreement.domains().stream()
                .flatMap(domain -> domain.featureSchemes().stream())
                .toList();
    }

    private boolean hasRegion(AuthorityEntry entry) {
        return agreement.regions().stream().map(Region::authority).anyMatch(entry.authority()::equals);
    }
}
