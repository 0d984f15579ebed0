package org.comity.camel;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.apache.camel.NamedNode;
import org.apache.camel.Route;
import org.apache.camel.model.EndpointRequiredDefinition;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.support.LifecycleStrategySupport;

/** Fails the start of a route whose stages are missing or out of order. */
final class StageOrder extends LifecycleStrategySupport {
    @Override
    public void onRoutesAdd(Collection<Route> routes) {
        for (Route route : routes) {
            NamedNode node = route.getRoute();
            if (node instanceof RouteDefinition definition) {
                check(definition.getRouteId(), stages(definition.getOutputs()));
            }
        }
    }

    private static List<Stage> stages(List<ProcessorDefinition<?>> outputs) {
        List<Stage> stages = new ArrayList<>();
        for (ProcessorDefinition<?> output : outputs) {
            if (output instanceof EndpointRequiredDefinition to) {
                String uri = to.getEndpointUri();
                int colon = uri == null ? -1 : uri.indexOf(':');
                if (colon > 0) {
                    Stage.ofScheme(uri.substring(0, colon)).ifPresent(stages::add);
                }
            }
            stages.addAll(stages(output.getOutputs()));
        }
        return stages;
    }

    private static void check(String route, List<Stage> stages) {
        for (int i = 0; i < stages.size(); i++) {
            if (stages.get(i).ordinal() != i) {
                throw new IllegalArgumentException("route " + route + ": "
                        + stages.get(i).scheme() + " stands where " + Stage.values()[i].scheme() + " belongs");
            }
        }
        if (!stages.isEmpty() && stages.size() <= Stage.RECORD.ordinal()) {
            throw new IllegalArgumentException(
                    "route " + route + ": it ends before comity-record, so nothing of it would be kept");
        }
    }
}
