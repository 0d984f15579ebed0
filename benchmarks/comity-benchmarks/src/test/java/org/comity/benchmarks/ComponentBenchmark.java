package org.comity.benchmarks;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.apache.camel.Exchange;
import org.apache.camel.Producer;
import org.apache.camel.impl.DefaultCamelContext;
import org.comity.core.agreement.Agreement;
import org.comity.core.authority.AuthorityId;
import org.comity.core.mesh.Octets;
import org.comity.core.observation.ObservedProperty;
import org.comity.core.reconcile.BoundaryAgent;
import org.comity.core.reconcile.Recorded;
import org.comity.testkit.LocalMeshes;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** What a Camel component adds to the call of the engine that it makes: the stage that does the least, with it and without. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class ComponentBenchmark {
    private final DefaultCamelContext camel = new DefaultCamelContext();
    private Recorded recorded;
    private Producer producer;
    private Exchange exchange;

    /** Starts Camel with one agent. */
    @Setup
    public void prepare() throws Exception {
        LocalMeshes meshes = LocalMeshes.of("county", "state");
        AuthorityId sheriff = new AuthorityId("urn:authority:sheriff");
        Agreement agreement = meshes.sketch()
                .authority(sheriff, meshes.mesh("county"), 0, "urn:sheriff")
                .domain("road-state", "urn:roads", new ObservedProperty("urn:properties", "road-state"))
                .agree();
        BoundaryAgent agent = meshes.mesh("county").agent(agreement);
        recorded = agent.take(Octets.of("nonsense".getBytes(StandardCharsets.UTF_8)));
        camel.getRegistry().bind("roads", agent);
        camel.start();
        producer = camel.getEndpoint("comity-project:roads").createProducer();
        producer.start();
        exchange = producer.getEndpoint().createExchange();
    }

    /** Stops Camel. */
    @TearDown
    public void stop() {
        camel.stop();
    }

    /** The engine alone. */
    @Benchmark
    public Object engineAlone() {
        return recorded.delta();
    }

    /** The same by the component. */
    @Benchmark
    public Object component() throws Exception {
        exchange.getMessage().setBody(recorded);
        producer.process(exchange);
        return exchange.getMessage().getBody();
    }
}
