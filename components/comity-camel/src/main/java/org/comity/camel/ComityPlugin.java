package org.comity.camel;

import io.micrometer.core.instrument.MeterRegistry;
import java.util.Set;
import org.apache.camel.CamelContext;
import org.apache.camel.spi.ContextServicePlugin;
import org.apache.camel.support.LifecycleStrategySupport;

/** Binds {@link ComityMeters} once Camel has started, where Micrometer is there and the registry holds a meter registry. */
public final class ComityPlugin implements ContextServicePlugin {
    private static final String METER_REGISTRY = "io.micrometer.core.instrument.MeterRegistry";

    /** For the service loader. */
    public ComityPlugin() {}

    @Override
    public void load(CamelContext context) {
        if (context.getClassResolver().resolveClass(METER_REGISTRY) != null) {
            context.addLifecycleStrategy(new LifecycleStrategySupport() {
                @Override
                public void onContextStarted(CamelContext started) {
                    Meters.bind(started);
                }
            });
        }
    }

    /** Apart, so that nothing of Micrometer is linked where there is none. */
    private static final class Meters {
        static void bind(CamelContext context) {
            Set<MeterRegistry> registries = context.getRegistry().findByType(MeterRegistry.class);
            registries.forEach(new ComityMeters(context)::bindTo);
        }
    }
}
