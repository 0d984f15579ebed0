package org.comity.core.agreement;

import org.comity.core.mesh.Name;

/**
 * How much of a traffic class a mesh lets out in a period of its own clock. What is beyond waits for the next; no verdict of S
 * depends on it.
 *
 * @param octets of the observations as they are signed
 * @param periodSeconds periods are counted from 1970-01-01T00:00:00Z
 */
public record ReleaseBudget(String trafficClass, int items, long octets, int periodSeconds) {

    public ReleaseBudget {
        Name.require(trafficClass, "trafficClass");
        if (items < 1 || octets < 1 || periodSeconds < 1) {
            throw new IllegalArgumentException("a budget is of one item, octet and second or more");
        }
    }
}
