package org.comity.routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.model.RouteTemplateDefinition;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.comity.camel.Channel;
import org.comity.core.agreement.Agreement;
import org.comity.core.authority.AuthorityId;
import org.comity.core.mesh.Octets;
import org.comity.core.mesh.Outcome;
import org.comity.core.mesh.Reason;
import org.comity.core.observation.Observation;
import org.comity.core.observation.ObservedProperty;
import org.comity.core.partition.Mode;
import org.comity.core.partition.Partition;
import org.comity.core.partition.Session;
import org.comity.core.picture.JointPicture;
import org.comity.core.reconcile.BoundaryAgent;
import org.comity.core.reconcile.Encounter;
import org.comity.crypto.NoteKeys;
import org.comity.crypto.PathCredentialCheck;
import org.comity.crypto.ProviderSignatureCheck;
import org.comity.testkit.LocalMeshes;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class KameletsTest {
    private static final AuthorityId SHERIFF = new AuthorityId("urn:authority:sheriff");
    private static final Pattern ICON = Pattern.compile("kamelet.icon: \"data:image/svg\\+xml;base64,([^\"]+)\"");
    private static final List<String> STAGES =
            List.of("verify", "translate", "admit", "order", "detect", "arbitrate", "record", "project");

    private final LocalMeshes meshes = LocalMeshes.of("county", "state");
    private final Agreement agreement = meshes.sketch()
            .authority(SHERIFF, meshes.mesh("county"), 0, "urn:sheriff")
            .domain("road-state", "urn:roads", new ObservedProperty("urn:properties", "road-state"))
            .agree();
    private final DefaultCamelContext camel = new DefaultCamelContext();
    private final BoundaryAgent county = meshes.mesh("county").agent(agreement);
    private final BoundaryAgent state = meshes.mesh("state").agent(agreement);
    private final Door door = new Door();

    /** Where parcels come in by hand. */
    private static final class Door implements Channel {
        private Predicate<Octets> taker = octets -> false;

        @Override
        public void put(List<Octets> parcels) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Subscription take(Predicate<Octets> next) {
            taker = next;
            return () -> taker = octets -> false;
        }
    }

    static Stream<Path> kamelets() throws Exception {
        Path folder = Path.of(KameletsTest.class.getResource("/kamelets").toURI());
        return Files.list(folder).sorted();
    }

    @BeforeEach
    void bind() {
        camel.getRegistry().bind("roads", state);
        camel.getRegistry().bind("routine", door);
        camel.getRegistry().bind("mesh", meshes.mesh("county").node());
        camel.getRegistry().bind("sheriff", meshes.mesh("county").voice(SHERIFF));
        camel.getRegistry()
                .bind(
                        "peer",
                        new Encounter(
                                state,
                                "routine",
                                meshes.mesh("state").agentVoice().credential(),
                                new Session.Checks(
                                        new PathCredentialCheck(), new ProviderSignatureCheck(), new NoteKeys()),
                                () -> Octets.of(new byte[32])));
        camel.start();
    }

    @AfterEach
    void stop() {
        camel.stop();
    }

    @ParameterizedTest
    @MethodSource("kamelets")
    void eachLoadsAndSaysWhatItIs(Path file) throws Exception {
        // When
        PluginHelper.getRoutesLoader(camel).loadRoutes(ResourceHelper.resolveResource(camel, "file:" + file));
        String name = file.getFileName().toString().replace(".kamelet.yaml", "");
        RouteTemplateDefinition template = camel.getRouteTemplateDefinition(name);
        String text = Files.readString(file);

        // Then
        assertThat(template).isNotNull();
        assertThat(text)
                .contains("title: \"Comity ")
                .contains("description: >-")
                .contains("kamelet.type: \"");
        assertThat(text.split(" example: ").length - 1)
                .as("examples")
                .isEqualTo(template.getTemplateParameters().size());
        Matcher icon = ICON.matcher(text);
        assertThat(icon.find()).isTrue();
        String svg = new String(Base64.getDecoder().decode(icon.group(1)), StandardCharsets.UTF_8);
        assertThat(DocumentBuilderFactory.newInstance()
                        .newDocumentBuilder()
                        .parse(new java.io.ByteArrayInputStream(svg.getBytes(StandardCharsets.UTF_8)))
                        .getDocumentElement()
                        .getTagName())
                .isEqualTo("svg");
    }

    @Test
    void theStagesAsKameletsMakeTheSamePictureAsTheStages() throws Exception {
        // Given
        camel.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:road")
                        .to("kamelet:comity-observe?voice=sheriff&feature=RAW(urn:roads ${header.road})"
                                + "&property=RAW(urn:properties road-state)&time=2020-01-01T00:00:00Z");
                var route = from("comity-gateway:routine?agreement=roads");
                STAGES.forEach(stage -> route.to("kamelet:comity-" + stage + "?agreement=roads"));
            }
        });

        // When
        camel.createProducerTemplate().requestBodyAndHeader("direct:road", "closed", "road", "1");
        List<Octets> parcels = county.release();
        boolean taken = parcels.stream().allMatch(door.taker::test);

        // Then
        assertThat(taken).isTrue();
        JointPicture picture = state.current().picture();
        assertThat(picture.entries()).hasSize(1);
        assertThat(picture.entries().get(0).contention().candidates().get(0).oid())
                .isEqualTo(county.current()
                        .picture()
                        .entries()
                        .get(0)
                        .contention()
                        .candidates()
                        .get(0)
                        .oid());
    }

    @Test
    void stagesAsKameletsOutOfOrderFailAtStart() {
        assertThatThrownBy(() -> camel.addRoutes(new RouteBuilder() {
                    @Override
                    public void configure() {
                        from("direct:wrong")
                                .to("kamelet:comity-verify?agreement=roads")
                                .to("kamelet:comity-admit?agreement=roads");
                    }
                }))
                .hasStackTraceContaining("comity-admit stands where comity-translate belongs");
    }

    @Test
    void theWholeBoundaryIsOneStep() throws Exception {
        // When
        camel.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("kamelet:comity-boundary-source?agreement=roads&channel=routine&encounter=peer")
                        .to("log:picture");
                from("direct:release").to("kamelet:comity-release?agreement=roads&channel=routine&encounter=peer");
                from("direct:part")
                        .to("kamelet:comity-partition?encounter=peer&channel=routine&operation=DISCONNECT"
                                + "&who=duty officer&why=maintenance");
            }
        });

        // Then
        assertThat(camel.getRoutes())
                .extracting(route -> route.getEndpoint().getEndpointUri())
                .anyMatch(uri -> uri.startsWith("comity-gateway://routine"));
        assertThat(camel.createProducerTemplate().requestBody("direct:part", ""))
                .isInstanceOfSatisfying(Partition.class, now -> {
                    assertThat(now.mode()).isEqualTo(Mode.DISCONNECTED);
                    assertThat(now.toString()).contains("who=duty officer", "why=maintenance");
                });
    }

    @Test
    void whatWaitsIsListedAndSignedInARoute() throws Exception {
        // Given
        camel.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:list").to("kamelet:comity-merge?agreement=roads");
                from("direct:decide")
                        .to("kamelet:comity-merge?agreement=roads&operation=DECIDE&voice=sheriff&domain=road-state"
                                + "&accept=urn:mesh:county");
                from("direct:cut").to("kamelet:comity-merge?agreement=roads&operation=CUT");
                from("direct:sign").to("kamelet:comity-merge?agreement=roads&operation=SIGN&voice=sheriff");
                from("direct:status").to("kamelet:comity-merge?agreement=roads&operation=STATUS");
            }
        });
        ProducerTemplate producer = camel.createProducerTemplate();

        // When
        Object nothing = producer.requestBody("direct:decide", "");
        Observation cut = producer.requestBody("direct:cut", "", Observation.class);
        state.release();
        String status = producer.requestBody("direct:status", "", String.class);
        Object foreign = producer.requestBody("direct:sign", cut.octets().bytes());

        // Then
        assertThat(producer.requestBody("direct:list", "", String.class)).endsWith("\"domains\":[]}");
        assertThat(nothing)
                .isInstanceOfSatisfying(
                        Outcome.No.class, no -> assertThat(no.reason()).isEqualTo(Reason.DECISION_STALE));
        assertThat(status).contains(cut.oid().hex(), "\"effect\":\"WAITS\"", "\"missing\":[\"urn:mesh:county\"]");
        assertThat(foreign)
                .isInstanceOfSatisfying(
                        Outcome.No.class, no -> assertThat(no.reason()).isEqualTo(Reason.ISSUER_NOT_ENTITLED));
    }
}
