package org.comity.feeds;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.comity.core.authority.AuthorityId;
import org.comity.core.mesh.Octets;
import org.comity.feeds.mapped.MappedFeed;
import org.comity.feeds.mapped.Mapping;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Any octets as a document of each feed: drafts and misfits whose counts add up and whose places lie in the document, and never
 * an exception. The first octet says which feed.
 */
final class FeedFuzzTest {
    private static final Delivery DELIVERY = new Delivery("fuzzed", Instant.EPOCH);
    private static final String RULES = """

            tables: {t: {a: b}}
            rules:
              - authority: urn:a
                feature: {scheme: "urn:f", value: "%s"}
                property: {scheme: "urn:p", value: p}
                time: {value: "%s", pattern: [iso, hl7, d/M/uuuu], zone: Europe/Paris, uncertainty: "%s"}
                result: {fields: {a: "%s"}}
                identity: {series: "{@number}", record: "{@line} {@digest}"}
            """;
    private static final NetworkNames NETWORKS =
            new NetworkNames("urn:q", network -> Optional.of(new AuthorityId("urn:" + network)));
    private static final List<Feed> FEEDS = List.of(
            new CapFeed(new CapNames("urn:cap", any -> Optional.of(new AuthorityId("urn:a")))),
            new ComcatFeed(NETWORKS),
            new PdlFeed(NETWORKS),
            mapped(
                    "{format: csv, heading: [a, b, c, d], short-lines: absent, columns: {a: {kind: decimal}}}",
                    "{a}",
                    "{b}"),
            mapped("{format: csv, group: [a], separator: ;}", "{a part 2 by /}", "{b or c}"),
            mapped(
                    "{format: fixed-width, charset: windows-1252, columns: {a: {from: 1, to: 3}, b: {from: 4, to: 9, kind:"
                            + " integer}, c: {from: 2, to: 4}, d: {from: 9, to: 9}}}",
                    "{a}",
                    "{b}"),
            mapped("{format: json, records: /r}", "{/a/*/b}", "{/b or @document/t}"),
            mapped("{format: xml, records: [/a/b, /a/c]}", "{../d[@k=e]/f or ./@id}", "{g[2]}"),
            mapped("{format: hl7}", "{MSH-10}", "{MSH-7.1}"),
            mapped("{format: hl7, records: OBX}", "{PID-3[2].4.1 or OBX-5}", "{OBX-14 or MSH-7}"),
            mapped("{format: rows}", "{a}", "{b}"),
            standard("quakeml.yaml"),
            standard("edxl-de.yaml"));

    private static Feed mapped(String source, String feature, String time) {
        String other = source.contains("json") ? "/c" : source.contains("hl7") ? "PV1-2.1" : "c";
        String rules = RULES.formatted(feature, time, "{" + other + "}", "{" + other + "}");
        return feed(("mapping: 1\nsource: " + source + rules).getBytes(StandardCharsets.UTF_8), Map.of());
    }

    private static Feed standard(String name) {
        try (InputStream in = FeedFuzzTest.class.getResourceAsStream("/org/comity/feeds/mappings/" + name)) {
            return feed(in.readAllBytes(), Map.of("authority", "urn:a"));
        } catch (IOException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static Feed feed(byte[] mapping, Map<String, String> settings) {
        return new MappedFeed(Mapping.read(Octets.of(mapping), settings).fold(good -> good, no -> {
            throw new IllegalStateException(no.detail());
        }));
    }

    static Stream<byte[]> seeds() {
        return Stream.of(
                        "\0<alert xmlns='urn:oasis:names:tc:emergency:cap:1.2'><identifier>2</identifier><sender>a@b</sender>"
                                + "<sent>2020-01-01T12:00:00+01:00</sent><status>Actual</status><msgType>Update</msgType>"
                                + "<scope>Public</scope><references>a@b,1,2020-01-01T10:00:00+01:00</references><info>"
                                + "<urgency>Past</urgency><expires>2020-01-02T00:00:00+01:00</expires></info></alert>",
                        "\1{\"properties\":{\"products\":{\"origin\":[{\"id\":\"urn:usgs-product:nc:origin:nc1:1000\",\"source\":"
                                + "\"nc\",\"type\":\"origin\",\"code\":\"nc1\",\"updateTime\":1000,\"status\":\"UPDATE\","
                                + "\"properties\":{\"eventsource\":\"nc\",\"eventsourcecode\":\"1\"}}]}}}",
                        "\2<product xmlns='http://earthquake.usgs.gov/distribution/product' id='urn:usgs-product:nc:origin:nc1:1000'"
                                + " updateTime='1970-01-01T00:00:01.000Z' status='DELETE'><property name='eventsource' value='nc'/>"
                                + "</product>",
                        "\3" + "1,2024-01-01T00:00:00,PT1S,x\n\"2\"\"\",1/2/2024\r\n",
                        "\4a;b;c\nx/y;2024;1\nx/y;2024;1\n",
                        "\5abc20240101\nab\n",
                        "\6{\"t\":\"2024\",\"r\":[{\"a\":{\"x\":{\"b\":1}},\"b\":\"20240101\"},{}]}",
                        "\7<a><b id='1'><e>k</e><g>1</g><g>2024</g></b><d k='k'><f>1</f></d><c/></a>",
                        "\10MSH|^~\\&|A|B|||20240101120000.5+0100||ORU^R01|7\rPID|1||a~b^^^c&d\r",
                        "\11FHS|\rMSH|^~\\&|A|B|||2024\rOBX|1||||a\\F\\b\\X0D\\\r",
                        "\12[{\"a\":\"1\",\"b\":\"2024-01-01\",\"c\":null}]",
                        "\13<quakeml><eventParameters><event publicID='e'><origin publicID='o'><time><value>2024-01-01T00:00:00"
                                + "</value><uncertainty>1.5</uncertainty></time></origin><magnitude publicID='m'><mag><value>1</value>"
                                + "</mag><originID>o</originID></magnitude></event></eventParameters></quakeml>",
                        "\14<edxlDistribution><senderID>s</senderID><distributionID>1</distributionID><dateTimeSent>"
                                + "2024-01-01T00:00:00Z</dateTimeSent><distributionStatus>Actual</distributionStatus>"
                                + "<distributionKind>Report</distributionKind><content><contentObject/></content></edxlDistribution>")
                .map(text -> text.getBytes(StandardCharsets.UTF_8));
    }

    @MethodSource("seeds")
    @FuzzTest(maxDuration = "")
    void readsOrRefusesAnything(byte[] input) {
        if (input.length == 0) {
            return;
        }
        Feed feed = FEEDS.get((input[0] & 0xFF) % FEEDS.size());
        byte[] document = Arrays.copyOfRange(input, 1, input.length);
        List<Entry> entries = feed.read(document, DELIVERY);
        Tally tally = Tally.of(entries);
        assertThat(tally.read()).isEqualTo(tally.observed() + tally.superseded() + tally.quarantined());
        assertThat(feed.read(document, DELIVERY)).isEqualTo(entries);
        for (Entry entry : entries) {
            assertThat(entry.original().size()).isLessThanOrEqualTo(document.length);
            assertThat(entry.lines()).isPositive();
        }
    }
}
