package org.comity.artemis;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.apache.activemq.artemis.core.remoting.impl.netty.TransportConstants;

/**
 * One end's transport keys: PKCS #12 files under one password.
 *
 * @param trustStore the certificates of the other end, which it may be pinned by, or of the authority that issued them
 */
public record Tls(Path keyStore, Path trustStore, String password) {
    public Tls {
        Objects.requireNonNull(keyStore, "keyStore");
        Objects.requireNonNull(trustStore, "trustStore");
        Objects.requireNonNull(password, "password");
    }

    /** The transport parameters, TLS 1.3 alone. */
    Map<String, Object> parameters() {
        Map<String, Object> parameters = new LinkedHashMap<>();
        parameters.put(TransportConstants.SSL_ENABLED_PROP_NAME, "true");
        parameters.put(TransportConstants.ENABLED_PROTOCOLS_PROP_NAME, "TLSv1.3");
        parameters.put(TransportConstants.KEYSTORE_TYPE_PROP_NAME, "PKCS12");
        parameters.put(TransportConstants.KEYSTORE_PATH_PROP_NAME, keyStore.toString());
        parameters.put(TransportConstants.KEYSTORE_PASSWORD_PROP_NAME, password);
        parameters.put(TransportConstants.TRUSTSTORE_TYPE_PROP_NAME, "PKCS12");
        parameters.put(TransportConstants.TRUSTSTORE_PATH_PROP_NAME, trustStore.toString());
        parameters.put(TransportConstants.TRUSTSTORE_PASSWORD_PROP_NAME, password);
        return parameters;
    }

    @Override
    public String toString() {
        return "Tls[" + keyStore + "]";
    }
}
