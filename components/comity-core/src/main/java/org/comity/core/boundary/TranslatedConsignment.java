package org.comity.core.boundary;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.comity.core.authority.AuthorityId;
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

    /** What a crosswalk attests for the names of one observation: authority, property, feature, and the terms of its result. */
    public static List<Attached> attach(Core core, Crosswalk crosswalk) {
        if (core.isControl()) {
            return List.of();
        }
        List<Attached> found = new ArrayList<>();
        authority(core.origin().authority()).ifPresent(name -> add(found, Equivalence.Kind.AUTHORITY, name, crosswalk));
        Term property = new Term(core.property().scheme(), core.property().value());
        Term feature = new Term(core.feature().scheme(), core.feature().value());
        add(found, Equivalence.Kind.PROPERTY, property, crosswalk);
        add(found, Equivalence.Kind.FEATURE, feature, crosswalk);
        core.result().terms().forEach(term -> {
            add(found, Equivalence.Kind.TERM, term, crosswalk);
            add(found, Equivalence.Kind.UNIT, term, crosswalk);
        });
        return List.copyOf(found);
    }

    /** An authority as a name of a scheme: its URI, cut as mapping sets cut theirs, after the last sharp sign, slash or colon. */
    private static Optional<Term> authority(AuthorityId id) {
        String urn = id.urn();
        int hash = urn.lastIndexOf('#');
        int cut =
                hash >= 0 ? hash : Math.max(urn.lastIndexOf('/'), urn.lastIndexOf('/') < 0 ? urn.lastIndexOf(':') : -1);
        return cut < 1 || cut == urn.length() - 1
                ? Optional.empty()
                : Optional.of(new Term(urn.substring(0, hash >= 0 ? cut : cut + 1), urn.substring(cut + 1)));
    }

    private static void add(List<Attached> found, Equivalence.Kind kind, Term name, Crosswalk crosswalk) {
        crosswalk.of(kind, name).forEach(match -> found.add(new Attached(kind, name, match)));
        crosswalk.exact(kind, name).stream()
                .filter(match -> match.path().size() > 1)
                .forEach(match -> found.add(new Attached(kind, name, match)));
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
