package org.comity.core.taxonomy;

import java.util.Objects;
import org.comity.core.mesh.Name;
import org.comity.core.observation.Term;

/**
 * A statement that one name relates to another (SSSOM, SKOS). Its direction is from subject to object.
 *
 * @param justification SEMAPV URI: how the relation was found
 * @param confidencePermille 0 to 1000
 */
public record Equivalence(
        Kind kind, Term subject, Predicate predicate, Term object, String justification, int confidencePermille) {

    /** What kind of name is related. */
    public enum Kind {
        /** Names of authorities. */
        AUTHORITY,
        /** Names of observed properties. */
        PROPERTY,
        /** Coded terms inside results. */
        TERM,
        /** Names of features of interest. */
        FEATURE
    }

    /** The SKOS relation. */
    public enum Predicate {
        /** skos:exactMatch. */
        EXACT,
        /** skos:broadMatch: the object is broader. */
        BROADER,
        /** skos:narrowMatch: the object is narrower. */
        NARROWER,
        /** SSSOM predicate modifier Not on exactMatch. */
        NOT
    }

    public Equivalence {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(subject, "subject");
        Objects.requireNonNull(predicate, "predicate");
        Objects.requireNonNull(object, "object");
        Name.requireUri(justification, "justification");
        if (subject.equals(object)) {
            throw new IllegalArgumentException("an equivalence relates two different names");
        }
        if (confidencePermille < 0 || confidencePermille > 1_000) {
            throw new IllegalArgumentException("confidence is 0 to 1000 permille");
        }
    }
}
