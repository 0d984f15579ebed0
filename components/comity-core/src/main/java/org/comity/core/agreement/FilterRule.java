package org.comity.core.agreement;

import java.util.Objects;
import java.util.Optional;
import org.comity.core.authority.AttestationTier;
import org.comity.core.authority.AuthorityId;

/**
 * One rule of the admissibility filter. Default deny; a forbidding rule wins over every permitting one.
 *
 * @param authority empty for every authority
 * @param domain empty for every domain
 * @param tierMin the rule applies from this tier on
 */
public record FilterRule(
        Effect effect, Optional<AuthorityId> authority, Optional<String> domain, AttestationTier tierMin) {

    /** What a rule that applies does. */
    public enum Effect {
        PERMIT,
        FORBID
    }

    public FilterRule {
        Objects.requireNonNull(effect, "effect");
        Objects.requireNonNull(authority, "authority");
        Objects.requireNonNull(domain, "domain");
        Objects.requireNonNull(tierMin, "tierMin");
    }

    /** Whether the rule speaks about this candidate. */
    public boolean applies(AuthorityId who, String where, AttestationTier tier) {
        return authority.map(who::equals).orElse(true)
                && domain.map(where::equals).orElse(true)
                && tier.compareTo(tierMin) >= 0;
    }
}
