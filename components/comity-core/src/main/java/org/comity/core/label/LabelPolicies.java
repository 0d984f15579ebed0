package org.comity.core.label;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.comity.core.mesh.Digest;
import org.comity.core.mesh.Encoding;
import org.comity.core.mesh.Outcome;
import org.comity.core.mesh.Reason;
import org.comity.core.observation.Label;
import org.comity.core.observation.Label.Category;
import org.comity.core.observation.Label.TagType;
import org.comity.core.observation.Term;
import org.comity.core.taxonomy.Crosswalk;
import org.comity.core.taxonomy.Equivalence;

/**
 * The policies that the parties agreed on, and what is attested between them. A label of one policy is held against a ceiling
 * of another through exact equivalences of kind TERM alone, and where more than one reading is attested the stricter wins.
 * Immutable.
 */
public final class LabelPolicies {
    private final List<SecurityPolicy> policies;
    private final Crosswalk attested;

    /** These policies, with the equivalences in force. */
    public LabelPolicies(List<SecurityPolicy> policies, Crosswalk attested) {
        this.policies = List.copyOf(policies);
        this.attested = attested;
    }

    /** The name of a classification in an equivalence: the policy's id, and the classification. */
    public static Term term(SecurityPolicy policy, SecurityPolicy.Classification classification) {
        return new Term(policy.id(), classification.name());
    }

    /** The name of a category in an equivalence: the tag's id, and the value. */
    public static Term term(SecurityPolicy.Tag tag, String value) {
        return new Term(tag.id(), value);
    }

    /**
     * Whether a ceiling dominates a label: the ceiling is written as a label, its classification the highest that is let
     * through, its categories those that the reader holds.
     *
     * @return the label; a no with LABEL_UNKNOWN or LABEL_NOT_VALID where label or ceiling is none of its policy, LABEL_NOT_EQUIVALENT
     *     where nothing attested leads from one policy to the other, LABEL_ABOVE_CEILING where the ceiling does not dominate it
     */
    public Outcome<Label> dominates(Label ceiling, Label label) {
        return policy(label)
                .then(own -> own.check(label)
                        .then(good -> policy(ceiling)
                                .then(theirs -> bound(theirs, ceiling)
                                        .then(level -> demand(own, theirs, good)
                                                .then(demand -> met(demand, level, ceiling, good))))));
    }

    private static Outcome<Label> met(Demand demand, int levelMax, Label ceiling, Label label) {
        return demand.isMetBy(levelMax, Set.copyOf(ceiling.categories()))
                ? Outcome.yes(label)
                : Outcome.no(
                        Reason.LABEL_ABOVE_CEILING,
                        label.policy() + " " + label.classification() + " is not below " + ceiling.policy() + " "
                                + ceiling.classification() + " with the categories that the ceiling grants");
    }

    /** Whether a label is one of an agreed policy: a no with LABEL_UNKNOWN or LABEL_NOT_VALID. */
    public Outcome<Label> check(Label label) {
        return policy(label).then(policy -> policy.check(label));
    }

    /** The one agreed policy that a label names. */
    public Outcome<SecurityPolicy> policy(Label label) {
        List<SecurityPolicy> named =
                policies.stream().filter(one -> one.isNamed(label.policy())).toList();
        return named.size() == 1
                ? Outcome.yes(named.get(0))
                : Outcome.no(
                        Reason.LABEL_UNKNOWN,
                        named.size() + " policies that were agreed and are at hand are named " + label.policy());
    }

    /** The level of a ceiling. It grants what no single label could carry, so its names alone are checked. */
    private static Outcome<Integer> bound(SecurityPolicy policy, Label ceiling) {
        boolean known = ceiling.categories().stream().allMatch(policy::defines);
        return policy.classification(ceiling.classification())
                .filter(any -> known)
                .map(one -> Outcome.yes(one.level()))
                .orElseGet(() -> Outcome.no(Reason.LABEL_UNKNOWN, "the ceiling names what its policy does not define"));
    }

