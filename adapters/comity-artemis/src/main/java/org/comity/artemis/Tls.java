package org.comity.artemis;

import java.nio.file.Path;
import java.util.Objects;

/** One end's transport keys: PKCS #12 files under one password. */
public record Tls(Path keyStore, Path trustStore, String password) {
    public Tls {
        Objects.requireNonNull(keyStore, "keyStore");
        Objects.requireNonNull(trustStore, "trustStore");
        Objects.requireNonNull(password, "password");
    }

    /** The transport parameters, TLS 1.3 alone. */
    String parameters() {
        return "sslEnabled=true;enabledProtocols=TLSv1.3;keyStoreType=PKCS12;trustStoreType=PKCS12;keyStorePath="
                + keyStore + ";keyStorePassword=" + password + ";trustStorePath=" + trustStore + ";trustStorePassword="
                + password;
    }

    @Override
    public String toString() {
        return "Tls[" + keyStore + "]";
    }
}
