package org.comity.feeds;

import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.comity.core.authority.AuthorityId;
import org.comity.core.mesh.Name;
import org.comity.core.observation.FeatureOfInterest;
import org.comity.core.observation.ObservedProperty;
import org.comity.core.observation.Term;

/**
 * How alerts become names on the wire.
 *
 * @param base URI that all schemes start with, for example {@code urn:example:alerts}
 * @param authorities the authority behind a sender as it spells itself; empty for one that this side does not speak for
 */
public record CapNames(String base, Function<String, Optional<AuthorityId>> authorities) {

    public CapNames {
        Name.requireUri(base, "base");
        Objects.requireNonNull(authorities, "authorities");
    }

    /** Who answers for what the sender says. */
    public Optional<AuthorityId> authority(String sender) {
        return authorities.apply(sender);
    }

    /** Scheme {@code <base>:alert}, value {@code sender,identifier} of the first message of the alert. */
    public FeatureOfInterest alert(String first) {
        return new FeatureOfInterest(base + ":alert", first);
    }

    /** Scheme {@code <base>:status:<status>}, so that an exercise is another property than what is actual. */
    public ObservedProperty property(String status, String value) {
        return new ObservedProperty(base + ":status:" + status, value);
    }

    /** Scheme {@code <base>:<element>}, value as CAP spells it. */
    public Term term(String element, String value) {
        return new Term(base + ":" + element, value);
    }
}
