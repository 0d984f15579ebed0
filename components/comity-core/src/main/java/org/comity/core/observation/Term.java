package org.comity.core.observation;

import org.comity.core.mesh.Name;

/**
 * A coded term that a result uses, named in the core so that translation sees it without knowing the media type.
 *
 * @param scheme URI of the naming scheme
 * @param value the name inside the scheme; equal strings of two schemes are never evidence
 */
public record Term(String scheme, String value) implements Comparable<Term> {

    public Term {
        Name.requireUri(scheme, "scheme");
        Name.require(value, "value");
    }

    /** Scheme, {@code #} and value. */
    public String name() {
        return scheme + "#" + value;
    }

    @Override
    public int compareTo(Term that) {
        int order = scheme.compareTo(that.scheme);
        return order != 0 ? order : value.compareTo(that.value);
    }

    @Override
    public String toString() {
        return name();
    }
}
