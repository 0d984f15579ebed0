package org.comity.core.observation;

import java.util.List;
import java.util.Objects;
import org.comity.core.mesh.Name;
import org.comity.core.mesh.Octets;

/**
 * What was seen (SOSA {@code hasResult}), in the maker's own form.
 *
 * @param mediaType RFC 6838 type; says how to read the content
 * @param content the octets as they came, at most {@value #SIZE_MAX}
 * @param terms coded terms inside the content, for translation, in the order of the core
 */
public record Result(String mediaType, Octets content, List<Term> terms) {

    /** The largest content, in octets. */
    public static final int SIZE_MAX = 2 * 1024 * 1024;

    /** The most coded terms. */
    public static final int TERMS_MAX = 64;

    public Result {
        Name.require(mediaType, "mediaType");
        Objects.requireNonNull(content, "content");
        terms = List.copyOf(terms);
        if (content.size() > SIZE_MAX || terms.size() > TERMS_MAX) {
            throw new IllegalArgumentException(
                    "a result has at most " + SIZE_MAX + " octets and " + TERMS_MAX + " terms");
        }
    }
}
