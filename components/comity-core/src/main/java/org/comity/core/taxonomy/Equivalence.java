package org.comity.core.taxonomy;

import java.util.Objects;
import java.util.Optional;
import org.comity.core.mesh.Digest;
import org.comity.core.mesh.Encoding;
import org.comity.core.mesh.Name;
import org.comity.core.observation.Term;

/**
 * A statement that one name relates to another (SSSOM, SKOS), from subject to object.
 *
 * @param object for {@link Predicate#NO_TERM} the scheme that has no such name, with the value {@value #NO_TERM_FOUND}
 * @param justification SEMAPV URI: how the relation was found
 * @param confidencePermille 0 to 1000
 * @param reviewer URI of who reviewed it
 * @param factor how many of the object's units one of the subject's is: of exact matches of units, and of them alone
 */
public record Equivalence(
        Kind kind,
        Term subject,
        Predicate predicate,
        Term object,
        String justification,
        int confidencePermille,
        Optional<String> reviewer,
        Use use,
        Optional<Ratio> factor) {

    /** The value that stands for no name (SSSOM). */
    public static final String NO_TERM_FOUND = "sssom:NoTermFound";

    /** What kind of name is related. Names are wire vocabulary: append, never rename. */
    public enum Kind {
        /** Names of authorities. */
        AUTHORITY,
        /** Names of observed properties. */
        PROPERTY,
        /** Coded terms inside results. */
        TERM,
        /** Names of features of interest. */
        FEATURE,
        /** Units of measure, which stand among the terms of a result. */
        UNIT
    }

    /** The relation. Names are wire vocabulary: append, never rename. */
    public enum Predicate {
        /** skos:exactMatch. */
        EXACT,
        /** skos:broadMatch: the object is broader. */
        BROADER,
        /** skos:narrowMatch: the object is narrower. */
        NARROWER,
        /** SSSOM predicate modifier Not on exactMatch. */
        NOT,
        /** skos:closeMatch. Shown, never followed. */
        CLOSE,
        /** skos:relatedMatch. Shown, never followed. */
        RELATED,
        /** sssom:NoTermFound: the other scheme has no exact match. */
        NO_TERM;

        /** The same relation, seen from the object. */
        public Predicate inverse() {
            return switch (this) {
                case BROADER -> NARROWER;
                case NARROWER -> BROADER;
                default -> this;
            };
        }
    }

    public Equivalence {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(subject, "subject");
        Objects.requireNonNull(predicate, "predicate");
        Objects.requireNonNull(object, "object");
        Name.requireUri(justification, "justification");
        reviewer.ifPresent(who -> Name.requireUri(who, "reviewer"));
        Objects.requireNonNull(use, "use");
        if (subject.equals(object) || subject.value().equals(NO_TERM_FOUND)) {
            throw new IllegalArgumentException("an equivalence relates two different names");
        }
        if ((predicate == Predicate.NO_TERM) != object.value().equals(NO_TERM_FOUND)) {
            throw new IllegalArgumentException(NO_TERM_FOUND + " is the object of no-term, and of it alone");
        }
        if (confidencePermille < 0 || confidencePermille > 1_000) {
            throw new IllegalArgumentException("confidence is 0 to 1000 permille");
        }
        if (factor.isPresent() != (kind == Kind.UNIT && predicate == Predicate.EXACT)) {
            throw new IllegalArgumentException("exact matches of units, and they alone, have a factor");
        }
        if (factor.filter(one -> one.numerator().signum() <= 0).isPresent()) {
            throw new IllegalArgumentException("a factor is positive");
        }
    }

    /** One that nobody is said to have reviewed, for every use; not an exact match of units. */
    public Equivalence(
            Kind kind, Term subject, Predicate predicate, Term object, String justification, int confidencePermille) {
        this(
                kind,
                subject,
                predicate,
                object,
                justification,
                confidencePermille,
                Optional.empty(),
                Use.FREE,
                Optional.empty());
    }

    /** What names this equivalence: SHA-256 of the encoding "comity-equivalence-v1" of all components in their order. */
    public Digest id() {
        return Encoding.of("comity-equivalence-v1")
                .text(kind.name())
                .text(subject.scheme())
                .text(subject.value())
                .text(predicate.name())
                .text(object.scheme())
                .text(object.value())
                .text(justification)
                .number(confidencePermille)
                .list(reviewer.stream().toList(), Encoding::text)
                .text(use.direction().name())
                .list(use.domain().stream().toList(), Encoding::text)
                .number(use.pathMax())
                .list(factor.stream().toList(), (out, one) -> out.text(one.toString()))
                .digest();
    }

    /** Whether names may be followed through it, and features and results be joined where it leads both ways. */
    public boolean isExact() {
        return predicate == Predicate.EXACT;
    }

    /** For people: subject, predicate, object. */
    @Override
    public String toString() {
        return subject + " " + predicate + " " + object
                + factor.map(one -> " x " + one).orElse("");
    }
}
