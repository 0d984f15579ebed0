package org.comity.routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.awaitility.Awaitility;
import org.comity.core.authority.AuthorityId;
import org.comity.core.observation.Observation;
import org.comity.core.reconcile.Observed;
import org.comity.testkit.LocalMesh;
import org.comity.testkit.LocalMeshes;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each feed as a Kamelet with nothing but its properties set. */
class FeedKameletsTest {
    private static final String RULES = """
            rules:
              - authority: urn:authority:water
                feature: {scheme: "urn:gauge", value: "{%s}"}
                property: {scheme: "urn:water", value: level}
                time: {value: "2024-01-01T00:00:00Z"}
                result: {media-type: text/plain}
                identity: {series: "{%s}", record: "{@name} {@line}"}
            """;
    private static final Map<String, String> SOURCES = Map.of(
            "csv", "{format: csv}",
            "fixed-width",
                    "{format: fixed-width, columns: {id: {from: 1, to: 2}, level: {from: 3, to: 5, kind: integer}}}",
            "json", "{format: json}",
            "xml", "{format: xml, records: /gauges/gauge}",
            "rows", "{format: rows, columns: {LEVEL: {kind: integer}}}");
    private static final Map<String, String> DOCUMENTS = Map.of(
            "csv", "id,level\nG1,1\nG2\n",
            "fixed-width", "G1  1\nG2  x\n",
            "json", "[{\"id\": \"G1\"}, {\"level\": 2}]",
            "xml", "<gauges><gauge><id>G1</id></gauge><gauge/></gauges>",
            "cap", """
                    <alert xmlns="urn:oasis:names:tc:emergency:cap:1.2"><identifier>1</identifier><sender>a@b</sender>
                    <sent>2020-01-01T12:00:00+01:00</sent><status>Actual</status><msgType>Alert</msgType>
                    <scope>Public</scope></alert>""",
            "hl7", "MSH|^~\\&|LAB|COUNTY|||20240101||ORU^R01|7|P|2.5.1\nMSH|^~\\&|LAB|COUNTY\n",
            "edxl", """
                    <edxlDistribution xmlns="urn:oasis:names:tc:emergency:EDXL:DE:2.0"><distributionID>1</distributionID>
                    <senderID>water</senderID><dateTimeSent>2024-01-01T00:00:00Z</dateTimeSent>
                    <distributionStatus>Actual</distributionStatus><distributionKind>Report</distributionKind>
                    <content><contentObject><x/></contentObject></content></edxlDistribution>""",
            "quakeml", """
                    <quakeml><eventParameters><event publicID="quakeml:a/event/1"><origin publicID="quakeml:a/origin/1">
                    <time><value>2024-01-01T00:00:00</value></time></origin></event></eventParameters></quakeml>""",
            "pdl", """
                    <product xmlns="http://earthquake.usgs.gov/distribution/product" status="UPDATE"
                    id="urn:usgs-product:nc:origin:nc1:1000" updateTime="1970-01-01T00:00:01.000Z">
                    <property name="eventsource" value="nc"/><property name="eventsourcecode" value="1"/>
                    <property name="eventtime" value="2017-07-29T00:02:40.910Z"/>
                    <property name="latitude" value="40.78"/><property name="longitude" value="-125.18"/></product>""",
            "comcat", """
                    {"properties": {"products": {"origin": [{"id": "urn:usgs-product:nc:origin:nc1:1000", "source": "nc",
                    "type": "origin", "code": "nc1", "updateTime": 1000, "status": "UPDATE", "properties": {"eventsource": "nc",
                    "eventsourcecode": "1", "eventtime": "2017-07-29T00:02:40.910Z", "latitude": "1", "longitude": "2"}}]}}}""");

    private final LocalMesh county = LocalMeshes.of("county").mesh("county");
    private final DefaultCamelContext camel = new DefaultCamelContext();

    @TempDir
    Path folder;

    @BeforeEach
    void bind() {
        camel.getRegistry().bind("mesh", county.node());
        for (String name : List.of("urn:authority:water", "urn:authority:")) {
            camel.getRegistry().bind(name, county.voice(new AuthorityId(name)));
        }
        camel.start();
    }

    @AfterEach
    void stop() {
        camel.stop();
    }

    private String mapping(String format) throws Exception {
        String id = format.equals("json") ? "/id" : format.equals("rows") ? "ID" : "id";
        Path file = folder.resolve("mapping.yaml");
        Files.writeString(file, "mapping: 1\nsource: " + SOURCES.get(format) + "\n" + RULES.formatted(id, id));
        return file.toString();
    }

