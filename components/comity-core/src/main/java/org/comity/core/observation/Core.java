package org.comity.core.observation;

import java.util.Objects;
import java.util.Optional;
import org.comity.core.lineage.Lineage;
import org.comity.core.mesh.Digest;

/**
 * The signed part of an observation. Its canonical form, made by the wire module, is what the oid names.
 *
 * @param credential digest of the credential document whose key signs
 * @param attestation digest of the device attestation document
 * @param agreement digest of the agreement that a control statement is made under; empty exactly for data
 */
public record Core(
        Origin origin,
        Digest credential,
        Digest attestation,
        Optional<Digest> agreement,
        FeatureOfInterest feature,
        ObservedProperty property,
        PhenomenonTime phenomenonTime,
        TemporalReference made,
        Optional<Label> label,
        Result result,
        Lineage lineage) {

    public Core {
        Objects.requireNonNull(origin, "origin");
        Objects.requireNonNull(credential, "credential");
        Objects.requireNonNull(attestation, "attestation");
        Objects.requireNonNull(agreement, "agreement");
        Objects.requireNonNull(feature, "feature");
        Objects.requireNonNull(property, "property");
        Objects.requireNonNull(phenomenonTime, "phenomenonTime");
        Objects.requireNonNull(made, "made");
        Objects.requireNonNull(label, "label");
        Objects.requireNonNull(result, "result");
        Objects.requireNonNull(lineage, "lineage");
        if (agreement.isPresent() != Control.SCHEME.equals(property.scheme())) {
            throw new IllegalArgumentException("control statements, and they alone, name an agreement");
        }
    }

    /** Whether this is an observation about governance. */
    public boolean isControl() {
        return agreement.isPresent();
    }
}
