package org.comity.xml;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.comity.core.label.SecurityPolicy;
import org.comity.core.mesh.Octets;
import org.comity.core.mesh.Outcome;
import org.comity.core.mesh.Reason;
import org.comity.core.observation.Label;
import org.comity.core.observation.Label.Category;
import org.w3c.dom.Document;

/**
 * A security policy file (XML-SPIF 2.x): the policy, and the markings by which it shows labels to people. Equivalences to other
 * policies that a file claims decide nothing; the parties attest them. Immutable.
 */
public final class SecurityPolicyFile {
    static final String NAMESPACE = "http://www.xmlspif.org/spif";

    private final SecurityPolicy policy;
    private final Map<String, Marking> classifications;
    private final Map<Category, Marking> categories;
    private final Map<SecurityPolicy.Tag, List<Qualifier>> qualifiers;

    /** Text before, between or after what a tag shows. */
    record Qualifier(String language, String code, String text) {}

    SecurityPolicyFile(
            SecurityPolicy policy,
            Map<String, Marking> classifications,
            Map<Category, Marking> categories,
            Map<SecurityPolicy.Tag, List<Qualifier>> qualifiers) {
        this.policy = policy;
        this.classifications = Map.copyOf(classifications);
        this.categories = Map.copyOf(categories);
        this.qualifiers = new HashMap<>(qualifiers);
    }

    /**
     * Reads a policy file.
     *
     * @return a no with MALFORMED where it is none or uses what is not known here, DOCTYPE_FORBIDDEN or LIMIT_EXCEEDED
     */
    public static Outcome<SecurityPolicyFile> read(Octets octets) {
        return HardenedXml.parse(octets, HardenedXml.Asides.DROPPED).then(SecurityPolicyFile::read);
    }

    private static Outcome<SecurityPolicyFile> read(Document document) {
        try {
            return Outcome.yes(new SpifReading(new DomElement(document.getDocumentElement())).file());
        } catch (IllegalArgumentException e) {
            return Outcome.no(Reason.MALFORMED, "not a security policy file: " + e.getMessage());
        }
    }

    /** FIRST's Traffic Light Protocol 2.0 as a policy file. */
    public static Octets tlp() {
        return Resources.octets("tlp-2.0.spif.xml");
    }

    /** What the file defines. */
    public SecurityPolicy policy() {
        return policy;
    }

    /**
     * The marking at the top of a page.
     *
     * @param label one that {@link SecurityPolicy#check} accepts
     * @param language BCP 47; English where the file does not speak it
     */
    public String marking(Label label, String language) {
        Marking classification = classification(label.classification());
        List<String> parts = new ArrayList<>();
        List<Category> carried = ordered(label);
        parts.add(classification
                .policy(language)
                .or(() -> carried.stream()
                        .flatMap(one -> marking(one).policy(language).stream())
                        .findFirst())
                .orElse(policy.name()));
        if (carried.stream().noneMatch(one -> marking(one).has("suppressClassName"))) {
            classification.top(language, label.classification()).ifPresent(parts::add);
        }
        for (SecurityPolicy.Tag tag : policy.tags()) {
            List<String> shown = carried.stream()
                    .filter(one -> policy.tag(one).filter(tag::equals).isPresent())
                    .flatMap(one -> marking(one).top(language, one.value()).stream())
                    .toList();
            if (!shown.isEmpty()) {
                parts.add(qualifier(tag, "prefix", language, "")
                        + String.join(qualifier(tag, "separator", language, " "), shown)
                        + qualifier(tag, "suffix", language, ""));
            }
        }
        return String.join(" ", parts);
    }

    private Marking classification(String name) {
        return classifications.getOrDefault(name, new Marking(List.of()));
    }

    private Marking marking(Category category) {
        return categories.getOrDefault(category, new Marking(List.of()));
    }

    /** The label's categories in the order of the policy. */
    private List<Category> ordered(Label label) {
        return policy.tags().stream()
                .flatMap(tag -> tag.values().stream().map(tag::category))
                .filter(label.categories()::contains)
                .collect(Collectors.toList());
    }

    private String qualifier(SecurityPolicy.Tag tag, String code, String language, String otherwise) {
        Optional<Qualifier> best = Optional.empty();
        int fit = Integer.MAX_VALUE;
        for (Qualifier one : qualifiers.getOrDefault(tag, List.of())) {
            int here = Marking.fit(one.language(), language);
            if (one.code().equals(code) && here < fit) {
                fit = here;
                best = Optional.of(one);
            }
        }
        return best.map(Qualifier::text).orElse(otherwise);
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "SecurityPolicyFile[%s]", policy.name());
    }
}
