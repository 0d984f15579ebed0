package org.comity.core.reconcile;

import java.util.List;
import org.comity.core.boundary.Refusal;
import org.comity.core.observation.Observation;

/**
 * What became of a {@link Reading}: every record is in one of the two, and in the ledger.
 *
 * @param observations signed and committed, by authority in the order of the reading
 * @param setAside kept with its reason
 */
public record Observed(List<Observation> observations, List<Refusal> setAside) {
    public Observed {
        observations = List.copyOf(observations);
        setAside = List.copyOf(setAside);
    }

    @Override
    public String toString() {
        return "observed " + observations.size() + ", set aside " + setAside.size();
    }
}
