package org.comity.spring;

import java.util.Optional;
import org.comity.core.partition.Mode;
import org.comity.core.partition.Partition;
import org.comity.core.reconcile.Arbitrated;
import org.comity.core.reconcile.Encounter;
import org.comity.site.Site;
import org.springframework.boot.actuate.health.AbstractHealthIndicator;
import org.springframework.boot.actuate.health.Health;

/** Where the site stands. Every mode that a person chose is healthy: being apart on purpose is no fault. */
final class SiteHealth extends AbstractHealthIndicator {
    private final Site site;

    SiteHealth(Site site) {
        super("the site cannot be read");
        this.site = site;
    }

    @Override
    protected void doHealthCheck(Health.Builder health) {
        Arbitrated current = site.agent().current();
        Optional<Partition> partition = site.encounter().map(Encounter::partition);
        boolean intended = partition.map(Partition::isIntended).orElse(true);
        (intended ? health.up() : health.outOfService())
                .withDetail(
                        "mode",
                        partition.map(Partition::mode).orElse(Mode.DISCONNECTED).name())
                .withDetail("picture", current.picture().digest().hex())
                .withDetail("missing", current.detected().ordered().missing().size())
                .withDetail("refused", site.agent().refused().size())
                .withDetail("ledger", site.agent().node().ledger().size());
    }
}
