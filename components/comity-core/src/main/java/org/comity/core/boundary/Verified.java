package org.comity.core.boundary;

import java.util.Objects;
import java.util.Optional;
import org.comity.core.agreement.Agreement;
import org.comity.core.authority.AttestationTier;
import org.comity.core.authority.Credential;
import org.comity.core.control.Statement;
import org.comity.core.mesh.MeshId;
import org.comity.core.mesh.Oid;
import org.comity.core.observation.Core;
import org.comity.core.observation.Observation;

/**
 * An observation whose signature, credential, attestation and scope hold. Only {@link Verification} makes one: what S
 * consists of cannot be forged by a route.
 */
public final class Verified {

    private final Observation observation;
    private final Credential credential;
    private final AttestationTier tier;
    private final Optional<Statement> statement;
    private final Optional<Agreement> epoch;

    Verified(
            Observation observation,
            Credential credential,
            AttestationTier tier,
            Optional<Statement> statement,
            Optional<Agreement> epoch) {
        this.observation = Objects.requireNonNull(observation, "observation");
        this.credential = Objects.requireNonNull(credential, "credential");
        this.tier = Objects.requireNonNull(tier, "tier");
        this.statement = Objects.requireNonNull(statement, "statement");
        this.epoch = Objects.requireNonNull(epoch, "epoch");
    }

    /** The identity. */
    public Oid oid() {
        return observation.oid();
    }

    /** The signed core. */
    public Core core() {
        return observation.core();
    }

    /** The mesh whose anchor vouches for it. */
    public MeshId mesh() {
        return credential.mesh();
    }

    /** The observation with its octets as they came. */
    public Observation observation() {
        return observation;
    }

    /** The credential that its key stands behind. */
    public Credential credential() {
        return credential;
    }

    /** How well the device is shown. */
    public AttestationTier tier() {
        return tier;
    }

    /** What it says, where it is a control observation; empty for data. */
    public Optional<Statement> statement() {
        return statement;
    }

    /** The agreement document that an epoch statement introduces. */
    public Optional<Agreement> epoch() {
        return epoch;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Verified that && oid().equals(that.oid());
    }

    @Override
    public int hashCode() {
        return oid().hashCode();
    }

    @Override
    public String toString() {
        return "Verified[" + oid() + "]";
    }
}
