package org.comity.core.mesh;

/** Names one independently governed environment: own authorities, clocks, names, policies, root, broker and ledger. */
public record MeshId(String urn) implements Comparable<MeshId> {

    public MeshId {
        Name.requireUri(urn, "mesh");
    }

    @Override
    public int compareTo(MeshId that) {
        return urn.compareTo(that.urn);
    }

    @Override
    public String toString() {
        return urn;
    }
}
