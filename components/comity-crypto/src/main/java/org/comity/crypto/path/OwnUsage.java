package org.comity.crypto.path;

import java.security.cert.Certificate;
import java.security.cert.PKIXCertPathChecker;
import java.util.Collection;
import java.util.Set;
import org.bouncycastle.asn1.x509.Extension;

/** Tells the path validator that the critical extended key usage is understood: it is compared before. */
final class OwnUsage extends PKIXCertPathChecker {
    @Override
    public void init(boolean forward) {
        // Nothing to prepare: one certificate at a time.
    }

    @Override
    public boolean isForwardCheckingSupported() {
        return true;
    }

    @Override
    public Set<String> getSupportedExtensions() {
        return Set.of(Extension.extendedKeyUsage.getId());
    }

    @Override
    public void check(Certificate certificate, Collection<String> unresolved) {
        unresolved.remove(Extension.extendedKeyUsage.getId());
    }
}
