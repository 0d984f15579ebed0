package org.comity.camel;

import java.util.Map;
import org.apache.camel.Endpoint;
import org.apache.camel.spi.annotations.Component;
import org.apache.camel.support.DefaultComponent;

/** Makes observations. */
@Component("comity-observe")
public final class ObserveComponent extends DefaultComponent {
    @Override
    protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) throws Exception {
        ObserveEndpoint endpoint = new ObserveEndpoint(uri, this);
        endpoint.setMesh(remaining);
        setProperties(endpoint, parameters);
        return endpoint;
    }
}
