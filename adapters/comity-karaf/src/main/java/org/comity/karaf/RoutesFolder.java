package org.comity.karaf;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import org.apache.camel.main.Main;
import org.comity.site.Site;
import org.comity.site.SiteSettings;

/** The routes of a folder, running with the beans of the site that its {@code comity.properties} names. */
final class RoutesFolder implements AutoCloseable {
    private static final String TEMPLATES = "classpath:comity/routes/comity-boundary.yaml";

    private final Main main = new Main();
    private final Optional<Site> site;

    private RoutesFolder(Path folder, Map<String, String> settings) {
        boolean configured = settings.keySet().stream().anyMatch(name -> name.startsWith(SiteSettings.PREFIX));
        site = configured
                ? Optional.of(Site.open(SiteSettings.of(settings, folder), Clock.systemUTC()))
                : Optional.empty();
        site.ifPresent(one -> one.beans().forEach(main::bind));
        main.configure()
                .withName("comity")
                .withShutdownTimeout(10)
                .withRoutesIncludePattern(TEMPLATES + ",file:" + folder.toAbsolutePath() + "/*.yaml");
        settings.forEach((name, value) -> {
            if (!name.startsWith(SiteSettings.PREFIX)) {
                main.addInitialProperty(name, value);
            }
        });
    }

    static RoutesFolder start(Path folder) throws Exception {
        RoutesFolder routes = new RoutesFolder(folder, settings(folder.resolve("comity.properties")));
        try {
            routes.main.start();
            return routes;
        } catch (Exception e) {
            routes.close();
            throw e;
        }
    }

    private static Map<String, String> settings(Path file) throws IOException {
        Properties read = new Properties();
        if (Files.exists(file)) {
            try (Reader in = Files.newBufferedReader(file)) {
                read.load(in);
            }
        }
        Map<String, String> settings = new TreeMap<>();
        read.stringPropertyNames().forEach(name -> settings.put(name, read.getProperty(name)));
        return settings;
    }

    @Override
    public void close() {
        main.stop();
        site.ifPresent(Site::close);
    }
}
