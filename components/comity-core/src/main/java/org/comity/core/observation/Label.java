package org.comity.core.observation;

import org.comity.core.mesh.Name;

/** A confidentiality label (after ADatP-4774): the policy that defines it, and the classification under that policy. */
public record Label(String policy, String classification) {

    public Label {
        Name.require(policy, "policy");
        Name.require(classification, "classification");
    }
}
