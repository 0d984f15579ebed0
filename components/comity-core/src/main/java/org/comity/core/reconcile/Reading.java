package org.comity.core.reconcile;

import java.util.List;
import org.comity.core.boundary.Refusal;
import org.comity.core.observation.Draft;

/**
 * What a legacy document was read as: what can be signed, and what does not fit. Neither hides the other.
 *
 * @param drafts in the order of the document
 * @param setAside the records that do not fit, each with its own octets and one line for an operator
 */
public record Reading(List<Draft> drafts, List<Refusal> setAside) {
    public Reading {
        drafts = List.copyOf(drafts);
        setAside = List.copyOf(setAside);
    }
}
