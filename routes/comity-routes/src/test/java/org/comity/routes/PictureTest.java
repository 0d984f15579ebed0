package org.comity.routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import javax.xml.XMLConstants;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.Schema;
import javax.xml.validation.SchemaFactory;
import org.comity.core.authority.AuthorityId;
import org.comity.core.mesh.Octets;
import org.comity.core.observation.Draft;
import org.comity.core.observation.FeatureOfInterest;
import org.comity.core.observation.ObservedProperty;
import org.comity.core.observation.PhenomenonTime;
import org.comity.core.observation.Result;
import org.comity.core.picture.JointPicture;
import org.comity.feeds.CapFeed;
import org.comity.feeds.CapNames;
import org.comity.feeds.Delivery;
import org.comity.feeds.Entry;
import org.comity.feeds.picture.PictureAlerts;
import org.comity.feeds.picture.PictureTable;
import org.comity.feeds.picture.PictureWriter;
import org.comity.testkit.LocalMeshes;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** The joint picture as it leaves, with where each line comes from. */
class PictureTest {
    private static final AuthorityId SHERIFF = new AuthorityId("urn:authority:sheriff");
    private static final AuthorityId PATROL = new AuthorityId("urn:authority:patrol");
    private static final Instant NOON = Instant.parse("2020-01-01T12:00:00Z");

    private final LocalMeshes meshes = LocalMeshes.of("county", "state");

    PictureTest() {
        meshes.agree(meshes.sketch()
                .authority(SHERIFF, meshes.mesh("county"), 0)
                .authority(PATROL, meshes.mesh("state"), 0)
                .domain("road-state", "urn:roads", new ObservedProperty("urn:properties", "road-state"))
                .domain("alerts", "urn:cap:alert", new ObservedProperty("urn:cap:status:exercise", "alert"))
                .agree());
    }

    private void observe(String mesh, AuthorityId authority, String road, String mediaType, String result) {
        observe(mesh, authority, road, mediaType, result, Draft.Standing.STANDS);
    }

    private void observe(
            String mesh, AuthorityId authority, String road, String mediaType, String result, Draft.Standing standing) {
        meshes.mesh(mesh)
                .observe(
                        authority,
                        new Draft(
                                authority,
                                new FeatureOfInterest("urn:roads", road),
                                new ObservedProperty("urn:properties", "road-state"),
                                new PhenomenonTime(NOON, NOON.plusSeconds(3_600)),
                                Optional.empty(),
                                Optional.empty(),
                                new Result(mediaType, Octets.of(result.getBytes(StandardCharsets.UTF_8)), List.of()),
                                road,
                                OptionalLong.empty(),
                                standing,
                                road));
    }

    private JointPicture picture() {
        return meshes.exchange().agent("county").current().picture();
    }

    private static String text(Octets alert) {
        return new String(alert.bytes(), StandardCharsets.UTF_8);
    }

    /** Against the schema where the data set lies beside the project. */
    private static void requireValid(List<Octets> alerts) throws Exception {
        String root = System.getProperty("comity.data", "");
        Assumptions.assumeTrue(!root.isEmpty(), "comity.data is not set");
        Path file = Path.of(root, "alerts/cap-google/schema/cap12.xsd");
        assertThat(file).exists();
        Schema schema =
                SchemaFactory.newInstance(XMLConstants.W3C_XML_SCHEMA_NS_URI).newSchema(file.toFile());
        for (Octets alert : alerts) {
            schema.newValidator().validate(new StreamSource(new StringReader(text(alert))));
        }
    }

    private static List<Octets> alerts(JointPicture picture) {
        return new PictureAlerts("picture@county.example").of(picture);
    }

    @Test
    void anAlertNamesObservationAuthorityAndRuling() throws Exception {
        // Given
        observe("county", SHERIFF, "R 1", "application/json", "{\"latitude\":\"38.5\",\"longitude\":\"-120\"}");

        // When
        JointPicture picture = picture();
        List<Octets> alerts = alerts(picture);

        // Then
        String oid = picture.entries().get(0).ruling().winner().orElseThrow().hex();
        assertThat(alerts).hasSize(1);
        assertThat(text(alerts.get(0)))
                .contains("<valueName>comity:oid</valueName><value>" + oid + "</value>")
                .contains("<valueName>comity:authority</valueName><value>urn:authority:sheriff</value>")
                .contains("<valueName>comity:ruling</valueName><value>PREVAILS</value>")
                .contains("<circle>38.5,-120 0</circle>")
                .contains("<msgType>Alert</msgType>")
                .contains("<expires>2020-01-01T13:00:00-00:00</expires>")
                .contains("<derefUri>"
                        + Base64.getEncoder()
                                .encodeToString("{\"latitude\":\"38.5\",\"longitude\":\"-120\"}"
                                        .getBytes(StandardCharsets.UTF_8)));
        assertThat(alerts(meshes.agent("state").current().picture())).isEqualTo(alerts);
        requireValid(alerts);
    }

