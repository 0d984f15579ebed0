package org.comity.core.arbitration;

import java.util.List;
import org.comity.core.agreement.ComparatorRef;
import org.comity.core.mesh.Outcome;
import org.comity.core.mesh.Reason;

/**
 * Asks the custom comparator that an agreement names. Whatever goes wrong is this side's own trouble and never a ruling: the domain is
 * suspended here. Thread-safe.
 */
public interface CustomComparators {
    /** Has none. */
    CustomComparators NONE =
            (ref, candidates) -> Outcome.no(Reason.COMPARATOR_MISSING, "this side has no comparator " + ref);

    /**
     * A value for each candidate, in their order.
     *
     * @return a no with COMPARATOR_MISSING, COMPARATOR_NOT_AGREED, COMPARATOR_FAILED or COMPARATOR_TIMEOUT
     */
    Outcome<List<Long>> values(ComparatorRef ref, List<CustomComparator.Traits> candidates);
}
