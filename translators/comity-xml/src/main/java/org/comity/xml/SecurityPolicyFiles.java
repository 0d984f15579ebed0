package org.comity.xml;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.comity.core.label.PolicyShelf;
import org.comity.core.label.SecurityPolicy;
import org.comity.core.mesh.Digest;
import org.comity.core.mesh.Octets;

/** Security policy files at hand, by SHA-256; the Traffic Light Protocol 2.0 is always among them. Immutable. */
public final class SecurityPolicyFiles implements PolicyShelf {
    private final Map<Digest, SecurityPolicyFile> files = new HashMap<>();

    private SecurityPolicyFiles() {}

    /** These files; what is none is left out, and no label is read by it. */
    public static SecurityPolicyFiles of(Collection<Octets> documents) {
        SecurityPolicyFiles shelf = new SecurityPolicyFiles();
        shelf.add(SecurityPolicyFile.tlp());
        documents.forEach(shelf::add);
        return shelf;
    }

    private void add(Octets document) {
        SecurityPolicyFile.read(document)
                .fold(Optional::of, no -> Optional.<SecurityPolicyFile>empty())
                .ifPresent(file -> files.put(document.digest(), file));
    }

    /** The files. */
    public List<SecurityPolicyFile> all() {
        return List.copyOf(files.values());
    }

    @Override
    public Optional<SecurityPolicy> policy(Digest file) {
        return Optional.ofNullable(files.get(file)).map(SecurityPolicyFile::policy);
    }
}
