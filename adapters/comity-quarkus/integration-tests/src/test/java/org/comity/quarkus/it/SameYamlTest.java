package org.comity.quarkus.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.awaitility.Awaitility;
import org.comity.core.reconcile.BoundaryAgent;
import org.comity.site.TrialPeer;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(SameYamlTest.Peer.class)
class SameYamlTest {
    /** Writes the trial before the application starts, and is the other side. */
    public static final class Peer implements QuarkusTestResourceLifecycleManager {
        private TrialPeer peer;

        @Override
        public Map<String, String> start() {
            try {
                Path folder = Files.createTempDirectory(Files.createDirectories(Path.of("target")), "trial");
                peer = new TrialPeer(folder.toAbsolutePath());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            Map<String, String> settings = TrialPeer.settings(peer.county());
            settings.put("comity.folder", peer.county().toString());
            settings.put(
                    "camel.main.routes-include-pattern",
                    "classpath:comity/routes/comity-boundary.yaml,file:"
                            + peer.county().resolve("routes.yaml"));
            return settings;
        }

        @Override
        public void inject(Object test) {
            ((SameYamlTest) test).settle = peer::settle;
            ((SameYamlTest) test).digest = () -> peer.digest().hex();
        }

        @Override
        public void stop() {
            peer.close();
        }
    }

    private Runnable settle = () -> {};
    private java.util.function.Supplier<String> digest = () -> "";

    @Inject
    CamelContext camel;

    @Test
    void theSameYamlComesToThePeersPicture() {
        // Given
        BoundaryAgent agent = camel.getRegistry().lookupByNameAndType("roads", BoundaryAgent.class);

        // When
        settle.run();

        // Then
        Awaitility.await()
                .untilAsserted(() ->
                        assertThat(agent.current().picture().digest().hex()).isEqualTo(digest.get()));
    }
}
