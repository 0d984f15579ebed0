package org.comity.core.label;

import java.util.Optional;
import org.comity.core.mesh.Digest;

/** The security policy files that a mesh has at hand. Thread-safe. */
@FunctionalInterface
public interface PolicyShelf {
    /** No file: no label can be read. */
    PolicyShelf EMPTY = file -> Optional.empty();

    /** The policy that the file of that SHA-256 defines; empty where it is not at hand or cannot be read. */
    Optional<SecurityPolicy> policy(Digest file);
}
