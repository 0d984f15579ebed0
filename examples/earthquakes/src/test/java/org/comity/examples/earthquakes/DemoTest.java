package org.comity.examples.earthquakes;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.comity.core.lineage.ProvDocument;
import org.comity.core.lineage.ProvKind;
import org.comity.core.lineage.ProvStatement;
import org.comity.core.mesh.Octets;
import org.comity.core.reconcile.Bundle;
import org.comity.core.reconcile.LineageExport;
import org.comity.testkit.LocalMesh;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoTest {
    @TempDir
    Path folder;

    @Test
    void twoProcessesComeToOnePictureThatAThirdAudits() throws Exception {
        // Given
        ByteArrayOutputStream said = new ByteArrayOutputStream();

        // When
        boolean good = Demo.tell(folder, new PrintStream(said, true, StandardCharsets.UTF_8));

        // Then
        String story = said.toString(StandardCharsets.UTF_8);
        assertThat(good).as(story).isTrue();
        assertThat(story).contains("While apart the pictures differed; now they are equal");
        if (Sockets.areReadable()) {
            assertThat(story).contains("Sockets: the two brokers on loopback and nothing else");
        }
        for (String mesh : new String[] {"regional", "national"}) {
            assertThat(folder.resolve(mesh).resolve("lineage.html")).isNotEmptyFile();
            assertThat(Files.readString(folder.resolve(mesh).resolve("certificate.json")))
                    .contains("\"verdict\"");
            assertThat(Files.readString(folder.resolve(mesh).resolve("picture.json")))
                    .contains("\"decidedBy\":\"AUTHORITY_WEIGHT\"", "\"resolution\":\"DECIDED\"", "\"layer\":\"");
            lineageIsValidToOthersToo(folder.resolve(mesh).resolve("audit.bundle"));
        }
    }

    private static void lineageIsValidToOthersToo(Path file) throws IOException {
        Octets octets = Octets.of(Files.readAllBytes(file));
        Bundle bundle = Bundle.read(octets).fold(read -> read, no -> {
            throw new AssertionError(no);
        });
        ProvDocument lineage = LineageExport.of(
                bundle, LocalMesh.audit().check(octets).derived().orElseThrow());
        assertThat(lineage.bundles()).hasSize(2);
        assertThat(ForeignProv.objections(lineage)).isEmpty();

        // And it would say so if an entity were an activity too
        String name = lineage.bundles().keySet().iterator().next();
        List<ProvStatement> some = List.of(
                ProvStatement.thing(ProvKind.ENTITY, "comity:one"),
                ProvStatement.thing(ProvKind.ACTIVITY, "comity:one"));
        assertThat(ForeignProv.objections(new ProvDocument(lineage.prefixes(), List.of(), Map.of(name, some))))
                .isNotEmpty();
    }
}
