package org.comity.xml;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What a policy file says of how one classification or category is shown to people.
 *
 * @param phrases in the order of the file
 */
record Marking(List<Phrase> phrases) {
    /** The codes of what stands at the top of a page. */
    static final Set<String> TOP = Set.of("pageTop", "pageTopBottom");

    private static final String REPLACES_POLICY = "replacePolicy";
    private static final String ENGLISH = "en";

    /**
     * One way to show it.
     *
     * @param language BCP 47, lower case; empty where the file names none
     * @param text empty where only codes are said
     */
    record Phrase(String language, String text, Set<String> codes) {
        Phrase {
            codes = Set.copyOf(codes);
        }
    }

    Marking {
        phrases = List.copyOf(phrases);
    }

    boolean has(String code) {
        return phrases.stream().anyMatch(phrase -> phrase.codes().contains(code));
    }

    /** What stands instead of the policy's name. */
    Optional<String> policy(String language) {
        return text(phrases.stream().filter(phrase -> phrase.codes().contains(REPLACES_POLICY)), language);
    }

    /** What stands at the top of a page, its name where nothing else is said. */
    Optional<String> top(String language, String name) {
        Optional<String> own =
                text(phrases.stream().filter(phrase -> phrase.codes().stream().anyMatch(TOP::contains)), language);
        return own.isPresent() || has("noNameDisplay") || has("noMarkingDisplay") ? own : Optional.of(name);
    }

    private static Optional<String> text(Stream<Phrase> among, String language) {
        return among.filter(phrase -> !phrase.text().isEmpty() && fit(phrase.language(), language) < Integer.MAX_VALUE)
                .min(Comparator.comparingInt(phrase -> fit(phrase.language(), language)))
                .map(Phrase::text);
    }

    /** How far the language of a phrase is from the one that is asked for; the largest number: another language. */
    static int fit(String of, String asked) {
        String wanted = asked.toLowerCase(Locale.ROOT);
        if (of.equals(wanted)) {
            return 0;
        }
        if (!of.isEmpty() && wanted.startsWith(of + "-")) {
            return 1;
        }
        return of.isEmpty() ? 2 : of.equals(ENGLISH) ? 3 : Integer.MAX_VALUE;
    }
}
