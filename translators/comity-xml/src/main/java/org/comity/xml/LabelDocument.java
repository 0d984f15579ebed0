package org.comity.xml;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.comity.core.label.SecurityPolicy;
import org.comity.core.mesh.Octets;
import org.comity.core.mesh.Outcome;
import org.comity.core.mesh.Reason;
import org.comity.core.observation.Label;
import org.comity.core.observation.Label.Category;
import org.comity.core.observation.Label.TagType;
import org.w3c.dom.Document;

/**
 * A confidentiality label as a document: ADatP-4774 (STANAG 4774), or the short form of numbers that XML-SPIF tools write.
 * Either form leads to the same value: the policy by its id, everything else by name.
 */
public final class LabelDocument {
    static final String ADATP_4774 = "urn:nato:stanag:4774:confidentialitymetadatalabel:1:0";
    static final String SHORT = "http://surevine.com/xmlns/spiffy";

    private static final Set<String> ROOTS = Set.of(
            "originatorconfidentialitylabel",
            "alternativeconfidentialitylabel",
            "metadataconfidentialitylabel",
            "confidentialitylabel");

    private final List<SecurityPolicy> policies;

    private LabelDocument(List<SecurityPolicy> policies) {
        this.policies = List.copyOf(policies);
    }

    /**
     * Reads a label of one of the policies.
     *
     * @return a no with MALFORMED, DOCTYPE_FORBIDDEN or LIMIT_EXCEEDED where it is no label, LABEL_UNKNOWN where none of the policies
     *     defines what it says, LABEL_NOT_VALID where its policy does not allow it
     */
    public static Outcome<Label> read(Octets octets, List<SecurityPolicy> policies) {
        return HardenedXml.parse(octets, HardenedXml.Asides.DROPPED)
                .then(document -> new LabelDocument(policies).read(document));
    }

    private Outcome<Label> read(Document document) {
        DomElement root = new DomElement(document.getDocumentElement());
        String namespace = String.valueOf(root.element().getNamespaceURI());
        try {
            if (namespace.equals(ADATP_4774) && ROOTS.contains(root.name().toLowerCase(Locale.ROOT))) {
                return full(root.child("ConfidentialityInformation"));
            }
            if (namespace.equals(SHORT) && root.name().equals("label")) {
                return brief(root);
            }
            return Outcome.no(Reason.MALFORMED, "the document element is no confidentiality label");
        } catch (IllegalArgumentException e) {
            return Outcome.no(Reason.MALFORMED, "not a confidentiality label: " + e.getMessage());
        }
    }

    private Outcome<Label> full(DomElement information) {
        DomElement identifier = information.child("PolicyIdentifier");
        List<String> names = new ArrayList<>(List.of(identifier.text().strip()));
        identifier.optional("URL").ifPresent(names::add);
        identifier.optional("URI").ifPresent(names::add);
        names.removeIf(String::isEmpty);
        List<Category> categories = new ArrayList<>();
        for (DomElement child : information.children()) {
            switch (child.name()) {
                case "PolicyIdentifier", "Classification", "PrivacyMark" -> {}
                case "Category" -> categories.addAll(categories(child));
                default -> throw new IllegalArgumentException("unknown element " + child.name());
            }
        }
        String classification = information.child("Classification").text().strip();
        return policy(names).then(policy -> policy.check(new Label(policy.id(), classification, categories)));
    }

    /** Values that are named; those by bit or number need the numbers of a policy that the form does not carry. */
    private static List<Category> categories(DomElement element) {
        TagType type = TagType.valueOf(element.text("Type"));
        List<Category> found = new ArrayList<>();
        for (DomElement value : element.children()) {
            if (!value.name().equals("GenericValue")) {
                throw new IllegalArgumentException("a category by " + value.name());
            }
            found.add(new Category(
                    element.text("TagName").strip(), type, value.text().strip()));
        }
        if (found.isEmpty()) {
            throw new IllegalArgumentException("a category without value");
        }
        return found;
    }

    /** The one policy that all of the names name. */
    private Outcome<SecurityPolicy> policy(List<String> names) {
        List<SecurityPolicy> found = policies.stream()
                .filter(policy -> names.stream().allMatch(name -> policy.isNamed(SpifReading.uri(name))))
                .toList();
        return found.size() == 1 && !names.isEmpty()
                ? Outcome.yes(found.get(0))
                : Outcome.no(Reason.LABEL_UNKNOWN, found.size() + " policies at hand are named " + names);
    }

    private Outcome<Label> brief(DomElement root) {
        return policy(List.of(root.child("policy").text("id"))).then(policy -> {
            long code = root.child("classification").number("lacv");
            List<Outcome<Category>> found =
                    root.children("tag").stream().map(tag -> brief(policy, tag)).toList();
            Outcome<List<Category>> categories = Outcome.yes(List.of());
            for (Outcome<Category> one : found) {
                categories = categories.then(before -> one.map(next -> with(before, next)));
            }
            return categories.then(all -> policy.classifications().stream()
                    .filter(one -> one.code() == code)
                    .findFirst()
                    .map(one -> policy.check(new Label(policy.id(), one.name(), all)))
                    .orElseGet(() -> Outcome.no(
                            Reason.LABEL_UNKNOWN, "policy " + policy.name() + " has no classification " + code)));
        });
    }

    private static List<Category> with(List<Category> before, Category next) {
        List<Category> all = new ArrayList<>(before);
        all.add(next);
        return all;
    }

    private static Outcome<Category> brief(SecurityPolicy policy, DomElement element) {
        TagType type = switch (element.text("type")) {
            case "restrictive", "enumeratedRestrictive" -> TagType.RESTRICTIVE;
            case "permissive", "enumeratedPermissive" -> TagType.PERMISSIVE;
            case "informative" -> TagType.INFORMATIVE;
            default -> throw new IllegalArgumentException("tag type " + element.text("type"));
        };
        String id = SpifReading.uri(element.text("id"));
        long code = element.number("lacv");
        return policy.tags().stream()
                .filter(tag -> tag.id().equals(id) && tag.type() == type)
                .flatMap(tag -> tag.values().stream()
                        .filter(value -> value.code() == code)
                        .map(tag::category))
                .findFirst()
                .map(Outcome::yes)
                .orElseGet(() -> Outcome.no(
                        Reason.LABEL_UNKNOWN, "policy " + policy.name() + " has no value " + code + " in " + id));
    }
}
