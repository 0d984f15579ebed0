package org.comity.core.reconcile;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.comity.core.authority.Credential;
import org.comity.core.boundary.Verified;
import org.comity.core.mesh.Digest;
import org.comity.core.mesh.MeshId;
import org.comity.core.mesh.Octets;

/**
 * The credentials behind S. A key as one mesh certified it: under however many documents, it is revoked under all of them.
 * Immutable.
 */
final class Keys {

    private record Holder(MeshId mesh, Octets publicKey) {
        static Holder of(Verified one) {
            return new Holder(one.mesh(), one.credential().publicKey());
        }
    }

    static final Keys NONE = new Keys(Map.of(), Map.of());

    private final Map<Digest, Credential> documents;
    private final Map<Holder, Set<Digest>> names;

    private Keys(Map<Digest, Credential> documents, Map<Holder, Set<Digest>> names) {
        this.documents = documents;
        this.names = names;
    }

    /** With those of more observations: this same value where they bring none that is new. */
    Keys with(Collection<Verified> more) {
        Map<Digest, Credential> documentsNow = new HashMap<>();
        Map<Holder, Set<Digest>> namesNow = new HashMap<>();
        for (Verified one : more) {
            Digest document = one.credential().digest();
            if (!documents.containsKey(document) && documentsNow.put(document, one.credential()) == null) {
                Set<Digest> own = namesNow.computeIfAbsent(Holder.of(one), any -> new HashSet<>(names(one)));
                own.add(document);
                own.add(one.credential().publicKey().digest());
            }
        }
        if (documentsNow.isEmpty()) {
            return this;
        }
        Map<Digest, Credential> allDocuments = new HashMap<>(documents);
        allDocuments.putAll(documentsNow);
        Map<Holder, Set<Digest>> allNames = new HashMap<>(names);
        allNames.putAll(namesNow);
        return new Keys(allDocuments, allNames);
    }

    /** What a revocation may name to mean the key of that observation: a document of it, or the key itself. */
    Set<Digest> names(Verified one) {
        return names.getOrDefault(Holder.of(one), Set.of());
    }

    /** All credentials. */
    Collection<Credential> credentials() {
        return documents.values();
    }
}
