package org.comity.camel;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.apache.camel.NamedNode;
import org.apache.camel.Route;
import org.apache.camel.model.EndpointRequiredDefinition;
import org.apache.camel.model.KameletDefinition;
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
                StageSequence.fault(definition.getInput().getEndpointUri(), uris(definition.getOutputs()))
                        .ifPresent(fault -> {
                            throw new IllegalArgumentException("route " + definition.getRouteId() + ": " + fault);
                        });
            }
        }
    }

    private static List<String> uris(List<ProcessorDefinition<?>> outputs) {
        List<String> uris = new ArrayList<>();
        for (ProcessorDefinition<?> output : outputs) {
            if (output instanceof EndpointRequiredDefinition to && to.getEndpointUri() != null) {
                uris.add(to.getEndpointUri());
            } else if (output instanceof KameletDefinition kamelet) {
                uris.add("kamelet:" + kamelet.getName());
            }
            uris.addAll(uris(output.getOutputs()));
        }
        return uris;
    }
}
