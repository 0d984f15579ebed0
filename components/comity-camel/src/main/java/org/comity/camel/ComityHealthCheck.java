package org.comity.camel;

import java.util.List;
import java.util.Map;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.impl.health.AbstractHealthCheck;
import org.apache.camel.spi.annotations.HealthCheck;
import org.comity.core.partition.Mode;

/**
 * Whether the agents can be read and nothing asks for an operator at once. Down where an encounter is quarantined or a mesh has
 * shown two histories; being apart on purpose is no fault.
 */
@HealthCheck("comity-check")
public final class ComityHealthCheck extends AbstractHealthCheck {
    /** For Camel. */
    public ComityHealthCheck() {
        super("comity", "comity");
    }

    @Override
    public boolean isLiveness() {
        return false;
    }

    @Override
    protected void doCall(HealthCheckResultBuilder builder, Map<String, Object> options) {
        builder.up();
        Standing.modes(getCamelContext()).forEach((name, mode) -> {
            builder.detail(name + ".mode", mode.name());
            if (mode == Mode.QUARANTINED) {
                builder.down().message("the encounter " + name + " is quarantined");
            }
        });
        List<String> channels = Standing.channels(getCamelContext());
        Standing.agents(getCamelContext()).forEach((name, agent) -> {
            Standing now = Standing.of(agent, channels);
            builder.detail(name + ".picture", now.picture().hex())
                    .detail(name + ".ledger", now.ledger())
                    .detail(name + ".escalations", now.escalations());
            now.faults()
                    .equivocations()
                    .forEach(one -> builder.down().message("the mesh " + one.mesh() + " has shown two histories"));
        });
    }
}
