package org.comity.testkit;

import org.comity.core.lineage.Lineage;
import org.comity.core.observation.Core;

/** Cores that differ from others in one thing. */
public final class Cores {
    private Cores() {}

    /** The same with another lineage. */
    public static Core with(Core core, Lineage lineage) {
        return new Core(
                core.origin(),
                core.credential(),
                core.attestation(),
                core.agreement(),
                core.feature(),
                core.property(),
                core.phenomenonTime(),
                core.made(),
                core.label(),
                core.result(),
                lineage);
    }
}
