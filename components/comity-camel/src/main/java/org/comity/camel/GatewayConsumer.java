package org.comity.camel;

import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.support.DefaultConsumer;
import org.comity.core.mesh.Octets;
import org.jspecify.annotations.Nullable;

final class GatewayConsumer extends DefaultConsumer {
    private Channel.@Nullable Subscription subscription;

    GatewayConsumer(GatewayEndpoint endpoint, Processor processor) {
        super(endpoint, processor);
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        subscription = ((GatewayEndpoint) getEndpoint()).way().take(this::arrived);
    }

    @Override
    protected void doStop() throws Exception {
        if (subscription != null) {
            subscription.close();
            subscription = null;
        }
        super.doStop();
    }

    private boolean arrived(Octets octets) {
        Exchange exchange = createExchange(false);
        try {
            exchange.getMessage().setBody(octets.bytes());
            getProcessor().process(exchange);
        } catch (Exception e) {
            exchange.setException(e);
        }
        if (exchange.getException() != null) {
            getExceptionHandler().handleException("a consignment will come again", exchange, exchange.getException());
        }
        boolean done = exchange.getException() == null;
        releaseExchange(exchange, false);
        return done;
    }
}