    private Outcome<Demand> demand(SecurityPolicy from, SecurityPolicy to, Label label) {
        if (from.id().equals(to.id())) {
            return Outcome.yes(from.demand(label));
        }
        Demand own = from.demand(label);
        return level(from, to, label.classification())
                .then(level ->
                        all(from, to, own).then(all -> any(from, to, own).map(any -> new Demand(level, all, any))));
    }

    /** The highest of what the classification, and each below it, is equivalent to: the order of both policies holds. */
    private Outcome<Integer> level(SecurityPolicy from, SecurityPolicy to, String name) {
        SecurityPolicy.Classification own = from.classification(name).orElseThrow();
        List<Integer> here = levels(from, to, own);
        if (here.isEmpty()) {
            return none(from, to, name);
        }
        return Outcome.yes(from.classifications().stream()
                .filter(one -> one.level() <= own.level())
                .flatMap(one -> levels(from, to, one).stream())
                .max(Integer::compare)
                .orElseThrow());
    }

    private List<Integer> levels(SecurityPolicy from, SecurityPolicy to, SecurityPolicy.Classification one) {
        return attested.exact(Equivalence.Kind.TERM, term(from, one)).stream()
                .filter(match -> match.term().scheme().equals(to.id()))
                .flatMap(match -> to.classification(match.term().value()).stream())
                .map(SecurityPolicy.Classification::level)
                .toList();
    }

    /** Of a value that must be held all that it is equivalent to must be. */
    private Outcome<Set<Category>> all(SecurityPolicy from, SecurityPolicy to, Demand demand) {
        Set<Category> all = new HashSet<>();
        for (Category one : demand.all()) {
            List<Category> theirs = matches(from, to, one);
            if (theirs.isEmpty()) {
                return none(from, to, one.value());
            }
            all.addAll(theirs);
        }
        return Outcome.yes(all);
    }

    /** A value of which one suffices is left out where it is not equivalent to exactly one: fewer may read. */
    private Outcome<List<Set<Category>>> any(SecurityPolicy from, SecurityPolicy to, Demand demand) {
        List<Set<Category>> any = new ArrayList<>();
        for (Set<Category> group : demand.any()) {
            Set<Category> theirs = new HashSet<>();
            group.stream()
                    .map(one -> matches(from, to, one))
                    .filter(found -> found.size() == 1)
                    .forEach(theirs::addAll);
            if (theirs.isEmpty()) {
                return none(from, to, group.iterator().next().tag());
            }
            any.add(theirs);
        }
        return Outcome.yes(any);
    }

    private List<Category> matches(SecurityPolicy from, SecurityPolicy to, Category category) {
        return attested.exact(Equivalence.Kind.TERM, term(from.tag(category).orElseThrow(), category.value())).stream()
                .flatMap(match -> category(to, match.term(), category.type()).stream())
                .toList();
    }

    private static Optional<Category> category(SecurityPolicy policy, Term term, TagType type) {
        return policy.tags().stream()
                .filter(tag -> tag.id().equals(term.scheme()) && tag.type() == type)
                .flatMap(tag -> tag.value(term.value()).map(tag::category).stream())
                .findFirst();
    }

    /** "comity-label-policies-v1": names the policies and what is attested of their names. Labels are read alike where it is equal. */
    public Digest digest() {
        Encoding out = Encoding.of("comity-label-policies-v1");
        for (SecurityPolicy policy : policies) {
            out.text(policy.id());
            policy.classifications().forEach(one -> encode(out, term(policy, one)));
            policy.tags().forEach(tag -> tag.values().forEach(value -> encode(out, term(tag, value.name()))));
        }
        return out.digest();
    }

    private void encode(Encoding out, Term term) {
        out.list(
                attested.exact(Equivalence.Kind.TERM, term),
                (to, match) -> to.text(match.term().scheme()).text(match.term().value()));
    }

    private static <T> Outcome<T> none(SecurityPolicy from, SecurityPolicy to, String name) {
        return Outcome.no(
                Reason.LABEL_NOT_EQUIVALENT,
                "nothing attested leads from " + name + " of " + from.name() + " to " + to.name());
    }
}
