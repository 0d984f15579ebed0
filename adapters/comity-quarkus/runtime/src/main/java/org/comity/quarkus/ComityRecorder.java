package org.comity.quarkus;

import io.quarkus.runtime.RuntimeValue;
import io.quarkus.runtime.ShutdownContext;
import io.quarkus.runtime.annotations.Recorder;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.TreeMap;
import org.apache.camel.CamelContext;
import org.comity.site.Site;
import org.comity.site.SiteSettings;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;

/** Opens the site that {@code comity.folder} names, before routes start. */
@Recorder
public class ComityRecorder {
    private static final String FOLDER = SiteSettings.PREFIX + "folder";

    /** For Quarkus. */
    public ComityRecorder() {}

    /** Binds the site's parts in Camel's registry; the site is closed after Camel stopped. */
    public void open(RuntimeValue<CamelContext> camel, ShutdownContext shutdown) {
        Config config = ConfigProvider.getConfig();
        if (config.getOptionalValue(FOLDER, String.class).isEmpty()) {
            return;
        }
        Map<String, String> settings = new TreeMap<>();
        for (String name : config.getPropertyNames()) {
            if (name.startsWith(SiteSettings.PREFIX)) {
                config.getOptionalValue(name, String.class).ifPresent(value -> settings.put(name, value));
            }
        }
        Site site = Site.open(SiteSettings.of(settings, Path.of("")), Clock.systemUTC());
        site.beans().forEach(camel.getValue().getRegistry()::bind);
        shutdown.addLastShutdownTask(site::close);
    }
}
