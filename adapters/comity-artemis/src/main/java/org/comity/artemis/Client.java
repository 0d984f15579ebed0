package org.comity.artemis;

import java.security.cert.X509Certificate;
import java.util.Objects;

/**
 * Who may log in to a broker: the holder of exactly this certificate's key. Another certificate of the same subject is a stranger's.
 *
 * @param name under which grants speak of it: letters, digits, dots, hyphens and underscores
 */
public record Client(String name, X509Certificate certificate) {
    public Client {
        Objects.requireNonNull(certificate, "certificate");
        if (!name.matches("[A-Za-z0-9._-]{1,100}")) {
            throw new IllegalArgumentException("'" + name + "' is no plain name of a client");
        }
    }

    /** The subject as RFC 2253 writes it. */
    String subject() {
        return certificate.getSubjectX500Principal().getName();
    }
}
