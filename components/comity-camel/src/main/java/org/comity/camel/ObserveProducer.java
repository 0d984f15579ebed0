package org.comity.camel;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.camel.Exchange;
import org.apache.camel.InvalidPayloadException;
import org.apache.camel.support.DefaultProducer;
import org.comity.core.mesh.Octets;
import org.comity.core.observation.Draft;
import org.comity.core.observation.FeatureOfInterest;
import org.comity.core.observation.ObservedProperty;
import org.comity.core.observation.PhenomenonTime;
import org.comity.core.observation.Result;
import org.comity.core.reconcile.MeshNode;
import org.comity.core.reconcile.Voice;

final class ObserveProducer extends DefaultProducer {
    private final MeshNode node;
    private final Voice voice;

    ObserveProducer(ObserveEndpoint endpoint, MeshNode node, Voice voice) {
        super(endpoint);
        this.node = node;
        this.voice = voice;
    }

    @Override
    public void process(Exchange exchange) throws InvalidPayloadException {
        exchange.getMessage().setBody(node.observe(drafts(exchange), voice));
    }

    private List<Draft> drafts(Exchange exchange) throws InvalidPayloadException {
        Object body = exchange.getMessage().getMandatoryBody();
        if (body instanceof Draft draft) {
            return List.of(draft);
        }
        if (body instanceof List<?> list && list.stream().allMatch(Draft.class::isInstance)) {
            List<Draft> drafts = new ArrayList<>();
            list.forEach(one -> drafts.add((Draft) one));
            return drafts;
        }
        return List.of(draft(exchange));
    }

    private Draft draft(Exchange exchange) throws InvalidPayloadException {
        ObserveEndpoint endpoint = (ObserveEndpoint) getEndpoint();
        String[] feature = name(exchange, endpoint.getFeature(), "feature");
        String[] property = name(exchange, endpoint.getProperty(), "property");
        byte[] content = exchange.getMessage().getMandatoryBody(byte[].class);
        return new Draft(
                voice.authority(),
                new FeatureOfInterest(feature[0], feature[1]),
                new ObservedProperty(property[0], property[1]),
                PhenomenonTime.at(Instant.parse(evaluate(exchange, endpoint.getTime()))),
                Optional.empty(),
                Optional.empty(),
                new Result(endpoint.getMediaType(), Octets.of(content), List.of()),
                String.join(" ", feature) + " " + String.join(" ", property),
                OptionalLong.empty(),
                Draft.Standing.STANDS,
                exchange.getExchangeId());
    }

    private static String[] name(Exchange exchange, String expression, String option) {
        String[] parts = evaluate(exchange, expression).split(" ", 2);
        if (parts.length != 2) {
            throw new IllegalArgumentException(
                    "comity-observe: the option " + option + " must give a scheme and a value, parted by a space");
        }
        return parts;
    }

    private static String evaluate(Exchange exchange, String expression) {
        String value = exchange.getContext()
                .resolveLanguage("simple")
                .createExpression(expression)
                .evaluate(exchange, String.class);
        return value == null ? "" : value;
    }
}
