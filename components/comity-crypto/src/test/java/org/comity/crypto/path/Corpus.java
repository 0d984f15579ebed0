package org.comity.crypto.path;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.security.Provider;
import java.util.ArrayList;
import java.util.List;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.util.io.pem.PemReader;
import org.comity.core.mesh.Outcome;
import org.junit.jupiter.api.Assumptions;

/** Published path cases, read in place; the folder is given by the property comity.data. */
final class Corpus {
    static final Provider PROVIDER = new BouncyCastleProvider();

    private Corpus() {}

    static Path folder(String name) {
        String data = System.getProperty("comity.data", "");
        Assumptions.assumeFalse(data.isEmpty(), "comity.data is not set");
        Path folder = Path.of(data, "paths", name);
        assertThat(folder).isDirectory();
        return folder;
    }

    static JsonNode json(Path file) throws IOException {
        return new ObjectMapper().readTree(file.toFile());
    }

    static List<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        array.forEach(one -> texts.add(one.asText()));
        return texts;
    }

    static byte[] fromPem(String text) {
        try (PemReader in = new PemReader(new StringReader(text))) {
            return in.readPemObject().getContent();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static <T> String verdict(Outcome<T> outcome) {
        return outcome.fold(any -> "accept", no -> "reject: " + no.detail());
    }
}
