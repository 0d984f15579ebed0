package org.comity.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.propagation.ContextPropagators;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.apache.camel.main.Main;
import org.comity.site.Site;
import org.comity.site.SiteSettings;
import org.comity.site.TrialPeer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TracingTest {
    private static final List<String> STEPS = List.of(
            "comity-verify",
            "comity-translate",
            "comity-admit",
            "comity-order",
            "comity-detect",
            "comity-arbitrate",
            "comity-record",
            "comity-project");

    @TempDir
    Path folder;

    private final InMemorySpanExporter spans = InMemorySpanExporter.create();

    /** Runs the county's side of a trial as any application would, with Camel's tracer switched on by its one setting. */
    private List<SpanData> cross(TrialPeer peer) throws Exception {
        Map<String, String> settings = TrialPeer.settings(peer.county());
        try (SdkTracerProvider provider = SdkTracerProvider.builder()
                        .addSpanProcessor(SimpleSpanProcessor.create(spans))
                        .build();
                Site site = Site.open(SiteSettings.of(settings, peer.county()), Clock.systemUTC())) {
            Main main = new Main();
            main.addInitialProperty("camel.opentelemetry2.enabled", "true");
            settings.forEach((name, value) -> {
                if (!name.startsWith(SiteSettings.PREFIX)) {
                    main.addInitialProperty(name, value);
                }
            });
            main.bind("tracer", provider.get("test"));
            main.bind("propagators", ContextPropagators.noop());
            site.beans().forEach(main::bind);
            main.configure()
                    .withRoutesIncludePattern("classpath:comity/routes/*.yaml,file:"
                            + peer.county().resolve("routes.yaml"));
            main.start();
            try {
                assertThat(main.getCamelContext().getRegistry().findByType(Tracer.class))
                        .hasSize(1);
                peer.settle();
            } finally {
                main.stop();
            }
            return spans.getFinishedSpanItems();
        }
    }

    private static String password(TrialPeer peer) {
        return TrialPeer.settings(peer.county()).getOrDefault("comity.password", "");
    }

    @Test
    void aCrossingIsOneTraceWithASpanForEachStepAndNothingOfThePayload() throws Exception {
        try (TrialPeer peer = new TrialPeer(folder)) {
            // When
            List<SpanData> made = cross(peer);

            // Then
            List<SpanData> arrivals = made.stream()
                    .filter(span -> span.getName().equals("comity-gateway")
                            && !span.getParentSpanContext().isValid())
                    .toList();
            assertThat(arrivals)
                    .anySatisfy(arrival -> assertThat(made.stream()
                                    .filter(span -> span.getParentSpanContext().equals(arrival.getSpanContext()))
                                    .sorted(Comparator.comparingLong(SpanData::getStartEpochNanos))
                                    .map(SpanData::getName)
                                    .filter(name -> name.startsWith("comity-")))
                            .containsExactlyElementsOf(STEPS));
            assertThat(made).extracting(SpanData::getName).contains("comity-observe", "comity-enroll");
            assertThat(made.toString()).doesNotContain("closed by flood").doesNotContain(password(peer));
        }
    }
}
