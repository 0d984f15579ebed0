package org.comity.camel;

import java.util.Map;
import org.apache.camel.Endpoint;
import org.apache.camel.spi.annotations.Component;
import org.apache.camel.support.DefaultComponent;

/** Lists what waits for people, and signs what they decide. */
@Component("comity-merge")
public final class MergeComponent extends DefaultComponent {
    @Override
    protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) throws Exception {
        MergeEndpoint endpoint = new MergeEndpoint(uri, this);
        endpoint.setAgreement(remaining);
        setProperties(endpoint, parameters);
        return endpoint;
    }
}
