package org.comity.camel;

import java.util.List;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.CamelContextAware;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.spi.annotations.HealthCheck;
import org.jspecify.annotations.Nullable;

/**
 * Whether the agents can be read and nothing asks for an operator at once. Down where an encounter is quarantined, a mesh has
 * shown two histories or a custom comparator gives no answer; being apart on purpose is no fault. It needs Camel's API alone: where an application has no camel-health,
 * some runtimes load it all the same.
 */
@HealthCheck("comity-check")
public final class ComityHealthCheck implements org.apache.camel.health.HealthCheck, CamelContextAware {
    private static final String NAME = "comity";

    private @Nullable CamelContext context;
    private boolean enabled = true;

    /** For Camel. */
    public ComityHealthCheck() {}

    @Override
    public @Nullable CamelContext getCamelContext() {
        return context;
    }

    @Override
    public void setCamelContext(CamelContext context) {
        this.context = context;
    }

    @Override
    public String getId() {
        return NAME;
    }

    @Override
    public String getGroup() {
        return NAME;
    }

    @Override
    public boolean isEnabled() {
        return enabled;
    }

    @Override
    public void setEnabled(boolean enabled) {
        this.enabled = enabled;
    }

    @Override
    public boolean isLiveness() {
        return false;
    }

    @Override
    public Result call(Map<String, Object> options) {
        HealthCheckResultBuilder builder = HealthCheckResultBuilder.on(this);
        CamelContext present = context;
        if (!enabled || present == null) {
            return builder.unknown().build();
        }
        try {
            read(builder.up(), present);
        } catch (RuntimeException e) {
            builder.down().message("an agent or its store cannot be read").error(e);
        }
        return builder.build();
    }

    private static void read(HealthCheckResultBuilder builder, CamelContext context) {
        Standing.partitions(context).forEach((name, now) -> {
            builder.detail(name + ".mode", now.mode().name());
            if (!now.isIntended()) {
                builder.down()
                        .message("the encounter " + name + " is " + now.mode() + ": "
                                + now.turn().why());
            }
        });
        List<String> channels = Standing.channels(context);
        Standing.agents(context).forEach((name, agent) -> {
            Standing now = Standing.of(agent, channels);
            builder.detail(name + ".picture", now.picture().hex())
                    .detail(name + ".ledger", now.ledger())
                    .detail(name + ".escalations", now.escalations());
            agent.current()
                    .detected()
                    .suspensions()
                    .forEach((domain, reason) -> builder.down()
                            .message("the domain " + domain + " of " + name + " is suspended here: " + reason));
            now.faults()
                    .equivocations()
                    .forEach(one -> builder.down().message("the mesh " + one.mesh() + " has shown two histories"));
        });
    }
}
