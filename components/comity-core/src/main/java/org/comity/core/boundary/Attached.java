package org.comity.core.boundary;

import java.util.Objects;
import org.comity.core.observation.Term;
import org.comity.core.taxonomy.Crosswalk;
import org.comity.core.taxonomy.Equivalence;

/** An attested equivalence that translation attached to a name of an observation; the name itself stays. */
public record Attached(Equivalence.Kind kind, Term name, Crosswalk.Match match) {

    public Attached {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(match, "match");
    }
}
