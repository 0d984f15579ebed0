package org.comity.crypto.path;

import java.security.GeneralSecurityException;
import java.security.Provider;
import java.security.cert.CertPath;
import java.security.cert.CertPathValidator;
import java.security.cert.CertStore;
import java.security.cert.CertificateFactory;
import java.security.cert.CollectionCertStoreParameters;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.bouncycastle.jcajce.PKIXExtendedParameters;
import org.comity.crypto.path.PathRules.PolicySetting;

/** Section 6 of RFC 5280 as Bouncy Castle does it: signatures, validity, names, policies, revocation lists. */
final class ProviderPath {
    private final Provider provider;

    ProviderPath(Provider provider) {
        this.provider = provider;
    }

    /** What is wrong with the path; empty where nothing is. */
    Optional<String> complaint(List<PathCertificate> chain, PathCertificate anchor, PathRules rules) {
        try {
            List<X509Certificate> certificates =
                    chain.stream().map(PathCertificate::certificate).toList();
            CertPath path = CertificateFactory.getInstance("X.509", provider).generateCertPath(certificates);
            CertPathValidator.getInstance("PKIX", provider).validate(path, parameters(certificates, anchor, rules));
            return Optional.empty();
        } catch (GeneralSecurityException | RuntimeException e) {
            return Optional.of("the path is not valid: " + e.getMessage());
        }
    }

    private PKIXExtendedParameters parameters(List<X509Certificate> chain, PathCertificate anchor, PathRules rules)
            throws GeneralSecurityException {
        PKIXParameters base = new PKIXParameters(Set.of(new TrustAnchor(anchor.certificate(), null)));
        base.setDate(Date.from(rules.when()));
        base.addCertPathChecker(new OwnUsage());
        base.setRevocationEnabled(rules.revocation().isPresent());
        base.setInitialPolicies(rules.policies().acceptable());
        Set<PolicySetting> settings = rules.policies().settings();
        base.setExplicitPolicyRequired(settings.contains(PolicySetting.EXPLICIT_REQUIRED));
        base.setAnyPolicyInhibited(settings.contains(PolicySetting.ANY_INHIBITED));
        base.setPolicyMappingInhibited(settings.contains(PolicySetting.MAPPING_INHIBITED));
        if (rules.revocation().isEmpty()) {
            return new PKIXExtendedParameters.Builder(base).build();
        }
        PathRules.Revocation revocation = rules.revocation().get();
        List<Object> store = new ArrayList<>(chain);
        revocation.signers().forEach(signer -> store.add(signer.certificate()));
        store.addAll(revocation.lists());
        base.addCertStore(CertStore.getInstance("Collection", new CollectionCertStoreParameters(store), provider));
        return new PKIXExtendedParameters.Builder(base)
                .setUseDeltasEnabled(revocation.deltas() == PathRules.Deltas.USED)
                .build();
    }
}
