package org.comity.examples.gauges;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import javax.xml.XMLConstants;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.SchemaFactory;
import javax.xml.validation.Validator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoTest {
    @TempDir
    Path folder;

    @Test
    void threeFeedsBecomeOnePictureThatGoesOutAsAlerts() throws Exception {
        // Given
        ByteArrayOutputStream said = new ByteArrayOutputStream();

        // When
        boolean same = Demo.tell(folder, new PrintStream(said, true, StandardCharsets.UTF_8));

        // Then
        String story = said.toString(StandardCharsets.UTF_8);
        assertThat(same).as(story).isTrue();
        assertThat(story)
                .contains("urn:authority:state: Flood warning for the Eel River at Scotia until Sunday morning")
                .contains("urn:authority:federal: flood-category of SMHC1")
                .contains("county.txt 6:27 time NOT_A_TIME")
                .contains("county.txt 7:41 stage OUT_OF_RANGE")
                .contains("federal.json 6:35 /site/lat UNUSABLE")
                .contains("the place (1,1) was never entered");
        String csv = Files.readString(folder.resolve("county.csv"));
        assertThat(Files.readString(folder.resolve("state.csv"))).isEqualTo(csv);
        assertThat(Files.readString(folder.resolve("federal.csv"))).isEqualTo(csv);
        assertThat(csv).contains("urn:authority:county", "urn:authority:state", "urn:authority:federal");
        requireAlerts();
    }

    /** Every file that a route wrote is CAP 1.2; against its schema where the data set lies beside the project. */
    private void requireAlerts() throws Exception {
        String root = System.getProperty("comity.data", "");
        for (String mesh : List.of("county", "state", "federal")) {
            try (Stream<Path> files = Files.list(folder.resolve(mesh).resolve("alerts"))) {
                List<Path> alerts = files.toList();
                assertThat(alerts).hasSizeGreaterThanOrEqualTo(4);
                for (Path alert : alerts) {
                    assertThat(Files.readString(alert)).contains("urn:oasis:names:tc:emergency:cap:1.2", "comity:oid");
                    if (!root.isEmpty()) {
                        validator(root).validate(new StreamSource(alert.toFile()));
                    }
                }
            }
        }
    }

    private static Validator validator(String root) throws Exception {
        Path schema = Path.of(root, "alerts/cap-google/schema/cap12.xsd");
        assertThat(schema).exists();
        return SchemaFactory.newInstance(XMLConstants.W3C_XML_SCHEMA_NS_URI)
                .newSchema(schema.toFile())
                .newValidator();
    }
}
