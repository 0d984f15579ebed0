package org.comity.core.authority;

import org.comity.core.mesh.Name;

/** Names an authority inside one mesh: an agency, a department, a network that speaks under its own responsibility. */
public record AuthorityId(String urn) implements Comparable<AuthorityId> {

    public AuthorityId {
        Name.requireUri(urn, "authority");
    }

    @Override
    public int compareTo(AuthorityId that) {
        return urn.compareTo(that.urn);
    }

    @Override
    public String toString() {
        return urn;
    }
}
