package org.comity.core.agreement;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.comity.core.authority.AuthorityId;
import org.comity.core.label.LabelPolicies;
import org.comity.core.mesh.MeshId;
import org.comity.core.mesh.Name;
import org.comity.core.mesh.Outcome;
import org.comity.core.mesh.Reason;
import org.comity.core.observation.Core;
import org.comity.core.observation.Label;
import org.comity.core.observation.ObservedProperty;

/**
 * What a mesh may let out under an agreement, and in which traffic class. The first rule that speaks of an observation decides;
 * what no rule speaks of stays.
 *
 * @param unlabelled what becomes of an observation without a confidentiality label
 * @param ceilings labels of which each bounds what is let out; none: nothing that is labelled
 */
public record ReleaseRule(String trafficClass, Scope scope, Unlabelled unlabelled, List<Label> ceilings) {

    /** What becomes of an observation without a label. */
    public enum Unlabelled {
        RELEASED,
        WITHHELD
    }

    /** Of what a rule speaks; what is empty speaks of all. */
    public record Scope(
            Optional<MeshId> from,
            Optional<AuthorityId> authority,
            Optional<String> featureScheme,
            Optional<ObservedProperty> property) {
        /** Everything. */
        public static final Scope ALL =
                new Scope(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

        public Scope {
            Objects.requireNonNull(from, "from");
            Objects.requireNonNull(authority, "authority");
            featureScheme.ifPresent(scheme -> Name.requireUri(scheme, "featureScheme"));
            Objects.requireNonNull(property, "property");
        }

        boolean covers(Core core) {
            return from.map(core.origin().mesh()::equals).orElse(true)
                    && authority.map(core.origin().authority()::equals).orElse(true)
                    && featureScheme.map(core.feature().scheme()::equals).orElse(true)
                    && property.map(core.property()::equals).orElse(true);
        }
    }

    public ReleaseRule {
        Name.require(trafficClass, "trafficClass");
        Objects.requireNonNull(scope, "scope");
        Objects.requireNonNull(unlabelled, "unlabelled");
        ceilings = List.copyOf(ceilings);
    }

    /** Everything that carries no label, in that class. */
    public static ReleaseRule unlabelled(String trafficClass) {
        return new ReleaseRule(trafficClass, Scope.ALL, Unlabelled.RELEASED, List.of());
    }

    /**
     * Whether an observation of which the rule speaks goes out. A ceiling of the label's own policy binds, and so does every other to
     * which something attested leads.
     *
     * @return the class; or a no that says what withholds it
     */
    Outcome<String> clears(Core core, LabelPolicies policies) {
        if (core.label().isEmpty()) {
            return unlabelled == Unlabelled.RELEASED
                    ? Outcome.yes(trafficClass)
                    : Outcome.no(Reason.LABEL_MISSING, "class " + trafficClass + " asks for a label");
        }
        Label label = core.label().get();
        Outcome<String> verdict = policies.check(label)
                .then(any ->
                        Outcome.no(Reason.LABEL_ABOVE_CEILING, "class " + trafficClass + " has no ceiling for labels"));
        boolean bound = false;
        for (Label ceiling : ceilings) {
            Outcome<String> one = policies.dominates(ceiling, label).map(good -> trafficClass);
            Optional<Reason> no = one.fold(yes -> Optional.empty(), failed -> Optional.of(failed.reason()));
            boolean binds = no.filter(Reason.LABEL_NOT_EQUIVALENT::equals).isEmpty();
            if (binds && no.isPresent()) {
                return one;
            }
            verdict = binds || !bound ? one : verdict;
            bound |= binds;
        }
        return verdict;
    }
}
