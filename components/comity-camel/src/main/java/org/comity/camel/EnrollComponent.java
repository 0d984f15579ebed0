package org.comity.camel;

import java.util.Map;
import org.apache.camel.Endpoint;
import org.apache.camel.spi.annotations.Component;
import org.apache.camel.support.DefaultComponent;

/** Opens sessions and chooses modes. */
@Component("comity-enroll,comity-partition")
public final class EnrollComponent extends DefaultComponent {
    @Override
    protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) throws Exception {
        EnrollEndpoint endpoint = new EnrollEndpoint(uri, this);
        endpoint.setEncounter(remaining);
        endpoint.setOperation(
                uri.startsWith("comity-enroll") ? EnrollEndpoint.Operation.ENROLL : EnrollEndpoint.Operation.STATUS);
        setProperties(endpoint, parameters);
        return endpoint;
    }
}
