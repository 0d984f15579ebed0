package org.comity.spring;

import org.comity.site.Site;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.context.annotation.Bean;

/** Shows the site to the actuator, where there is one. */
@AutoConfiguration(after = ComityAutoConfiguration.class)
@ConditionalOnClass(HealthIndicator.class)
public class ComityHealthAutoConfiguration {
    /** For Spring. */
    public ComityHealthAutoConfiguration() {}

    /** Where the site stands. */
    @Bean
    @ConditionalOnBean(Site.class)
    public HealthIndicator comityHealthIndicator(Site site) {
        return new SiteHealth(site);
    }
}
