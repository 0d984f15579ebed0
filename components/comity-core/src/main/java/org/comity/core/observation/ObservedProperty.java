package org.comity.core.observation;

import org.comity.core.mesh.Name;

/**
 * Which aspect of the feature was observed (SOSA {@code observedProperty}).
 *
 * @param scheme URI of the naming scheme
 * @param value the name inside the scheme; equal strings of two schemes are never evidence
 */
public record ObservedProperty(String scheme, String value) implements Comparable<ObservedProperty> {

    public ObservedProperty {
        Name.requireUri(scheme, "scheme");
        Name.require(value, "value");
    }

    /** Scheme, {@code #} and value. */
    public String name() {
        return scheme + "#" + value;
    }

    @Override
    public int compareTo(ObservedProperty that) {
        int order = scheme.compareTo(that.scheme);
        return order != 0 ? order : value.compareTo(that.value);
    }

    @Override
    public String toString() {
        return name();
    }
}
