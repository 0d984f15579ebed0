package org.comity.camel;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.camel.Exchange;
import org.apache.camel.InvalidPayloadException;
import org.apache.camel.support.DefaultProducer;
import org.comity.core.authority.AuthorityId;
import org.comity.core.boundary.Refusal;
import org.comity.core.mesh.Octets;
import org.comity.core.observation.Draft;
import org.comity.core.observation.FeatureOfInterest;
import org.comity.core.observation.ObservedProperty;
import org.comity.core.observation.PhenomenonTime;
import org.comity.core.observation.Result;
import org.comity.core.reconcile.MeshNode;
import org.comity.core.reconcile.Observed;
import org.comity.core.reconcile.Reading;
import org.comity.core.reconcile.Voice;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

final class ObserveProducer extends DefaultProducer {
    private static final Logger LOG = LoggerFactory.getLogger(ObserveProducer.class);
    private static final int WARNINGS_MAX = 10;

    private final MeshNode node;
    private final Optional<Voice> voice;

    ObserveProducer(ObserveEndpoint endpoint, MeshNode node, Optional<Voice> voice) {
        super(endpoint);
        this.node = node;
        this.voice = voice;
    }

    @Override
    public void process(Exchange exchange) throws InvalidPayloadException {
        Object body = exchange.getMessage().getMandatoryBody();
        Reading reading = body instanceof Reading read ? read : new Reading(drafts(body, exchange), List.of());
        Observed observed = node.observe(reading, this::voice);
        warn(observed.setAside());
        exchange.getMessage().setBody(body instanceof Reading ? observed : observed.observations());
    }

    /** The voice that the endpoint names, else the one that is bound under the authority's own name. */
    private Optional<Voice> voice(AuthorityId authority) {
        return voice.or(() -> Optional.ofNullable(
                getEndpoint().getCamelContext().getRegistry().lookupByNameAndType(authority.urn(), Voice.class)));
    }

    private static void warn(List<Refusal> aside) {
        aside.stream()
                .limit(WARNINGS_MAX)
                .forEach(one -> LOG.warn("a record is set aside: {} {}", one.reason(), one.detail()));
        if (aside.size() > WARNINGS_MAX) {
            LOG.warn("{} more records are set aside", aside.size() - WARNINGS_MAX);
        }
    }

    private List<Draft> drafts(Object body, Exchange exchange) throws InvalidPayloadException {
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
        AuthorityId authority = voice.map(Voice::authority)
                .orElseThrow(() -> new IllegalArgumentException(
                        "comity-observe: a body that is no draft needs the option voice, which says whose word it is"));
        byte[] content = exchange.getMessage().getMandatoryBody(byte[].class);
        return new Draft(
                authority,
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
