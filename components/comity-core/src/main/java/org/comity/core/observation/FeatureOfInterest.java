package org.comity.core.observation;

import org.comity.core.mesh.Name;

/**
 * What an observation is about (SOSA {@code hasFeatureOfInterest}).
 *
 * @param scheme URI of the naming scheme
 * @param value the name inside the scheme; equal strings of two schemes are never evidence
 */
public record FeatureOfInterest(String scheme, String value) implements Comparable<FeatureOfInterest> {

    public FeatureOfInterest {
        Name.requireUri(scheme, "scheme");
        Name.require(value, "value");
    }

    /** Scheme, {@code #} and value. */
    public String name() {
        return scheme + "#" + value;
    }

    @Override
    public int compareTo(FeatureOfInterest that) {
        int order = scheme.compareTo(that.scheme);
        return order != 0 ? order : value.compareTo(that.value);
    }

    @Override
    public String toString() {
        return name();
    }
}
