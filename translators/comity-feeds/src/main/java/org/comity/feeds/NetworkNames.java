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
 * How the names of a seismic network become names on the wire. Each network has schemes of its own, so that nothing is
 * equal by spelling: only a crosswalk makes two networks' properties one, only an association two networks' events.
 *
 * @param base URI that all schemes start with, for example {@code urn:quake}
 * @param authorities the authority behind a network code in lower case; empty for a network that this side does not speak for
 */
public record NetworkNames(String base, Function<String, Optional<AuthorityId>> authorities) {

    public NetworkNames {
        Name.requireUri(base, "base");
        Objects.requireNonNull(authorities, "authorities");
    }

    /** Who answers for what the network sends. */
    public Optional<AuthorityId> authority(String network) {
        return authorities.apply(network);
    }

    /** Scheme {@code <base>:event:<owner>}, value the owner's own event code. */
    public FeatureOfInterest event(String owner, String code) {
        return new FeatureOfInterest(base + ":event:" + owner, code);
    }

    /** Scheme {@code <base>:property:<network>}, value the product type, for example {@code origin}. */
    public ObservedProperty property(String network, String type) {
        return new ObservedProperty(base + ":property:" + network, type);
    }

    /** Scheme {@code <base>:magnitude-type:<network>}, value as the network spells it. */
    public Term magnitudeType(String network, String value) {
        return new Term(base + ":magnitude-type:" + network, value);
    }
}
