package org.comity.feeds;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.comity.core.authority.AuthorityId;
import org.comity.core.mesh.Octets;
import org.comity.core.mesh.Outcome;
import org.comity.core.mesh.Reason;
import org.comity.core.observation.Draft;
import org.comity.core.observation.Term;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CapFeedTest {
    private static final CapFeed FEED = new CapFeed(new CapNames(
            "urn:cap",
            sender -> Optional.of(new AuthorityId("urn:cap:sender:"
                    + Octets.of(sender.getBytes(StandardCharsets.UTF_8))
                            .digest()
                            .hex()))));
    private static final CapFeed ONE = new CapFeed(new CapNames(
            "urn:cap", sender -> Optional.of(sender).filter("a@b"::equals).map(any -> new AuthorityId("urn:a"))));
    private static final String ALERT = """
            <alert xmlns="urn:oasis:names:tc:emergency:cap:1.2"><identifier>2</identifier><sender>a@b</sender>
            <sent>2020-01-01T12:00:00+01:00</sent><status>Actual</status><msgType>Update</msgType><scope>Public</scope>
            <references>x@y,0,2019-01-01T00:00:00-00:00 a@b,1,2020-01-01T10:00:00+01:00 a@b,1b,2020-01-01T11:00:00+01:00</references>
            <info><category>Met</category><event>Störm</event><urgency>Past</urgency><severity>Minor</severity>
            <certainty>Observed</certainty><onset>2020-01-01T13:00:00+01:00</onset><expires>2020-01-02T00:00:00+01:00</expires>
            </info></alert>
            """;

    private static List<Outcome<Draft>> read(String document) {
        return Networks.outcomes(ONE, document.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void revisesTheFirstMessageOfTheSameSender() {
        // When
        Draft draft = Networks.yes(read(ALERT).get(0));

        // Then
        assertThat(draft.authority()).isEqualTo(new AuthorityId("urn:a"));
        assertThat(draft.feature().name()).isEqualTo("urn:cap:alert#a@b,1");
        assertThat(draft.series()).isEqualTo("a@b,1");
        assertThat(draft.property().name()).isEqualTo("urn:cap:status:actual#alert");
        assertThat(draft.edition()).hasValue(1_577_876_400_000L);
        assertThat(draft.phenomenonTime().start()).isEqualTo("2020-01-01T12:00:00Z");
        assertThat(draft.phenomenonTime().end()).isEqualTo("2020-01-01T23:00:00Z");
        assertThat(draft.standing()).isEqualTo(Draft.Standing.STANDS);
        assertThat(draft.result().content()).isEqualTo(Octets.of(ALERT.getBytes(StandardCharsets.UTF_8)));
        assertThat(draft.result().terms())
                .containsExactly(
                        new Term("urn:cap:category", "Met"),
                        new Term("urn:cap:urgency", "Past"),
                        new Term("urn:cap:severity", "Minor"),
                        new Term("urn:cap:certainty", "Observed"));
        assertThat(Networks.yes(read(ALERT.replace("Update", "Cancel")).get(0)).standing())
                .isEqualTo(Draft.Standing.RETRACTED);
        assertThat(Networks.yes(read(ALERT.replace("Actual", "Exercise")).get(0))
                        .property()
                        .scheme())
                .isEqualTo("urn:cap:status:exercise");
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://www.incident.com/cap/1.0", "urn:oasis:names:tc:emergency:cap:1.1"})
    void readsOlderVersions(String namespace) {
        assertThat(Networks.yes(read(ALERT.replace("urn:oasis:names:tc:emergency:cap:1.2", namespace))
                                .get(0))
                        .series())
                .isEqualTo("a@b,1");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "<scope>Public</scope>||MALFORMED",
                "<scope>Public</scope>|<scope>All</scope>|MALFORMED",
                "<identifier>2<|<identifier>2 <![CDATA[,]]><|MALFORMED",
                "<identifier>2<|<identifier/><identifier>2<|MALFORMED",
                "<urgency>Past<|<urgency>Late<|MALFORMED",
                "12:00:00+01:00</sent>|12:00:00</sent>|MALFORMED",
                "a@b,1,|a@b,|MALFORMED",
                "a@b</sender>|c@d</sender>|BEYOND_SCOPE",
                "<info>|<info><a/|MALFORMED",
                "cap:1.2|cap:1.3|MALFORMED",
                "xmlns=|x=|MALFORMED",
                "Störm|&storm;|DOCTYPE_FORBIDDEN",
            })
    void refusesABrokenAlertByReason(String from, String to, Reason reason) {
        assertThat(ALERT).contains(from);
        assertThat(read(ALERT.replace(from, to == null ? "" : to)))
                .singleElement()
                .satisfies(one -> assertThat(Networks.reason(one)).contains(reason));
    }

    @Test
    void takesAnAlertThatExpiresBeforeItsOnsetAsOfTheOnset() {
        // When
        Draft draft = Networks.yes(
                read(ALERT.replace("2020-01-02T00", "2020-01-01T12")).get(0));

        // Then
        assertThat(draft.phenomenonTime().start()).isEqualTo("2020-01-01T12:00:00Z");
        assertThat(draft.phenomenonTime().end()).isEqualTo("2020-01-01T12:00:00Z");
    }

    @Test
    void refusesAnUpdateOfNothing() {
        assertThat(Networks.reason(read(ALERT.replaceAll("<references>.*</references>", "<references/>"))
                        .get(0)))
                .contains(Reason.MALFORMED);
    }

    @Test
    void takesEachAlertOfAFeedInItsOwnOctetsAndNoneOutsideAnEntry() {
        // Given
        String inner = ALERT.strip()
                .replace(
                        "<alert xmlns=\"urn:oasis:names:tc:emergency:cap:1.2\">",
                        "<alert a='>'\n" + " xmlns=\"urn:oasis:names:tc:emergency:cap:1.2\" >");
        String feed = "<?xml version='1.0'?>\r\n<?xml-stylesheet href='x'?><feed>é&amp;\r\n" + inner
                + "<entry><content>" + inner + "</content></entry><entry>" + inner.replace("<scope>Public</scope>", "")
                + "</entry></feed>";

        // When
        List<Outcome<Draft>> alerts = read(feed);

        // Then
        assertThat(alerts).hasSize(3);
        assertThat(Networks.reason(alerts.get(0))).contains(Reason.MALFORMED);
        assertThat(new String(Networks.yes(alerts.get(1)).result().content().bytes(), StandardCharsets.UTF_8))
                .isEqualTo(inner);
        assertThat(Networks.reason(alerts.get(2))).contains(Reason.MALFORMED);
    }

    @Test
    void readsNothingOutsideTheDocumentAndNothingTooLarge() {
        // Given
        String entity =
                "<!DOCTYPE alert [<!ENTITY e SYSTEM \"file:///etc/hostname\">]>" + ALERT.replace("Störm", "&e;");
        String deep = ALERT.replace("<info>", "<info>" + "<a>".repeat(70) + "</a>".repeat(70));

        // Then
        assertThat(Networks.reason(read(entity).get(0))).contains(Reason.DOCTYPE_FORBIDDEN);
        assertThat(Networks.reason(read(deep).get(0))).contains(Reason.LIMIT_EXCEEDED);
        assertThat(Networks.reason(
                        Networks.outcomes(FEED, new byte[CapFeed.SIZE_MAX + 1]).get(0)))
                .contains(Reason.LIMIT_EXCEEDED);
        assertThat(Networks.reason(
                        read("<?xml version='1.0' encoding='UTF-16'?>" + ALERT).get(0)))
                .contains(Reason.MALFORMED);
    }

    private static Path alerts() {
        String root = System.getProperty("comity.data", "");
        Assumptions.assumeTrue(!root.isEmpty(), "comity.data is not set");
        return Path.of(root, "alerts");
    }

    @Test
    void takesOrRefusesEveryAlertOfTheDataSetByReason() throws IOException {
        // Given: what is expected, by file
        Map<String, Integer> counts = new TreeMap<>();
        for (String line : Files.readAllLines(alerts().resolve("expected.tsv")).subList(1, 45)) {
            String[] cells = line.split("\t", -1);
            counts.put(cells[0], Integer.parseInt(cells[3]));
        }
        Map<String, Integer> refused = new HashMap<>(Map.of(
                "cap-google/testdata/bushfire_invalid.edxlde", 2,
                "cap-google/testdata/canada_errors.cap", 1,
                "cap-google/testdata/invalid.cap", 1,
                "cap-google/testdata/no_entries.atom", 1,
                "cap-google/testdata/noaa_errors.cap", 1,
                "cap-google/testdata/weather_invalid.atom", 1));

        // When
        int documents = 0;
        List<Draft> drafts = new ArrayList<>();
        for (Map.Entry<String, Integer> expected : counts.entrySet()) {
            byte[] octets = Files.readAllBytes(alerts().resolve(expected.getKey()));
            List<Outcome<Draft>> outcomes = Networks.outcomes(FEED, octets);
            documents++;

            // Then
            long yes = outcomes.stream()
                    .filter(one -> Networks.reason(one).isEmpty())
                    .count();
            assertThat(outcomes).as(expected.getKey()).hasSize(Math.max(1, expected.getValue()));
            assertThat(yes)
                    .as(expected.getKey() + " "
                            + outcomes.stream().map(Networks::reason).toList())
                    .isEqualTo(expected.getValue() - refused.getOrDefault(expected.getKey(), 0));
            outcomes.forEach(one -> one.fold(drafts::add, no -> {
                boolean entity = expected.getKey().contains("xee");
                assertThat(no.reason()).isEqualTo(entity ? Reason.DOCTYPE_FORBIDDEN : Reason.MALFORMED);
                assertThat(no.detail()).isNotBlank();
                return false;
            }));
            requireOwnOctets(octets, outcomes);
        }
        assertThat(documents).isEqualTo(44);
        assertThat(counts.values().stream().mapToInt(one -> one).sum()).isEqualTo(49);
        assertThat(drafts).hasSize(42);
    }

    /** An alert alone is kept octet by octet; one inside another document is a run of that document's octets. */
    private static void requireOwnOctets(byte[] document, List<Outcome<Draft>> outcomes) {
        String whole = new String(document, StandardCharsets.ISO_8859_1);
        for (Outcome<Draft> outcome : outcomes) {
            outcome.fold(
                    draft -> {
                        String own = new String(draft.result().content().bytes(), StandardCharsets.ISO_8859_1);
                        assertThat(whole).contains(own);
                        assertThat(own.strip()).startsWith("<").endsWith("alert>");
                        return own;
                    },
                    no -> "");
        }
    }

    @Test
    void keepsTheSignaturesThatAnAlertCameWith() throws IOException {
        for (String name : List.of("earthquake_signed.cap", "canada_signed.cap")) {
            // Given
            byte[] octets =
                    Files.readAllBytes(alerts().resolve("cap-google/testdata").resolve(name));

            // Then
            assertThat(Networks.yes(Networks.outcomes(FEED, octets).get(0))
                            .result()
                            .content())
                    .isEqualTo(Octets.of(octets));
        }
        byte[] atom = Files.readAllBytes(alerts().resolve("cap-google/testdata/canada_signed.atom"));
        String own = new String(
                Networks.yes(Networks.outcomes(FEED, atom).get(0))
                        .result()
                        .content()
                        .bytes(),
                StandardCharsets.UTF_8);
        assertThat(own.split("SignatureValue>", -1)).hasSize(5);
    }

    private static List<String> noted(String name) throws IOException {
        byte[] octets =
                Files.readAllBytes(alerts().resolve("cap-google/testdata").resolve(name));
        return Networks.yes(Networks.outcomes(FEED, octets).get(0)).result().terms().stream()
                .filter(term -> term.scheme().equals("urn:cap:signature"))
                .map(Term::value)
                .toList();
    }

    @Test
    void notesWhetherASignatureHoldsAndTrustsNone() throws IOException {
        // Then: all rest on SHA-1, and the distributor's has an element of no namespace in it
        assertThat(noted("earthquake_signed.cap")).containsExactly("holds_weakly");
        assertThat(noted("canada_signed.cap")).containsExactly("unchecked", "holds_weakly");
        assertThat(noted("earthquake.cap")).isEmpty();

        // And
        byte[] signed = Files.readAllBytes(alerts().resolve("cap-google/testdata/earthquake_signed.cap"));
        String changed = new String(signed, StandardCharsets.UTF_8).replaceFirst("<headline>", "<headline>X");
        assertThat(CapSignature.of(changed)).containsExactly(CapSignature.BROKEN);
        assertThat(CapSignature.of(changed.replace("URI=\"\"", "URI=\"file:///etc/hostname\"")))
                .containsExactly(CapSignature.UNCHECKED);
        assertThat(CapSignature.of(changed.replaceFirst("(?s)<KeyInfo>.*</KeyInfo>", "")))
                .containsExactly(CapSignature.UNCHECKED);
    }

    @Test
    void saysWhereAnAlertIsBroken() {
        // When
        List<Entry> entries = ONE.read(
                ALERT.replace("<severity>Minor", "<severity>Bad").getBytes(StandardCharsets.UTF_8),
                new Delivery("sample", java.time.Instant.EPOCH));

        // Then
        assertThat(entries).singleElement().isInstanceOfSatisfying(Entry.Misfit.class, misfit -> {
            assertThat(misfit.fault()).isEqualTo(Fault.NOT_A_WORD);
            assertThat(misfit.field()).isEqualTo("severity");
            assertThat(misfit.at().line()).isEqualTo(4);
            assertThat(misfit.place()).isEqualTo(new Place(1, 53));
        });
    }

    @Test
    void theScopeIsOptionalInCapOneAlone() {
        // Given
        String bare = ALERT.replace("<scope>Public</scope>", "");

        // Then
        assertThat(Networks.yes(read(bare.replace(
                                        "urn:oasis:names:tc:emergency:cap:1.2", "http://www.incident.com/cap/1.0"))
                                .get(0))
                        .series())
                .isEqualTo("a@b,1");
        assertThat(Networks.reason(read(bare).get(0))).contains(Reason.MALFORMED);
    }

    @Test
    void namesTheElementThatIsEmptyAndThePlaceOfTheReferenceThatHasNoTime() {
        // Given
        String empty = ALERT.replace("<urgency>Past</urgency>", "<urgency/>");
        String timeless = ALERT.replace("a@b,1,2020-01-01T10:00:00+01:00", "a@b,1,yesterday");

        // Then
        assertThat(misfit(empty).field()).isEqualTo("urgency");
        assertThat(misfit(empty).at().line()).isEqualTo(4);
        assertThat(misfit(timeless).field()).isEqualTo("references");
        assertThat(misfit(timeless).at().line()).isEqualTo(3);
    }

    private static Entry.Misfit misfit(String document) {
        Entry entry = ONE.read(document.getBytes(StandardCharsets.UTF_8), new Delivery("a", java.time.Instant.EPOCH))
                .get(0);
        return entry.fold(
                fits -> {
                    throw new AssertionError("it fits");
                },
                misfit -> misfit);
    }
}
