package org.comity.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.comity.core.agreement.Agreement;
import org.comity.core.authority.AuthorityId;
import org.comity.core.contention.NotCounted;
import org.comity.core.mesh.Octets;
import org.comity.core.mesh.Oid;
import org.comity.core.mesh.Reason;
import org.comity.core.observation.Draft;
import org.comity.core.observation.FeatureOfInterest;
import org.comity.core.observation.ObservedProperty;
import org.comity.core.observation.PhenomenonTime;
import org.comity.core.observation.Result;
import org.comity.core.reconcile.BoundaryAgent;
import org.comity.core.reconcile.Bundle;
import org.comity.core.reconcile.Reconciler;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The clock of one process is set ten years wrong, and right again, at every n-th step of an exchange, by {@code -Dcomity.jumps=n}. */
class ClockJumpsTest {
    private static final ObservedProperty STATE = new ObservedProperty("urn:properties", "road-state");
    private static final List<String> SIDES = List.of("county", "state");
    private static final int STEPS = 12;
    private static final int EVERY = Integer.getInteger("comity.jumps", 5);
    private static final int WRONG_FOR = 4;

    /** Two sides that observe, release, take and answer by turns. */
    private static final class Exchange {
        private final LocalMeshes meshes = LocalMeshes.of("county", "state");
        private final AgreementSketch sketch = meshes.sketch()
                .authority(authority("county"), meshes.mesh("county"), 0, "urn:county")
                .authority(authority("state"), meshes.mesh("state"), 0, "urn:state")
                .domain("road-state", "urn:roads", STATE);
        private final Agreement agreement = sketch.agree();
        private final Map<String, Deque<Octets>> queues = new HashMap<>();
        private final Map<String, Long> given = new HashMap<>();
        private final Set<Oid> rightly = new HashSet<>();
        private final Set<Oid> wrongly = new HashSet<>();
        private int said;

        Exchange() {
            meshes.agree(agreement);
            SIDES.forEach(side -> queues.put(side, new ArrayDeque<>()));
        }

        private static AuthorityId authority(String side) {
            return new AuthorityId("urn:authority:" + side);
        }

        /** Each side observes, releases what it has, and takes one of what came, at three steps each. */
        void step(int number, Set<Oid> made) {
            String own = SIDES.get(number % 2);
            String peer = SIDES.get(1 - number % 2);
            meshes.mesh(own).observe(authority(own), draft(authority(own))).forEach(one -> made.add(one.oid()));
            if (number % 3 > 0) {
                give(own, peer);
            }
            Octets parcel = queues.get(own).poll();
            if (parcel != null) {
                meshes.agent(own).take(parcel);
            }
        }

        private boolean give(String own, String peer) {
            BoundaryAgent agent = meshes.agent(own);
            agent.release();
            long before = given.getOrDefault(own, 0L);
            List<Octets> parcels = agent.outbox(before, Integer.MAX_VALUE);
            given.put(own, before + parcels.size());
            queues.get(peer).addAll(parcels);
            return !parcels.isEmpty();
        }

        private Draft draft(AuthorityId by) {
            String road = Integer.toString(said++);
            return new Draft(
                    by,
                    new FeatureOfInterest("urn:roads", road),
                    STATE,
                    PhenomenonTime.at(Instant.parse("2020-01-01T00:00:00Z")),
                    Optional.empty(),
                    Optional.empty(),
                    new Result("text/plain", Octets.of(road.getBytes(StandardCharsets.UTF_8)), List.of()),
                    road,
                    OptionalLong.empty(),
                    Draft.Standing.STANDS,
                    road);
        }

        void settle() {
            boolean moved = true;
            for (int round = 0; moved && round < 50; round++) {
                moved = give("county", "state") | give("state", "county");
                for (String side : SIDES) {
                    Deque<Octets> queue = queues.get(side);
                    while (!queue.isEmpty()) {
                        meshes.agent(side).take(queue.poll());
                    }
                }
            }
            assertThat(moved).as("it goes on").isFalse();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {3_653, -3_653})
    void losesAndDoublesNothingWhenAClockJumpsInTheMiddleOfAnExchange(int days) {
        for (int jump = 0; jump < STEPS; jump += EVERY) {
            // Given
            Exchange exchange = new Exchange();
            ManualClock clock = exchange.meshes.mesh("county").clock();

            // When
            for (int step = 0; step < STEPS + WRONG_FOR; step++) {
                if (step == jump) {
                    clock.advance(Duration.ofDays(days));
                } else if (step == jump + WRONG_FOR) {
                    clock.advance(Duration.ofDays(-days));
                }
                boolean wrong = step >= jump && step < jump + WRONG_FOR;
                exchange.step(step, wrong && step % 2 == 0 ? exchange.wrongly : exchange.rightly);
                SIDES.forEach(side -> exchange.meshes.mesh(side).clock().advance(Duration.ofSeconds(10)));
            }
            exchange.settle();

            // Then
            requireWhole(exchange, "a jump of " + days + " days at step " + jump);
        }
    }

    private static void requireWhole(Exchange exchange, String when) {
        BoundaryAgent county = exchange.meshes.agent("county");
        BoundaryAgent state = exchange.meshes.agent("state");
        Set<Oid> made = new HashSet<>(exchange.rightly);
        made.addAll(exchange.wrongly);
        for (BoundaryAgent agent : List.of(county, state)) {
            List<Oid> held = new ArrayList<>();
            agent.admitted().forEach(one -> held.add(one.oid()));
            assertThat(held).as(when).containsAll(made).doesNotHaveDuplicates();
            assertThat(agent.refused()).as(when).isEmpty();
            assertThat(agent.outstanding()).as(when).isEmpty();
            assertThat(agent.node().ledger().isSound()).as(when).isTrue();
            assertThat(agent.current().picture().digest())
                    .as(when)
                    .isEqualTo(Reconciler.reconcile(exchange.agreement, agent.admitted())
                            .picture()
                            .digest());
            assertThat(LocalMesh.audit()
                            .check(Bundle.of(agent, exchange.sketch.document()).octets())
                            .findings())
                    .as(when)
                    .isEmpty();
        }
        assertThat(county.current().picture().digest())
                .as(when)
                .isEqualTo(state.current().picture().digest());
        Map<Oid, Reason> left = new HashMap<>();
        for (NotCounted one : county.current().detected().notCounted()) {
            left.put(one.oid(), one.reason());
        }
        assertThat(left.values()).as(when).isSubsetOf(Reason.CLOCK_FAULT, Reason.CREDENTIAL_EXPIRED);
        // What is made next to a jump contradicts what is made on its other side: which of the two is wrong only the
        // owner can say.
        List<Reason> rightly = exchange.rightly.stream()
                .map(left::get)
                .filter(Objects::nonNull)
                .toList();
        assertThat(rightly).as(when).hasSizeLessThanOrEqualTo(2).allMatch(Reason.CLOCK_FAULT::equals);
    }
}
