package org.comity.spring;

import org.comity.core.partition.Mode;
import org.comity.core.reconcile.Arbitrated;
import org.comity.site.Site;
import org.springframework.boot.actuate.health.AbstractHealthIndicator;
import org.springframework.boot.actuate.health.Health;

/** Where the site stands. Every mode but QUARANTINED is healthy: being apart on purpose is no fault. */
final class SiteHealth extends AbstractHealthIndicator {
    private final Site site;

    SiteHealth(Site site) {
        super("the site cannot be read");
        this.site = site;
    }

    @Override
    protected void doHealthCheck(Health.Builder health) {
        Arbitrated current = site.agent().current();
        Mode mode = site.encounter().map(one -> one.mode()).orElse(Mode.DISCONNECTED);
        (mode == Mode.QUARANTINED ? health.outOfService() : health.up())
                .withDetail("mode", mode.name())
                .withDetail("picture", current.picture().digest().hex())
                .withDetail("missing", current.detected().ordered().missing().size())
                .withDetail("refused", site.agent().refused().size())
                .withDetail("ledger", site.agent().node().ledger().size());
    }
}
