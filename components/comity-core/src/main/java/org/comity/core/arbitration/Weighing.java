package org.comity.core.arbitration;

import java.util.Optional;
import org.comity.core.agreement.Agreement;
import org.comity.core.agreement.AuthorityEntry;
import org.comity.core.agreement.Region;
import org.comity.core.agreement.WeightRule;
import org.comity.core.authority.AuthorityId;
import org.comity.core.contention.Fact;
import org.comity.core.contention.Group;

/** The values that the agreement's own tables give to a candidate. The location is the group's, the same for all. */
record Weighing(Agreement agreement, Group group) {

    long priority(Fact fact) {
        return agreement
                .authority(fact.authority())
                .map(AuthorityEntry::priority)
                .orElse(0);
    }

    long weight(Fact fact) {
        long sum = 0;
        for (WeightRule rule : agreement.weights()) {
            boolean named = rule.authority().map(fact.authority()::equals).orElse(true);
            sum += named && applies(rule.when(), fact) ? rule.add() : 0;
        }
        return sum;
    }

    long jurisdiction(Fact fact) {
        return inOwnRegion(Optional.of(fact.authority())) ? 1 : 0;
    }

    private boolean applies(WeightRule.When when, Fact fact) {
        Optional<AuthorityId> owner = agreement.ownerOf(fact.feature().scheme()).map(AuthorityEntry::authority);
        return switch (when) {
            case ALWAYS -> true;
            case OWNS_ID -> owner.filter(fact.authority()::equals).isPresent();
            case IN_OWN_REGION -> inOwnRegion(Optional.of(fact.authority()));
            case ID_OWNER_IN_OWN_REGION -> inOwnRegion(owner);
        };
    }

    private boolean inOwnRegion(Optional<AuthorityId> authority) {
        return authority.isPresent()
                && group.location()
                        .flatMap(agreement::regionOf)
                        .map(Region::authority)
                        .equals(authority);
    }
}