    private void route(String from) throws Exception {
        camel.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from(from).to("seda:out");
            }
        });
    }

    private Observed next() {
        return camel.createConsumerTemplate().receiveBody("seda:out", 20_000, Observed.class);
    }

    private static String names(Observed observed) {
        return observed.observations().stream()
                .map(Observation::core)
                .map(core -> core.origin().authority() + " " + core.feature().name())
                .collect(Collectors.joining(", "));
    }

    @ParameterizedTest
    @ValueSource(strings = {"csv", "fixed-width", "json", "xml"})
    void observesWhatAMappingSaysAndSetsTheRestAside(String format) throws Exception {
        // When
        Path inbox = Files.createDirectories(folder.resolve("inbox"));
        Files.writeString(inbox.resolve("levels"), DOCUMENTS.get(format));
        route("kamelet:comity-" + format + "-source?directory=" + inbox + "&mapping=" + mapping(format));
        Observed observed = next();

        // Then
        assertThat(names(observed)).isEqualTo("urn:authority:water urn:gauge#G1");
        assertThat(observed.setAside())
                .singleElement()
                .satisfies(one -> assertThat(one.detail()).startsWith("levels "));
        assertThat(county.node().setAside()).hasSize(1);
        Awaitility.await().until(() -> Files.exists(inbox.resolve(".done/levels")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "cap?base=urn:a&authorities=*=urn:authority:water",
                "hl7?authority=urn:authority:water&base=urn:a",
                "edxl?authority=urn:authority:&base=urn:a",
                "quakeml?authority=urn:authority:water&base=urn:a",
                "comcat?base=urn:a&authorities=nc=urn:authority:water",
                "pdl?base=urn:a&authorities=nc=urn:authority:water",
            })
    void observesAStandardFormatWithoutAMapping(String kamelet) throws Exception {
        // Given
        String format = kamelet.substring(0, kamelet.indexOf('?'));
        Path inbox = Files.createDirectories(folder.resolve("inbox"));
        Files.writeString(inbox.resolve("document"), DOCUMENTS.get(format));

        // When
        route("kamelet:comity-" + kamelet.replace("?", "-source?directory=" + inbox + "&"));
        Observed observed = next();

        // Then
        assertThat(observed.observations()).hasSize(1);
        assertThat(names(observed)).startsWith("urn:authority:water urn:a:");
        assertThat(observed.setAside()).hasSize(format.equals("hl7") ? 1 : 0);
    }

    @Test
    void observesEachRowOfADatabase() throws Exception {
        // Given
        JdbcDataSource gauges = new JdbcDataSource();
        gauges.setURL("jdbc:h2:mem:gauges;DB_CLOSE_DELAY=-1");
        camel.getRegistry().bind("gauges", gauges);
        try (Connection connection = gauges.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("create table gauge(id varchar(9), level varchar(9), taken boolean)");
            statement.execute("insert into gauge values ('G1', '1', false), ('G2', 'x', false)");
        }

        // When
        route("kamelet:comity-rows-source?dataSource=gauges&delay=100&mapping=" + mapping("rows")
                + "&query=RAW(select * from gauge where taken = false order by id)"
                + "&onConsume=RAW(update gauge set taken = true where id = :#id)");

        // Then
        assertThat(names(next())).isEqualTo("urn:authority:water urn:gauge#G1");
        assertThat(next().setAside()).hasSize(1);
        assertThat(camel.createConsumerTemplate()
                        .receiveBody("seda:out", Duration.ofMillis(500).toMillis()))
                .isNull();
    }

    @Test
    void observesADocumentThatCameByAnyWay() throws Exception {
        // Given
        String mapping = mapping("csv");
        camel.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:posted").to("kamelet:comity-feed?mapping=" + mapping);
            }
        });

        // Then
        assertThat(camel.createProducerTemplate().requestBody("direct:posted", DOCUMENTS.get("csv")))
                .hasToString("observed 1, set aside 1");
    }

    @Test
    void failsAtStartWhereTheMappingIsForAnotherFormat() throws Exception {
        String mapping = mapping("json");
        assertThatThrownBy(() -> route("kamelet:comity-csv-source?directory=" + folder + "/inbox&mapping=" + mapping))
                .hasStackTraceContaining("is for json, not for csv");
        assertThatThrownBy(() -> route("kamelet:comity-csv-source?directory=" + folder + "/inbox&mapping=nowhere.yaml"))
                .hasStackTraceContaining("there is no mapping nowhere.yaml");
    }
}
