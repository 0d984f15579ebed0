package org.comity.core.observation;

import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import org.comity.core.authority.AuthorityId;
import org.comity.core.mesh.Name;

/**
 * One observation before it is signed: what a source says, in the source's own names.
 *
 * @param made the source's own claim of when it was made; empty: the mesh's own clock says it when it is signed
 * @param series the source's key of the fact: a later draft of one series revises the earlier
 * @param edition the authority's own version number of the fact
 * @param recordId the source's key of this very record, for the operator
 */
public record Draft(
        AuthorityId authority,
        FeatureOfInterest feature,
        ObservedProperty property,
        PhenomenonTime phenomenonTime,
        Optional<TemporalReference.Claim> made,
        Optional<Label> label,
        Result result,
        String series,
        OptionalLong edition,
        Standing standing,
        String recordId) {

    /** Whether the record states the fact or takes it back. */
    public enum Standing {
        /** It states it. */
        STANDS,
        /** It takes back what the series said before. */
        RETRACTED
    }

    public Draft {
        Objects.requireNonNull(authority, "authority");
        Objects.requireNonNull(feature, "feature");
        Objects.requireNonNull(property, "property");
        Objects.requireNonNull(phenomenonTime, "phenomenonTime");
        Objects.requireNonNull(made, "made");
        Objects.requireNonNull(label, "label");
        Objects.requireNonNull(result, "result");
        Name.require(series, "series");
        Objects.requireNonNull(edition, "edition");
        Objects.requireNonNull(standing, "standing");
        Name.require(recordId, "recordId");
    }
}
