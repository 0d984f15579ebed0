package org.comity.camel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.MockClock;
import io.micrometer.core.instrument.simple.SimpleConfig;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import javax.management.ObjectName;
import org.apache.camel.CamelExecutionException;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.console.DevConsole;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheckHelper;
import org.apache.camel.health.HealthCheckRegistry;
import org.apache.camel.impl.DefaultCamelContext;
import org.comity.core.agreement.Agreement;
import org.comity.core.authority.AuthorityId;
import org.comity.core.authority.Role;
import org.comity.core.authority.Scope;
import org.comity.core.control.Statement;
import org.comity.core.mesh.Octets;
import org.comity.core.observation.ObservedProperty;
import org.comity.core.partition.Descriptor;
import org.comity.core.partition.Mode;
import org.comity.core.partition.Partition;
import org.comity.core.partition.Session;
import org.comity.core.partition.Turn;
import org.comity.core.picture.JointPicture;
import org.comity.core.reconcile.BoundaryAgent;
import org.comity.core.reconcile.Encounter;
import org.comity.core.reconcile.Kept;
import org.comity.crypto.MeshRoot;
import org.comity.crypto.NoteKeys;
import org.comity.crypto.PathCredentialCheck;
import org.comity.crypto.ProviderSignatureCheck;
import org.comity.testkit.AgreementSketch;
import org.comity.testkit.LocalMesh;
import org.comity.testkit.LocalMeshes;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RoutesTest {
    private static final AuthorityId SHERIFF = new AuthorityId("urn:authority:sheriff");
    private static final AuthorityId PATROL = new AuthorityId("urn:authority:patrol");
    private static final SecureRandom RANDOM = new SecureRandom();

    private final LocalMeshes meshes = LocalMeshes.of("county", "state");
    private final Agreement agreement = sketch().agree();
    private final Site county = new Site("county", "state");
    private final Site state = new Site("state", "county");

    private AgreementSketch sketch() {
        return meshes.sketch()
                .authority(SHERIFF, meshes.mesh("county"), 0, "urn:sheriff")
                .authority(PATROL, meshes.mesh("state"), 0, "urn:patrol")
                .domain("road-state", "urn:roads", new ObservedProperty("urn:properties", "road-state"));
    }

    /** A queue in memory that hands on what is put at the other end. */
    private static final class Pipe implements Channel {
        private final List<Octets> waiting = new ArrayList<>();
        private Predicate<Octets> taker = octets -> false;
        private Pipe other = this;

        @Override
        public void put(List<Octets> parcels) {
            other.waiting.addAll(parcels);
        }

        @Override
        public Subscription take(Predicate<Octets> next) {
            taker = next;
            return () -> taker = octets -> false;
        }

        /** Offers each waiting message once; what is not taken waits on. */
        boolean offer() {
            List<Octets> now = new ArrayList<>(waiting);
            waiting.clear();
            boolean moved = false;
            for (Octets octets : now) {
                if (taker.test(octets)) {
                    moved = true;
                } else {
                    waiting.add(octets);
                }
            }
            return moved;
        }
    }

    /** One mesh with its routes. */
    private final class Site {
        private final DefaultCamelContext camel = new DefaultCamelContext();
        private final Pipe pipe = new Pipe();
        private final MockClock clock = new MockClock();
        private final SimpleMeterRegistry meters = new SimpleMeterRegistry(SimpleConfig.DEFAULT, clock);
        private final LocalMesh mesh;
        private final BoundaryAgent agent;
        private final Encounter encounter;

        Site(String name, String peer) {
            mesh = meshes.mesh(name);
            agent = mesh.agent(agreement);
            Octets abroad = meshes.mesh(peer).root().certify(subject(name), key(mesh));
            encounter = new Encounter(
                    agent,
                    "routine",
                    abroad,
                    new Session.Checks(new PathCredentialCheck(), new ProviderSignatureCheck(), new NoteKeys()),
                    RoutesTest::nonce);
            Map<String, Object> beans = Map.of(
                    "mesh",
                    mesh.node(),
                    "roads",
                    agent,
                    "routine",
                    pipe,
                    "peer",
                    encounter,
                    "sheriff",
                    meshes.mesh("county").voice(SHERIFF),
                    "patrol",
                    meshes.mesh("state").voice(PATROL));
            beans.forEach(camel.getRegistry()::bind);
            camel.getRegistry().bind("meters", meters);
        }

        ProducerTemplate send() {
            return camel.createProducerTemplate();
        }
    }

    private static MeshRoot.Subject subject(String name) {
        return new MeshRoot.Subject(
                Role.AGENT,
                "urn:agent:" + name,
                Scope.all(0),
                java.time.Instant.parse("2020-01-01T00:00:00Z"),
                java.time.Instant.parse("2025-01-01T00:00:00Z"));
    }

    private static java.security.PublicKey key(LocalMesh mesh) {
        Octets key = new PathCredentialCheck()
                .credential(
                        mesh.agentVoice().credential(),
                        mesh.id(),
                        List.of(mesh.root().anchor()))
                .fold(credential -> credential.publicKey(), no -> {
                    throw new AssertionError(no.detail());
                });
        try {
            return java.security.KeyFactory.getInstance("Ed25519")
                    .generatePublic(new java.security.spec.X509EncodedKeySpec(key.bytes()));
        } catch (java.security.GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    private static Octets nonce() {
        byte[] nonce = new byte[Descriptor.NONCE_SIZE];
        RANDOM.nextBytes(nonce);
        return Octets.of(nonce);
    }

    private static RouteBuilder routes() {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:road")
                        .to("comity-observe:mesh?voice={{voice}}&feature=urn:roads ${header.road}"
                                + "&property=urn:properties road-state&time=2020-01-01T00:00:00Z");
                from("direct:release").to("comity-gateway:routine?agreement=roads&encounter=peer");
                from("direct:enroll").to("comity-enroll:peer?channel=routine");
                from("direct:part").to("comity-partition:peer?operation=DISCONNECT");
                from("direct:rejoin").to("comity-partition:peer?operation=REJOIN&channel=routine");
                from("direct:mode").to("comity-partition:peer");
            }
        };
    }

    private static RouteBuilder in(String silence) {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from("comity-gateway:routine?agreement=roads&encounter=peer&silence=" + silence)
                        .routeId("in")
                        .to("comity-verify:roads")
                        .to("comity-translate:roads")
                        .to("comity-admit:roads")
                        .to("comity-order:roads")
                        .to("comity-detect:roads")
                        .to("comity-arbitrate:roads")
                        .to("comity-record:roads")
                        .to("comity-project:roads")
                        .to("mock:picture");
            }
        };
    }

    @BeforeEach
    void start() throws Exception {
        county.pipe.other = state.pipe;
        state.pipe.other = county.pipe;
        start(county, "sheriff");
        start(state, "patrol");
    }

    private static void start(Site site, String voice) throws Exception {
        java.util.Properties properties = new java.util.Properties();
        properties.setProperty("voice", voice);
        site.camel.getPropertiesComponent().setInitialProperties(properties);
        site.camel.addRoutes(routes());
        site.camel.addRoutes(in("0"));
        site.camel.start();
    }

    @AfterEach
    void stop() {
        county.camel.stop();
        state.camel.stop();
    }

    private void run() {
        boolean moved = true;
        for (int round = 0; moved && round < 50; round++) {
            county.send().requestBody("direct:release", "");
            state.send().requestBody("direct:release", "");
            moved = county.pipe.offer() | state.pipe.offer();
        }
        assertThat(moved).as("it settles").isFalse();
    }

    private static void road(Site site, String road, String text) {
        site.send().requestBodyAndHeader("direct:road", text, "road", road);
    }

    @Test
    void nothingCrossesBeforeBothHaveEnrolledAndEverythingAfter() {
        // Given
        road(county, "1", "open");
        road(state, "1", "closed");
        run();
        assertThat(state.agent.current().picture().entries()).hasSize(1);
        assertThat(state.agent.current().picture().digest())
                .isNotEqualTo(county.agent.current().picture().digest());

        // When
        county.send().requestBody("direct:enroll", "");
        run();

        // Then
        JointPicture picture = county.agent.current().picture();
        assertThat(picture.digest()).isEqualTo(state.agent.current().picture().digest());
        assertThat(picture.entries().get(0).contention().candidates()).hasSize(2);
    }

    @Test
    void aSideThatPartedTakesNothingUntilItRejoins() {
        // Given
        county.send().requestBody("direct:enroll", "");
        run();
        state.send().requestBody("direct:part", "");
        road(county, "1", "open");
        county.mesh.clock().advance(Duration.ofHours(1));

        // When
        run();
        int apart = state.agent.current().picture().entries().size();
        Object mode = state.send().requestBody("direct:mode", "");
        state.send().requestBody("direct:rejoin", "");
        run();

        // Then
        assertThat(apart).isZero();
        assertThat(((Partition) mode).mode()).isEqualTo(Mode.DISCONNECTED);
        assertThat(state.agent.current().picture().digest())
                .isEqualTo(county.agent.current().picture().digest());
        assertThat(state.agent.current().picture().entries()).hasSize(1);
    }

    @Test
    void aBrokenMessageIsRefusedAndTheRouteGoesOn() {
        // Given
        county.send().requestBody("direct:enroll", "");
        run();
        county.pipe.put(List.of(Octets.of("nonsense".getBytes(StandardCharsets.UTF_8))));
        road(county, "1", "open");

        // When
        run();

        // Then
        assertThat(state.agent.refused()).extracting(Kept::detail).containsExactly("the parcel ends early");
        assertThat(state.agent.current().picture().entries()).hasSize(1);
    }

    @Test
    void stagesOutOfOrderOrMissingFailAtStart() {
        assertThatThrownBy(() -> state.camel.addRoutes(new RouteBuilder() {
                    @Override
                    public void configure() {
                        from("direct:wrong").to("comity-verify:roads").to("comity-admit:roads");
                    }
                }))
                .hasStackTraceContaining("comity-admit stands where comity-translate belongs");
        assertThatThrownBy(() -> state.camel.addRoutes(new RouteBuilder() {
                    @Override
                    public void configure() {
                        from("direct:short").to("comity-verify:roads").to("comity-translate:roads");
                    }
                }))
                .hasStackTraceContaining("it ends before comity-record");
    }

    @Test
    void aMissingAgentIsNamedAtStart() {
        assertThatThrownBy(() -> state.camel.addRoutes(new RouteBuilder() {
                    @Override
                    public void configure() {
                        from("direct:missing").to("comity-gateway:routine?agreement=rivers");
                    }
                }))
                .hasStackTraceContaining("needs a BoundaryAgent named 'rivers' in the registry");
    }

    @Test
    void aStageTakesOnlyWhatTheStageBeforeItMade() {
        // A body that no stage made is refused by type, whatever the headers say
        assertThatThrownBy(() -> state.send()
                        .requestBodyAndHeader("comity-record:roads", "forged", "CamelComityVerdict", "ADMITTED"))
                .isInstanceOf(CamelExecutionException.class);
    }

    private double meter(Site site, String name, String... tags) {
        return site.meters
                .get(name)
                .tags(tags)
                .meter()
                .measure()
                .iterator()
                .next()
                .getValue();
    }

    @Test
    void metersShowWhatCrossedWhatWasRefusedAndWhatWaits() {
        // Given
        road(county, "1", "open");
        road(state, "1", "closed");
        run();
        double waitingBefore = meter(county, "comity.queue.size", "channel", "routine");
        county.clock.addSeconds(60);
        double age = meter(county, "comity.queue.age", "channel", "routine");

        // When
        county.send().requestBody("direct:enroll", "");
        county.pipe.put(List.of(Octets.of("nonsense".getBytes(StandardCharsets.UTF_8))));
        run();
        county.send().requestBody("direct:part", "");
        state.clock.addSeconds(1);
        county.clock.addSeconds(1);
        System.gc();

        // Then
        assertThat(waitingBefore).isPositive();
        assertThat(age).isEqualTo(60);
        assertThat(meter(county, "comity.queue.size", "channel", "routine")).isZero();
        assertThat(meter(county, "comity.queue.age", "channel", "routine")).isZero();
        assertThat(meter(county, "comity.contentions")).isEqualTo(1);
        assertThat(meter(county, "comity.ledger.size"))
                .isEqualTo(county.agent.node().ledger().size());
        assertThat(meter(state, "comity.observations", "outcome", "refuses", "reason", "MALFORMED"))
                .isEqualTo(1);
        assertThat(meter(county, "comity.observations", "outcome", "admitted"))
                .isEqualTo(county.agent.admitted().size());
        assertThat(meter(county, "comity.mode", "mode", "disconnected")).isEqualTo(1);
        assertThat(meter(county, "comity.mode.time", "mode", "disconnected")).isEqualTo(61);
    }

    @Test
    void healthIsUpInEveryModeThatAPersonChoseAndDownWhereThePeerIsOutOfReach() {
        // Given
        HealthCheck check = (HealthCheck) HealthCheckRegistry.get(county.camel).resolveById("comity");
        HealthCheckRegistry.get(county.camel).register(check);
        county.send().requestBody("direct:part", "");
        HealthCheck.State apart = check.call().getState();

        county.encounter.move(Partition.Move.QUARANTINE, Turn.ordered("duty officer", "drill"));
        HealthCheck.State aside = check.call().getState();
        state.encounter.unreachable("no route to the peer");
        HealthCheck broken = (HealthCheck) HealthCheckRegistry.get(state.camel).resolveById("comity");
        HealthCheckRegistry.get(state.camel).register(broken);

        // When
        HealthCheck.Result result = broken.call();

        // Then
        assertThat(List.of(apart, aside)).containsOnly(HealthCheck.State.UP);
        assertThat(result.getState()).isEqualTo(HealthCheck.State.DOWN);
        assertThat(result.getMessage()).hasValue("the encounter peer is DEGRADED: no route to the peer");
        assertThat(HealthCheckHelper.invoke(county.camel)).isNotEmpty();
    }

    @Test
    void contentWaitsWhileThePeerIsAnEpochBehindAndGoesOnceBothAreLevel() {
        // Given
        state.send().requestBody("direct:enroll", "");
        run();
        AgreementSketch next = sketch().after(agreement);
        road(state, "8", "before");
        state.agent.release();
        for (Site site : List.of(county, state)) {
            site.agent.keep(next.document());
            site.agent.state(new Statement.AgreementEpoch(next.agree().digest()), site.agent.credentials());
        }
        county.send().requestBody("direct:release", "");
        state.send().requestBody("direct:release", "");
        state.pipe.offer();
        county.pipe.waiting.clear();
        state.pipe.waiting.clear();
        assertThat(state.agent.agreement()).isEqualTo(next.agree());
        assertThat(county.agent.agreement()).isEqualTo(agreement);
        road(state, "9", "late");

        // When
        state.send().requestBody("direct:enroll", "");
        boolean early = false;
        for (int round = 0; round < 20; round++) {
            boolean behind = county.agent.agreement().equals(agreement);
            county.send().requestBody("direct:release", "");
            state.send().requestBody("direct:release", "");
            county.pipe.offer();
            state.pipe.offer();
            early |= behind && holds(county, "late") && county.agent.agreement().equals(agreement);
        }

        // Then
        assertThat(early).as("content before the epoch").isFalse();
        assertThat(county.agent.agreement()).isEqualTo(next.agree());
        assertThat(holds(county, "late")).isTrue();
        assertThat(holds(county, "before")).isTrue();
        assertThat(county.agent.current().picture().digest())
                .isEqualTo(state.agent.current().picture().digest());
    }

    private static boolean holds(Site site, String text) {
        return site.agent.admitted().stream()
                .anyMatch(one -> text.equals(
                        new String(one.core().result().content().bytes(), java.nio.charset.StandardCharsets.UTF_8)));
    }

    @Test
    void silenceDegradesAndTheNextWordOfThePeerEndsIt() throws Exception {
        // Given
        state.send().requestBody("direct:enroll", "");
        run();
        state.camel.getRouteController().stopRoute("in");
        state.camel.removeRoute("in");

        // When
        state.camel.addRoutes(in("100"));
        await().until(() -> state.encounter.mode() == Mode.DEGRADED);
        String why = state.encounter.partition().turn().why();
        county.send().requestBody("direct:enroll", "");
        await().until(() -> {
            county.pipe.offer();
            state.pipe.offer();
            return state.encounter.mode() == Mode.CONNECTED;
        });

        // Then
        assertThat(why).isEqualTo("nothing was heard for PT0.1S");
        assertThat(state.encounter.moves()).hasSizeGreaterThanOrEqualTo(2);
        state.camel.getRouteController().stopRoute("in");
        assertThat(county.encounter.mode()).isEqualTo(Mode.CONNECTED);
    }

    @Test
    void consoleAndBeansShowTheSamePicture() throws Exception {
        // Given
        road(county, "1", "open");
        run();
        String digest = county.agent.current().picture().digest().hex();
        DevConsole console = org.apache.camel.support.PluginHelper.getDevConsoleResolver(county.camel)
                .resolveDevConsole("comity");

        // When
        Object json = console.call(DevConsole.MediaType.JSON, Map.of());
        Object text = console.call(DevConsole.MediaType.TEXT, Map.of());
        Set<ObjectName> found = ManagementFactory.getPlatformMBeanServer()
                .queryNames(
                        new ObjectName("org.apache.camel:context=" + county.camel.getManagementName()
                                + ",type=endpoints,name=\"comity-record://roads\""),
                        null);

        // Then
        assertThat(json.toString()).contains(digest).contains("CONNECTED");
        assertThat(text.toString()).contains(digest);
        assertThat(found).hasSize(1);
        assertThat(ManagementFactory.getPlatformMBeanServer()
                        .getAttribute(found.iterator().next(), "Picture"))
                .isEqualTo(digest);
    }
}
