package org.comity.core.authority;

import org.comity.core.mesh.Name;

/** Names the device (in the sense of RFC 9334: the attester) that made an observation. */
public record DeviceId(String urn) implements Comparable<DeviceId> {

    public DeviceId {
        Name.requireUri(urn, "device");
    }

    @Override
    public int compareTo(DeviceId that) {
        return urn.compareTo(that.urn);
    }

    @Override
    public String toString() {
        return urn;
    }
}
