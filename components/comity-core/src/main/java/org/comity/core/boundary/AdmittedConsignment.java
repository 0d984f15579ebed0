package org.comity.core.boundary;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import org.comity.core.mesh.Oid;

/** A translated consignment whose items were taken once and only once: an oid that was admitted before has no effect. */
public final class AdmittedConsignment {

    private final TranslatedConsignment translated;
    private final List<Verified> admitted;
    private final List<Oid> duplicates;

    private AdmittedConsignment(TranslatedConsignment translated, List<Verified> admitted, List<Oid> duplicates) {
        this.translated = Objects.requireNonNull(translated, "translated");
        this.admitted = List.copyOf(admitted);
        this.duplicates = List.copyOf(duplicates);
    }

    /** Admits what is new. */
    public static AdmittedConsignment of(TranslatedConsignment translated, Predicate<Oid> admittedBefore) {
        Set<Oid> now = new HashSet<>();
        List<Verified> admitted = new ArrayList<>();
        List<Oid> duplicates = new ArrayList<>();
        for (Verified item : translated.verified().items()) {
            if (admittedBefore.test(item.oid()) || !now.add(item.oid())) {
                duplicates.add(item.oid());
            } else {
                admitted.add(item);
            }
        }
        return new AdmittedConsignment(translated, admitted, duplicates);
    }

    /** The step before. */
    public TranslatedConsignment translated() {
        return translated;
    }

    /** What is new, in the order of the parcel. */
    public List<Verified> admitted() {
        return admitted;
    }

    /** What was admitted before. */
    public List<Oid> duplicates() {
        return duplicates;
    }
}
