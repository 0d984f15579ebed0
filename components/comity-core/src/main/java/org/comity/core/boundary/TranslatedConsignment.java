package org.comity.core.boundary;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.comity.core.mesh.Oid;
import org.comity.core.observation.Core;
import org.comity.core.observation.Term;
import org.comity.core.taxonomy.Crosswalk;
import org.comity.core.taxonomy.Equivalence;

/** A verified consignment with the equivalences that are in force attached. Nothing is renamed. */
public final class TranslatedConsignment {

    private final VerifiedConsignment verified;
    private final Map<Oid, List<Attached>> attached;

    private TranslatedConsignment(VerifiedConsignment verified, Map<Oid, List<Attached>> attached) {
        this.verified = Objects.requireNonNull(verified, "verified");
        this.attached = Map.copyOf(attached);
    }

    /** Attaches what the crosswalk attests for the names of each data observation. */
    public static TranslatedConsignment of(VerifiedConsignment verified, Crosswalk crosswalk) {
        Map<Oid, List<Attached>> attached = new HashMap<>();
        for (Verified item : verified.items()) {
            List<Attached> found = attach(item.core(), crosswalk);
            if (!found.isEmpty()) {
                attached.put(item.oid(), found);
            }
        }
        return new TranslatedConsignment(verified, attached);
    }

    private static List<Attached> attach(Core core, Crosswalk crosswalk) {
        if (core.isControl()) {
            return List.of();
        }
        List<Attached> found = new ArrayList<>();
        Term property = new Term(core.property().scheme(), core.property().value());
        Term feature = new Term(core.feature().scheme(), core.feature().value());
        add(found, Equivalence.Kind.PROPERTY, property, crosswalk);
        add(found, Equivalence.Kind.FEATURE, feature, crosswalk);
        core.result().terms().forEach(term -> add(found, Equivalence.Kind.TERM, term, crosswalk));
        return List.copyOf(found);
    }

    private static void add(List<Attached> found, Equivalence.Kind kind, Term name, Crosswalk crosswalk) {
        crosswalk.of(kind, name).forEach(match -> found.add(new Attached(kind, name, match)));
    }

    /** The step before. */
    public VerifiedConsignment verified() {
        return verified;
    }

    /** The equivalences of an observation; empty where none is attested. */
    public List<Attached> attached(Oid oid) {
        return attached.getOrDefault(oid, List.of());
    }
}
