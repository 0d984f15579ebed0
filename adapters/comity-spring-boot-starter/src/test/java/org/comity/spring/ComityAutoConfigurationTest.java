package org.comity.spring;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.comity.core.partition.Partition;
import org.comity.core.partition.Turn;
import org.comity.core.reconcile.BoundaryAgent;
import org.comity.core.reconcile.Encounter;
import org.comity.site.Site;
import org.comity.site.SiteFault;
import org.comity.site.TrialPeer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.boot.actuate.health.Status;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;

class ComityAutoConfigurationTest {
    @TempDir
    Path folder;

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class Application {}

    private final ApplicationContextRunner slice = new ApplicationContextRunner()
            .withConfiguration(
                    AutoConfigurations.of(ComityAutoConfiguration.class, ComityHealthAutoConfiguration.class));

    /** What a trial's settings are as properties of an application. */
    private static Map<String, Object> properties(TrialPeer peer) {
        Map<String, Object> properties = new HashMap<>(TrialPeer.settings(peer.county()));
        properties.put("comity.folder", peer.county().toString());
        return properties;
    }

    private static String[] pairs(Map<String, Object> properties) {
        List<String> pairs = new ArrayList<>();
        properties.forEach((name, value) -> pairs.add(name + "=" + value));
        return pairs.toArray(String[]::new);
    }

    @Test
    void thereIsNoSiteWithoutAFolder() {
        slice.run(context -> assertThat(context).hasNotFailed().doesNotHaveBean(Site.class));
    }

    @Test
    void aSiteIsOpenedAndItsHealthIsShown() {
        try (TrialPeer peer = new TrialPeer(folder)) {
            slice.withPropertyValues(pairs(properties(peer))).run(context -> {
                assertThat(context).hasNotFailed().hasSingleBean(Site.class);
                var health = context.getBean(HealthIndicator.class).health();
                assertThat(health.getStatus()).isEqualTo(Status.UP);
                assertThat(health.getDetails())
                        .containsEntry("mode", "CONNECTED")
                        .containsEntry(
                                "picture",
                                context.getBean(Site.class)
                                        .agent()
                                        .current()
                                        .picture()
                                        .digest()
                                        .hex());
            });
        }
    }

    @Test
    void aSiteIsOutOfServiceWhereNobodyChoseThatItIsApart() {
        try (TrialPeer peer = new TrialPeer(folder)) {
            slice.withPropertyValues(pairs(properties(peer))).run(context -> {
                Encounter encounter = context.getBean(Site.class).encounter().orElseThrow();
                HealthIndicator health = context.getBean(HealthIndicator.class);
                encounter.unreachable("no route to the peer");
                Status unreachable = health.health().getStatus();
                encounter.move(Partition.Move.QUARANTINE, Turn.ordered("duty officer", "drill"));

                assertThat(unreachable).isEqualTo(Status.OUT_OF_SERVICE);
                assertThat(health.health().getStatus()).isEqualTo(Status.UP);
            });
        }
    }

    @Test
    void aWrongSettingIsTheSameSentenceAsElsewhere() {
        slice.withPropertyValues("comity.folder=/nowhere", "comity.password=x")
                .run(context -> assertThat(context)
                        .getFailure()
                        .rootCause()
                        .isInstanceOf(SiteFault.class)
                        .hasMessage("comity.folder is '/nowhere', which is no folder: 'comity init' makes one"));
    }

    @Test
    void theSameYamlComesToThePeersPicture() {
        try (TrialPeer peer = new TrialPeer(folder)) {
            // Given
            Map<String, Object> properties = properties(peer);
            properties.put(
                    "camel.main.routes-include-pattern",
                    "classpath:comity/routes/*.yaml,file:" + peer.county().resolve("routes.yaml"));

            // When
            try (ConfigurableApplicationContext application = new SpringApplicationBuilder(Application.class)
                    .properties(properties)
                    .run()) {
                assertThat(application
                                .getBean(CamelContext.class)
                                .getRegistry()
                                .lookupByNameAndType("roads", BoundaryAgent.class))
                        .isNotNull();
                peer.settle();
            }

            // Then
            assertThat(peer.countyDigest()).isEqualTo(peer.digest());
        }
    }

    @Test
    void everySettingIsDescribed() throws Exception {
        try (InputStream in = getClass().getResourceAsStream("/META-INF/spring-configuration-metadata.json")) {
            String metadata = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            for (String name : List.of(
                    "folder",
                    "password",
                    "agreement",
                    "store",
                    "outbox",
                    "inbox",
                    "media",
                    "media-form",
                    "clocks",
                    "clock-error")) {
                assertThat(metadata).contains("\"comity." + name + "\"");
            }
        }
    }
}
