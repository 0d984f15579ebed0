package org.comity.xml;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import org.comity.core.mesh.Octets;

/** Documents that the module carries. */
final class Resources {

    private Resources() {}

    static Octets octets(String name) {
        try (InputStream in = Resources.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("no resource " + name);
            }
            return Octets.of(in.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