    @Test
    void whatPrevailsSpeaksInItsOwnWordsAndAnExerciseStaysOne() throws Exception {
        // Given
        String alert = """
                <alert xmlns="urn:oasis:names:tc:emergency:cap:1.2"><identifier>1</identifier><sender>a@b</sender>
                <sent>2020-01-01T12:00:00+01:00</sent><status>Exercise</status><msgType>Alert</msgType><scope>Public</scope>
                <info><category>Met</category><event>Flood &amp; storm</event><urgency>Past</urgency><severity>Minor</severity>
                <certainty>Very Likely</certainty><headline>Stay</headline><area><areaDesc>Here</areaDesc>
                <polygon>1,1 1,2 2,2 1,1</polygon><geocode><valueName>FIPS</valueName><value>06015</value></geocode></area>
                </info></alert>""";
        CapFeed feed = new CapFeed(new CapNames("urn:cap", any -> Optional.of(SHERIFF)));
        for (Entry entry : feed.read(alert.getBytes(StandardCharsets.UTF_8), new Delivery("a", NOON))) {
            entry.fold(fits -> meshes.mesh("county").observe(SHERIFF, fits.draft()), misfit -> {
                throw new AssertionError(misfit.toString());
            });
        }

        // When
        List<Octets> alerts = alerts(picture());

        // Then
        assertThat(text(alerts.get(0)))
                .contains("<status>Exercise</status>")
                .contains("<event>Flood &amp; storm</event>", "<severity>Minor</severity>", "<headline>Stay</headline>")
                .contains("<certainty>Unknown</certainty>")
                .contains("<polygon>1,1 1,2 2,2 1,1</polygon>", "<value>06015</value>");
        requireValid(alerts);
    }

    @Test
    void whereNothingPrevailsEveryCandidateIsNamed() throws Exception {
        // Given
        observe("county", SHERIFF, "R1", "text/plain", "closed");
        observe("state", PATROL, "R1", "text/plain", "open");

        // When
        JointPicture picture = picture();
        String told = text(alerts(picture).get(0));

        // Then
        assertThat(picture.entries().get(0).ruling().winner()).isEmpty();
        assertThat(told)
                .contains("2 statements, none prevails (ESCALATED)", "urn:authority:patrol states: open")
                .doesNotContain("comity:oid");
        assertThat(told.split("comity:candidate", -1)).hasSize(3);
        requireValid(alerts(picture));
    }

    @Test
    void aChangedEntryUpdatesTheAlertThatItWasAndOneTakenBackCancelsIt() throws Exception {
        // Given
        PictureAlerts writer = new PictureAlerts("picture@county.example");
        observe("county", SHERIFF, "R1", "text/plain", "closed");
        observe("county", SHERIFF, "R2", "text/plain", "closed");
        JointPicture first = picture();
        observe("county", SHERIFF, "R1", "text/plain", "open");
        JointPicture second = picture();
        observe("county", SHERIFF, "R1", "text/plain", "", Draft.Standing.RETRACTED);
        JointPicture third = picture();

        // When
        List<Octets> updated = writer.since(first, second);
        List<Octets> cancelled = writer.since(second, third);

        // Then
        String known = writer.of(first).stream()
                .map(PictureTest::text)
                .filter(one -> one.contains("of R1"))
                .findFirst()
                .orElseThrow()
                .replaceAll("(?s).*<identifier>(.*)</identifier>.*", "$1");
        assertThat(updated).hasSize(1);
        assertThat(text(updated.get(0)))
                .contains("<msgType>Update</msgType>", "<references>picture@county.example," + known + ",2020-");
        assertThat(cancelled).hasSize(1);
        assertThat(text(cancelled.get(0))).contains("<msgType>Cancel</msgType>").doesNotContain("<info>");
        assertThat(writer.since(third, third)).isEmpty();
        assertThat(writer.of(third)).hasSize(1);
        requireValid(Stream.concat(updated.stream(), cancelled.stream()).toList());
    }

    @Test
    void aTableHoldsEveryStatementWithItsOrigin() throws Exception {
        // Given
        observe("county", SHERIFF, "R1", "text/plain", "closed, \"flood\"\nand \u0001 more");
        observe("county", SHERIFF, "R2", "text/plain", "before");
        observe("county", SHERIFF, "R2", "text/plain", "after");

        // When
        JointPicture picture = picture();
        String csv = PictureTable.csv(picture);
        JsonNode json = new ObjectMapper().readTree(PictureTable.json(picture));

        // Then
        assertThat(csv).startsWith(String.join(",", PictureTable.COLUMNS) + "\r\n");
        assertThat(csv).contains("\"closed, \"\"flood\"\"\nand \u0001 more\"").contains(",superseded,");
        assertThat(json).hasSize(3);
        for (JsonNode row : json) {
            assertThat(row.path("oid").asText()).hasSize(64);
            assertThat(row.path("authority").asText()).isEqualTo("urn:authority:sheriff");
            assertThat(row.path("agreement").asText())
                    .isEqualTo(picture.agreement().hex());
        }
        requireValid(alerts(picture));
    }

    @Test
    void aStepOfTheRouteWritesWhatIsNewAlone() {
        // Given
        PictureWriter writer = new PictureWriter();
        writer.setSender("picture@county.example");
        observe("county", SHERIFF, "R1", "text/plain", "closed");
        JointPicture first = picture();
        observe("county", SHERIFF, "R2", "text/plain", "closed");
        JointPicture second = picture();

        // Then
        assertThat((List<?>) writer.write(first)).hasSize(1);
        assertThat((List<?>) writer.write(second.since(first))).hasSize(1);
        assertThat((List<?>) writer.write(second)).isEmpty();
        assertThatThrownBy(() -> writer.setFormat("pdf")).hasMessageContaining("cap, csv or json");
        assertThatThrownBy(() -> new PictureAlerts("a b")).hasMessageContaining("without space");
    }
}
