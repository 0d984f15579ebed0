package org.comity.crypto.path;

import java.security.cert.X509CRL;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x509.GeneralName;

/**
 * All that the verdict on a path depends on, besides its certificates and anchors. Immutable.
 *
 * @param when the instant at which the path must be valid, in whole seconds, which is what certificates count in
 * @param conformance how much of RFC 5280 the certificates must keep
 * @param depthMax how many intermediates there may be; self-issued ones do not count
 * @param purpose the extended key usage that the leaf and all above it must allow; empty for any
 * @param names names that the leaf must bear, all of them
 * @param revocation where the status of each certificate stands
 * @param policies settings of the certificate policies
 */
public record PathRules(
        Instant when,
        Conformance conformance,
        int depthMax,
        Optional<ASN1ObjectIdentifier> purpose,
        Set<GeneralName> names,
        Optional<Revocation> revocation,
        Policies policies) {

    /** How much of RFC 5280 the certificates must keep. */
    public enum Conformance {
        /** Path validation, section 6, and what the anchor constrains. */
        PATH,
        /** The certificate and list profile, sections 4 and 5, too. */
        PROFILE,
        /** The profile, and keys and signature algorithms of today's strength. */
        STRONG_PROFILE
    }

    /** Whether lists that only name changes are used. */
    public enum Deltas {
        /** Complete lists alone. */
        IGNORED,
        /** A change list takes precedence over the complete list that it builds on. */
        USED
    }

    /**
     * Revocation lists. Every certificate of the path needs a list that speaks for it: a missing one is a no.
     *
     * @param signers certificates off the path whose keys sign lists
     */
    public record Revocation(List<X509CRL> lists, List<PathCertificate> signers, Deltas deltas) {
        public Revocation {
            lists = List.copyOf(lists);
            signers = List.copyOf(signers);
            Objects.requireNonNull(deltas, "deltas");
        }
    }

    /** A setting of policy processing (RFC 5280, section 6.1.1). */
    public enum PolicySetting {
        /** The path must be valid for one of the acceptable policies. */
        EXPLICIT_REQUIRED,
        /** The wildcard policy is not taken for others. */
        ANY_INHIBITED,
        /** Policies are not mapped. */
        MAPPING_INHIBITED
    }

    /** Policy processing: the acceptable policies, none for any, and settings. */
    public record Policies(Set<String> acceptable, Set<PolicySetting> settings) {
        /** No demand. */
        public static final Policies ANY = new Policies(Set.of(), Set.of());

        public Policies {
            acceptable = Set.copyOf(acceptable);
            settings = Set.copyOf(settings);
        }
    }

    private static final int DEPTH_MAX = 5;

    public PathRules {
        when = when.truncatedTo(ChronoUnit.SECONDS);
        Objects.requireNonNull(conformance, "conformance");
        Objects.requireNonNull(purpose, "purpose");
        names = Set.copyOf(names);
        Objects.requireNonNull(revocation, "revocation");
        Objects.requireNonNull(policies, "policies");
    }

    /** The whole profile, and strong keys, at an instant, at most five intermediates, any purpose and name, no lists. */
    public static PathRules at(Instant when) {
        return new PathRules(
                when,
                Conformance.STRONG_PROFILE,
                DEPTH_MAX,
                Optional.empty(),
                Set.of(),
                Optional.empty(),
                Policies.ANY);
    }

    /** With another conformance. */
    public PathRules with(Conformance other) {
        return new PathRules(when, other, depthMax, purpose, names, revocation, policies);
    }

    /** With another depth. */
    public PathRules withDepthMax(int other) {
        return new PathRules(when, conformance, other, purpose, names, revocation, policies);
    }

    /** For a purpose. */
    public PathRules withPurpose(ASN1ObjectIdentifier other) {
        return new PathRules(when, conformance, depthMax, Optional.of(other), names, revocation, policies);
    }

    /** For names that the leaf must bear. */
    public PathRules withNames(Set<GeneralName> other) {
        return new PathRules(when, conformance, depthMax, purpose, other, revocation, policies);
    }

    /** With revocation lists. */
    public PathRules with(Revocation other) {
        return new PathRules(when, conformance, depthMax, purpose, names, Optional.of(other), policies);
    }

    /** With policy processing. */
    public PathRules with(Policies other) {
        return new PathRules(when, conformance, depthMax, purpose, names, revocation, other);
    }
}
