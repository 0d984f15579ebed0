package org.comity.xml;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.comity.core.agreement.ReleaseBudget;
import org.comity.core.agreement.ReleaseRule;
import org.comity.core.agreement.ReleaseTerms;
import org.comity.core.authority.AuthorityId;
import org.comity.core.mesh.Digest;
import org.comity.core.mesh.MeshId;
import org.comity.core.observation.Label;
import org.comity.core.observation.ObservedProperty;

/** The release terms of an agreement's document, both ways; reading throws IllegalArgumentException. */
final class ReleaseXml {

    private ReleaseXml() {}

    static ReleaseTerms read(AgreementWire wire) {
        return new ReleaseTerms(
                wire.labelPolicies.stream()
                        .map(one -> new ReleaseTerms.PolicyRef(one.id, Digest.parse(one.file)))
                        .toList(),
                wire.releases.stream().map(ReleaseXml::rule).toList(),
                wire.budgets.stream()
                        .map(one -> new ReleaseBudget(one.trafficClass, one.items, one.octets, one.periodSeconds))
                        .toList(),
                wire.receipts == null ? OptionalInt.empty() : OptionalInt.of(wire.receipts.outstandingMax));
    }

    private static ReleaseRule rule(AgreementWire.ReleaseWire wire) {
        return new ReleaseRule(
                wire.trafficClass,
                new ReleaseRule.Scope(
                        Optional.ofNullable(wire.from).map(MeshId::new),
                        Optional.ofNullable(wire.authority).map(AuthorityId::new),
                        Optional.ofNullable(wire.featureScheme),
                        Optional.ofNullable(wire.property)
                                .map(named -> new ObservedProperty(named.scheme, named.value))),
                AgreementFromWire.word(wire.unlabelled, ReleaseRule.Unlabelled.class),
                wire.ceilings.stream().map(ReleaseXml::ceiling).toList());
    }

    private static Label ceiling(AgreementWire.CeilingWire wire) {
        List<Label.Category> categories = wire.categories.stream()
                .map(one ->
                        new Label.Category(one.tag, AgreementFromWire.word(one.type, Label.TagType.class), one.value))
                .toList();
        return new Label(wire.policy, wire.classification, categories);
    }

    static void write(ReleaseTerms terms, AgreementWire wire) {
        wire.labelPolicies = terms.policies().stream().map(ReleaseXml::policy).toList();
        wire.releases = terms.rules().stream().map(ReleaseXml::rule).toList();
        wire.budgets = terms.budgets().stream().map(ReleaseXml::budget).toList();
        terms.receiptsOutstandingMax().ifPresent(max -> {
            wire.receipts = new AgreementWire.ReceiptsWire();
            wire.receipts.outstandingMax = max;
        });
    }

    private static AgreementWire.LabelPolicyWire policy(ReleaseTerms.PolicyRef ref) {
        AgreementWire.LabelPolicyWire wire = new AgreementWire.LabelPolicyWire();
        wire.id = ref.id();
        wire.file = ref.file().hex();
        return wire;
    }

    private static AgreementWire.ReleaseWire rule(ReleaseRule rule) {
        AgreementWire.ReleaseWire wire = new AgreementWire.ReleaseWire();
        wire.trafficClass = rule.trafficClass();
        wire.unlabelled = DomElement.word(rule.unlabelled());
        wire.from = AgreementToWire.text(rule.scope().from());
        wire.authority = AgreementToWire.text(rule.scope().authority());
        wire.featureScheme = rule.scope().featureScheme().orElse(null);
        rule.scope().property().ifPresent(property -> {
            wire.property = new AgreementWire.NamedWire();
            wire.property.scheme = property.scheme();
            wire.property.value = property.value();
        });
        wire.ceilings = rule.ceilings().stream().map(ReleaseXml::ceiling).toList();
        return wire;
    }

    private static AgreementWire.CeilingWire ceiling(Label label) {
        AgreementWire.CeilingWire wire = new AgreementWire.CeilingWire();
        wire.policy = label.policy();
        wire.classification = label.classification();
        wire.categories = label.categories().stream().map(ReleaseXml::category).toList();
        return wire;
    }

    private static AgreementWire.CategoryWire category(Label.Category category) {
        AgreementWire.CategoryWire wire = new AgreementWire.CategoryWire();
        wire.tag = category.tag();
        wire.type = DomElement.word(category.type());
        wire.value = category.value();
        return wire;
    }

    private static AgreementWire.BudgetWire budget(ReleaseBudget budget) {
        AgreementWire.BudgetWire wire = new AgreementWire.BudgetWire();
        wire.trafficClass = budget.trafficClass();
        wire.items = budget.items();
        wire.octets = budget.octets();
        wire.periodSeconds = budget.periodSeconds();
        return wire;
    }
}
