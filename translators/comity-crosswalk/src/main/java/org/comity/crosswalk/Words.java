package org.comity.crosswalk;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.comity.core.taxonomy.Equivalence;
import org.comity.core.taxonomy.Equivalence.Predicate;

/** The words that mapping sets use for what the core knows. */
final class Words {
    static final String SKOS = "http://www.w3.org/2004/02/skos/core#";
    static final String SSSOM = "https://w3id.org/sssom/";

    private static final int SHOWN_MAX = 80;
    private static final Map<Predicate, String> PREDICATES = Map.of(
            Predicate.EXACT, "exactMatch",
            Predicate.BROADER, "broadMatch",
            Predicate.NARROWER, "narrowMatch",
            Predicate.CLOSE, "closeMatch",
            Predicate.RELATED, "relatedMatch");

    private Words() {}

    /** The relation that a SKOS mapping property states. */
    static Optional<Predicate> predicate(String iri) {
        return PREDICATES.entrySet().stream()
                .filter(one -> iri.equals(SKOS + one.getValue()))
                .map(Map.Entry::getKey)
                .findFirst();
    }

    /** The SKOS mapping property, without its namespace; that of an exact match for what denies one. */
    static String property(Predicate predicate) {
        return PREDICATES.getOrDefault(predicate, "exactMatch");
    }

    /** A text of the input as a sentence quotes it: its beginning, on one line. */
    static String shown(String text) {
        String line = text.replaceAll("[\\p{Cc}\\p{Cf}\\p{Cs}]", "?");
        return line.length() > SHOWN_MAX ? line.substring(0, SHOWN_MAX) + "..." : line;
    }

    /** Whether every character is whole: half of a surrogate pair cannot be written in UTF-8. */
    static boolean isWhole(String text) {
        return text.codePoints().noneMatch(ch -> ch >= Character.MIN_SURROGATE && ch <= Character.MAX_SURROGATE);
    }

    /** A constant in lower case. */
    static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    /** The constant of that word. */
    static <E extends Enum<E>> Optional<E> constant(Class<E> type, String word) {
        return Arrays.stream(type.getEnumConstants())
                .filter(one -> word(one).equals(word))
                .findFirst();
    }

    /**
     * The kind of names of that word.
     *
     * @throws IllegalArgumentException when it is none
     */
    static Equivalence.Kind kind(String word) {
        return constant(Equivalence.Kind.class, word)
                .orElseThrow(
                        () -> new IllegalArgumentException("a kind is authority, property, term, feature or unit"));
    }
}
