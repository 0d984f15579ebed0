package org.comity.core.observation;

import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import org.comity.core.mesh.Name;

/**
 * A confidentiality label (after ADatP-4774) as its originator wrote it: the policy that defines it, the classification under
 * that policy, and categories. What the names mean is the policy's to say; equal names of two policies mean nothing.
 *
 * @param policy its name, or its identifier as a URI such as {@code urn:oid:1.3.26.1.3.1}
 * @param categories at most {@link #CATEGORIES_MAX}, no two equal, in the order of the originator
 */
public record Label(String policy, String classification, List<Category> categories) {
    /** The most categories of one label. */
    public static final int CATEGORIES_MAX = 256;

    /** How a tag bears on access (ADatP-4774, 2.4.4; ITU-T X.841). */
    public enum TagType {
        /** A reader needs every one of its values. */
        RESTRICTIVE,
        /** A reader needs one of its values. */
        PERMISSIVE,
        /** Says how to handle; bars nobody. */
        INFORMATIVE
    }

    /** One value of one tag. */
    public record Category(String tag, TagType type, String value) {
        public Category {
            Name.require(tag, "tag");
            Objects.requireNonNull(type, "type");
            Name.require(value, "value");
        }
    }

    public Label {
        Name.require(policy, "policy");
        Name.require(classification, "classification");
        categories = List.copyOf(categories);
        if (categories.size() > CATEGORIES_MAX || new HashSet<>(categories).size() < categories.size()) {
            throw new IllegalArgumentException("a label has at most " + CATEGORIES_MAX + " categories, all different");
        }
    }

    /** A label without categories. */
    public Label(String policy, String classification) {
        this(policy, classification, List.of());
    }
}
