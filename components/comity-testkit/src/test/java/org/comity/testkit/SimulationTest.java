package org.comity.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.comity.core.boundary.Verified;
import org.comity.core.control.Statement;
import org.comity.core.reconcile.Arbitrated;
import org.comity.core.reconcile.BoundaryAgent;
import org.comity.core.reconcile.Reconciler;
import org.comity.core.reconcile.Retrospect;
import org.junit.jupiter.api.Test;

/** Run with {@code -Dcomity.stories=10000} for the full count; the default build tells fewer. */
class SimulationTest {
    private static final int STORIES = Integer.getInteger("comity.stories", 60);

    @Test
    void everyMeshComesToTheReferencePictureWhateverHappens() {
        Map<Story.Event, Integer> seen = new EnumMap<>(Story.Event.class);

        Seeds.forAll(STORIES, random -> {
            // When
            Story story = new Story(random, Story.Density.SPARSE).run(15 + random.nextInt(20));

            // Then
            String expected = Story.essence(story.reference());
            for (BoundaryAgent agent : story.agents()) {
                assertThat(Story.essence(agent.current())).isEqualTo(expected);
            }
            story.events().forEach(event -> seen.merge(event, 1, Integer::sum));
        });

        System.out.println(STORIES + " stories; in how many of them: " + seen);
        assertThat(seen.keySet()).as("nothing is left out").containsExactly(Story.Event.values());
    }

    @Test
    void eachStepSaysWhatTheWholeFoldSaysByteForByte() {
        Seeds.forAll(STORIES, random -> {
            // Given
            Story.Density density = Story.Density.values()[random.nextInt(2)];
            Story story = new Story(random, density).run(10 + random.nextInt(15));
            Arbitrated step = Reconciler.reconcile(story.genesis(), List.of());
            List<Verified> sofar = new ArrayList<>();

            for (List<Verified> portion : story.portions()) {
                // When
                step = Reconciler.advance(step, portion);
                sofar.addAll(portion);

                // Then
                Arbitrated whole = Reconciler.reconcile(story.genesis(), sofar);
                assertThat(Story.essence(step)).isEqualTo(Story.essence(whole));
                assertThat(step.picture()).isEqualTo(whole.picture());
            }
        });
    }

    @Test
    void aLookBackAtEveryCertificateSaysWhatTheWholeFoldSaysThere() {
        Seeds.forAll(Math.max(1, STORIES / 6), random -> {
            // Given
            Story story = new Story(random, Story.Density.SPARSE).run(15 + random.nextInt(15));
            List<Verified> set = story.agents().get(0).admitted();
            Retrospect past = new Retrospect(story.genesis(), set, org.comity.core.arbitration.CustomComparators.NONE);

            set.stream()
                    .flatMap(one -> one.statement().stream())
                    .filter(Statement.Certificate.class::isInstance)
                    .map(one -> ((Statement.Certificate) one).frontiers())
                    .distinct()
                    .filter(vector -> random.nextInt(3) == 0)
                    .forEach(vector -> {
                        // When
                        Arbitrated there = past.at(vector);

                        // Then
                        assertThat(Story.essence(there))
                                .isEqualTo(Story.essence(Reconciler.reconcile(story.genesis(), set, vector)));
                    });
        });
    }
}
