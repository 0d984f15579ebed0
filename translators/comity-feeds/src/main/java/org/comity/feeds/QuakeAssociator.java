package org.comity.feeds;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.comity.core.boundary.Verified;
import org.comity.core.contention.EventAssociator;
import org.comity.core.control.Statement;
import org.comity.core.reconcile.BoundaryAgent;
import org.comity.core.reconcile.Voice;

/**
 * The associator of earthquakes that an agreement names: looks at the origins that its mesh holds and signs the links that
 * are missing, for each of its domains. Run it whenever something new was taken in.
 */
public final class QuakeAssociator {
    private final BoundaryAgent agent;
    private final Voice voice;
    private final List<String> domains;
    private final List<Statement.Association> signed = new ArrayList<>();

    /** An associator that signs with that voice. */
    public QuakeAssociator(BoundaryAgent agent, Voice voice, List<String> domains) {
        this.agent = Objects.requireNonNull(agent, "agent");
        this.voice = Objects.requireNonNull(voice, "voice");
        this.domains = List.copyOf(domains);
    }

    /** Signs what is missing; how many links that were. */
    public synchronized int associate() {
        List<EventAssociator.Sighting> sightings = new ArrayList<>();
        List<Statement.Association> given = new ArrayList<>(signed);
        for (Verified one : agent.admitted()) {
            if (one.statement().orElse(null) instanceof Statement.Association link) {
                given.add(link);
            } else if (one.statement().isEmpty()
                    && one.core().property().value().equals("origin")) {
                Hypocentre.of(
                                one.core().feature(),
                                one.core().phenomenonTime(),
                                one.core().result())
                        .fold(sightings::add, no -> false);
            }
        }
        int count = 0;
        for (String domain : domains) {
            for (Statement.Association link : EventAssociator.propose(domain, sightings, given)) {
                agent.state(link, voice);
                signed.add(link);
                count++;
            }
        }
        return count;
    }
}
