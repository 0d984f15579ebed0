package org.comity.artemis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.comity.core.reconcile.BoundaryAgent;
import org.comity.testkit.LocalMeshes;
import org.comity.testkit.YearApart;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The two that part for a year meet over brokers, which are off meanwhile: a session first, proofs of ledgers, then content. */
class YearApartByBrokerTest {
    @TempDir
    Path directory;

    /** One side while the two are in touch: broker, carrier, and the routes of a site. */
    private static final class InTouch implements AutoCloseable {
        private final DefaultCamelContext camel = new DefaultCamelContext();
        private final ArtemisBroker broker;
        private final ArtemisChannel channel;
        private final Carrier carrier;

        InTouch(Trial.Side side, LocalMeshes meshes, String own, String peer) throws Exception {
            broker = side.start();
            channel = side.channel();
            carrier = side.carrier();
            camel.getRegistry().bind("roads", side.agent());
            camel.getRegistry().bind("routine", channel);
            camel.getRegistry().bind("peer", meshes.encounter(own, peer, "routine"));
            camel.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from("comity-gateway:routine?agreement=roads&encounter=peer")
                            .to("comity-verify:roads")
                            .to("comity-translate:roads")
                            .to("comity-admit:roads")
                            .to("comity-order:roads")
                            .to("comity-detect:roads")
                            .to("comity-arbitrate:roads")
                            .to("comity-record:roads")
                            .to("comity-project:roads");
                }
            });
            camel.start();
        }

        void says(String uri) {
            camel.createProducerTemplate().requestBody(uri, "");
        }

        @Override
        public void close() {
            camel.stop();
            carrier.close();
            channel.close();
            broker.close();
        }
    }

    private static void meet(Trial trial, LocalMeshes meshes) {
        try (InTouch county = new InTouch(trial.side("county"), meshes, "county", "state");
                InTouch state = new InTouch(trial.side("state"), meshes, "state", "county")) {
            county.says("comity-enroll:peer?channel=routine");
            await().atMost(Duration.ofMinutes(1))
                    .pollInterval(Duration.ofMillis(100))
                    .until(() -> {
                        county.says("comity-gateway:routine?agreement=roads&encounter=peer");
                        state.says("comity-gateway:routine?agreement=roads&encounter=peer");
                        return isSettled(meshes.agent("county"), meshes.agent("state"));
                    });
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** Both hold what the other released, and nobody owes a receipt. */
    private static boolean isSettled(BoundaryAgent county, BoundaryAgent state) {
        return List.of(county, state).stream().allMatch(one -> one.outstanding().isEmpty())
                && county.current()
                        .picture()
                        .frontiers()
                        .equals(state.current().picture().frontiers());
    }

    @Test
    void bothHoldOnePictureAfterwardsAndNothingWasRolledBackSilently() {
        // Given
        YearApart year = new YearApart();
        Trial trial = new Trial(directory, year.meshes());

        // When
        year.live(meshes -> meet(trial, meshes));

        // Then
        assertThat(year.faults()).isEmpty();
    }
}
