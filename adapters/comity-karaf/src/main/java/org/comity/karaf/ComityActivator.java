package org.comity.karaf;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;

/** Runs what {@code etc/comity} holds, settings and routes, for as long as the bundle is started. */
public final class ComityActivator implements BundleActivator {
    private @Nullable RoutesFolder routes;

    /** For the framework. */
    public ComityActivator() {}

    @Override
    public void start(BundleContext context) throws Exception {
        String etc = context.getProperty("karaf.etc");
        if (etc == null) {
            throw new IllegalStateException("karaf.etc is not set: this bundle reads its routes from there");
        }
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        // Camel and JAXB find their parts by this loader, which sees everything that the bundle embeds
        thread.setContextClassLoader(ComityActivator.class.getClassLoader());
        try {
            routes = RoutesFolder.start(Path.of(etc).resolve("comity"));
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    @Override
    public void stop(BundleContext context) {
        if (routes != null) {
            routes.close();
            routes = null;
        }
    }
}
