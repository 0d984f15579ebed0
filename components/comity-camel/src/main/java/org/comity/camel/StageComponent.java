package org.comity.camel;

import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.apache.camel.spi.annotations.Component;
import org.apache.camel.support.DefaultComponent;

/** The stages of the flow, one scheme each. */
@Component("comity-verify,comity-translate,comity-admit,comity-order,comity-detect,comity-arbitrate,comity-record,"
        + "comity-project")
public final class StageComponent extends DefaultComponent {
    @Override
    protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) throws Exception {
        Stage stage = Stage.ofScheme(uri.substring(0, uri.indexOf(':'))).orElseThrow();
        StageEndpoint endpoint = new StageEndpoint(uri, this, stage);
        endpoint.setAgreement(remaining);
        setProperties(endpoint, parameters);
        return endpoint;
    }

    @Override
    protected void doInit() throws Exception {
        super.doInit();
        CamelContext context = getCamelContext();
        if (context.getLifecycleStrategies().stream().noneMatch(StageOrder.class::isInstance)) {
            context.addLifecycleStrategy(new StageOrder());
        }
    }
}
