package org.comity.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import org.comity.core.agreement.Agreement;
import org.comity.core.agreement.Comparison;
import org.comity.core.authority.AuthorityId;
import org.comity.core.contention.Fact;
import org.comity.core.mesh.Octets;
import org.comity.core.mesh.Reason;
import org.comity.core.observation.Draft;
import org.comity.core.observation.FeatureOfInterest;
import org.comity.core.observation.ObservedProperty;
import org.comity.core.observation.PhenomenonTime;
import org.comity.core.observation.Result;
import org.comity.core.picture.JointPicture;
import org.junit.jupiter.api.Test;

/** One party sets all its clocks ten years wrong, phenomenon times included: it wins nothing by it. */
class ShiftedClocksTest {
    private static final AuthorityId SHERIFF = new AuthorityId("urn:authority:sheriff");
    private static final AuthorityId PATROL = new AuthorityId("urn:authority:patrol");
    private static final ObservedProperty STATE = new ObservedProperty("urn:properties", "road-state");
    private static final Instant START = Instant.parse("2020-01-01T00:00:00Z");
    private static final Duration TEN_YEARS = Duration.ofDays(3_653);
    private static final int STORIES = 12;

    /** What a story ends with. */
    private record Ending(Map<String, String> winners, boolean clockFault) {}

    private static Ending tell(long seed, Duration shift) {
        Random random = new Random(seed);
        LocalMeshes meshes = LocalMeshes.at(Map.of("county", START.plus(shift), "state", START));
        Agreement agreement = meshes.sketch()
                .authority(SHERIFF, meshes.mesh("county"), 0, "urn:sheriff")
                .authority(PATROL, meshes.mesh("state"), 0, "urn:patrol")
                .chain(Comparison.RECENCY, Comparison.AUTHORITY_WEIGHT)
                .domain("road-state", "urn:roads", STATE)
                .agree();
        meshes.agree(agreement);
        for (int event = 0; event < 8; event++) {
            List.of("county", "state")
                    .forEach(name -> meshes.mesh(name).clock().advance(Duration.ofSeconds(1 + random.nextInt(3_600))));
            String road = "road-" + random.nextInt(3);
            switch (random.nextInt(3)) {
                case 0 -> observe(meshes.mesh("county"), SHERIFF, road, "c" + event);
                case 1 -> observe(meshes.mesh("state"), PATROL, road, "s" + event);
                default -> meshes.exchange();
            }
        }
        meshes.exchange();
        Map<String, String> winners = new HashMap<>();
        meshes.agent("state")
                .current()
                .picture()
                .entries()
                .forEach(entry ->
                        winners.put(entry.contention().group().features().get(0).value(), winner(entry)));
        boolean fault = meshes.agent("state").current().detected().notCounted().stream()
                .anyMatch(one -> one.reason() == Reason.CLOCK_FAULT);
        return new Ending(winners, fault);
    }

    private static void observe(LocalMesh mesh, AuthorityId authority, String road, String value) {
        mesh.observe(
                authority,
                new Draft(
                        authority,
                        new FeatureOfInterest("urn:roads", road),
                        STATE,
                        PhenomenonTime.at(mesh.clock().now().earliest()),
                        Optional.empty(),
                        Optional.empty(),
                        new Result("text/plain", Octets.of(value.getBytes(StandardCharsets.UTF_8)), List.of()),
                        road,
                        OptionalLong.empty(),
                        Draft.Standing.STANDS,
                        value));
    }

    private static String winner(JointPicture.Entry entry) {
        return entry.contention().candidates().stream()
                .filter(fact ->
                        entry.ruling().winner().filter(fact.oid()::equals).isPresent())
                .map(ShiftedClocksTest::value)
                .findFirst()
                .orElse("none");
    }

    private static String value(Fact fact) {
        return new String(fact.core().result().content().bytes(), StandardCharsets.UTF_8);
    }

    @Test
    void aPartyThatIsTenYearsOffNeverMakesAnotherWinner() {
        int[] contentions = new int[1];
        int[] decided = new int[1];
        for (long seed = 0; seed < STORIES; seed++) {
            Ending honest = tell(seed, Duration.ZERO);
            for (Duration shift : List.of(TEN_YEARS, TEN_YEARS.negated())) {
                Ending shifted = tell(seed, shift);
                if (!shifted.clockFault()) {
                    assertThat(shifted.winners())
                            .as("seed " + seed + " off by " + shift)
                            .isEqualTo(honest.winners());
                }
                contentions[0] += honest.winners().size();
            }
            decided[0] += (int) honest.winners().values().stream()
                    .filter(value -> !value.equals("none"))
                    .count();
        }
        System.out.println("shifted by ten years: " + contentions[0] + " contentions, same winner in each; of "
                + decided[0] + " a winner stands");
        assertThat(decided[0]).isPositive();
    }
}
