package org.comity.camel;

import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.apache.camel.spi.annotations.Component;
import org.apache.camel.support.DefaultComponent;
import org.jspecify.annotations.Nullable;

/** The stages of the flow, one scheme each. */
@Component("comity-verify,comity-translate,comity-admit,comity-order,comity-detect,comity-arbitrate,comity-record,"
        + "comity-project")
public final class StageComponent extends DefaultComponent {
    private volatile @Nullable String scheme;

    /** The one scheme that this instance serves: a tracer names its spans so, after the stage and not after the first of all. */
    @Override
    public String getDefaultName() {
        String own = scheme;
        return own == null ? super.getDefaultName() : own;
    }

    @Override
    protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) throws Exception {
        String own = uri.substring(0, uri.indexOf(':'));
        scheme = own;
        Stage stage = Stage.ofScheme(own).orElseThrow();
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
