package org.comity.spring;

import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.TreeMap;
import org.apache.camel.spi.CamelContextCustomizer;
import org.apache.camel.spring.boot.CamelAutoConfiguration;
import org.comity.site.Site;
import org.comity.site.SiteSettings;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;

/** Opens the site that {@code comity.folder} names and binds its parts before routes are loaded. */
@AutoConfiguration(before = CamelAutoConfiguration.class)
@ConditionalOnProperty("comity.folder")
public class ComityAutoConfiguration {
    /** For Spring. */
    public ComityAutoConfiguration() {}

    /** The site; Spring closes it after Camel stopped. */
    @Bean(destroyMethod = "close")
    @ConditionalOnMissingBean
    public Site comitySite(Environment environment) {
        Map<String, String> given = Binder.get(environment)
                .bind("comity", Bindable.mapOf(String.class, String.class))
                .orElse(Map.of());
        Map<String, String> settings = new TreeMap<>();
        given.forEach((name, value) -> settings.put(SiteSettings.PREFIX + name, value));
        return Site.open(SiteSettings.of(settings, Path.of("")), Clock.systemUTC());
    }

    /** Binds the site's parts in Camel's registry, where routes of any language find them by name. */
    @Bean
    public CamelContextCustomizer comityBeans(Site site) {
        return camel -> site.beans().forEach(camel.getRegistry()::bind);
    }
}
