package org.comity.feeds;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.comity.core.mesh.Octets;
import org.comity.core.mesh.Outcome;
import org.comity.core.mesh.Reason;
import org.comity.core.observation.Draft;
import org.comity.core.observation.FeatureOfInterest;
import org.comity.core.observation.PhenomenonTime;
import org.comity.core.observation.Result;
import org.junit.jupiter.api.Test;

class BrokenInputTest {
    private static final String ORIGIN = """
            {"id":"urn:usgs-product:nc:origin:nc1:1000","source":"nc","type":"origin","code":"nc1","updateTime":1000,
             "status":"UPDATE","preferredWeight":157,"properties":{"eventsource":"NC","eventsourcecode":"1A",
             "eventtime":"2017-07-29T00:02:40.910Z","latitude":"40.78","longitude":"-125.18","title":"somewhere"}}""";
    private static final String PRODUCT = """
            <product xmlns="http://earthquake.usgs.gov/distribution/product" id="urn:usgs-product:nc:origin:nc1:1000"
              updateTime="1970-01-01T00:00:01.000Z" status="UPDATE">
              <property name="eventsource" value="nc"/><property name="eventsourcecode" value="1a"/>
              <property name="eventtime" value="2017-07-29T00:02:40.910Z"/>
              <property name="latitude" value="40.78"/><property name="longitude" value="-125.18"/>
            </product>""";

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static List<Outcome<Draft>> comcat(String... origins) {
        String event = "{\"properties\":{\"ids\":\",nc1,us1,\",\"products\":{\"origin\":[" + String.join(",", origins)
                + "]}}}";
        return new ComcatFeed(Networks.NAMES).read(utf8(event));
    }

    private static Outcome<Draft> pdl(String document) {
        return new PdlFeed(Networks.NAMES).read(utf8(document));
    }

    @Test
    void makesTheSameDraftFromBothFormats() {
        // Then
        Draft draft = Networks.yes(pdl(PRODUCT));
        assertThat(comcat(ORIGIN)).hasSize(1).first().extracting(Networks::yes).isEqualTo(draft);
        assertThat(draft.result().content())
                .isEqualTo(Octets.of(utf8("{\"eventtime\":\"2017-07-29T00:02:40.910Z\",\"latitude\":\"40.78\","
                        + "\"longitude\":\"-125.18\"}")));
    }

    @Test
    void refusesABrokenProductAndGoesOnWithTheOthers() {
        // Given
        Map<String, String> changes = Map.ofEntries(
                Map.entry("\"updateTime\":1000", "\"updateTime\":\"1000\""),
                Map.entry("\"updateTime\":1000,", "\"updateTime\":1001,"),
                Map.entry("\"status\":\"UPDATE\"", "\"status\":\"TRUMP\""),
                Map.entry("\"latitude\":\"40.78\"", "\"latitude\":40.78"),
                Map.entry("\"40.78\"", "\"90.0000001\""),
                Map.entry("\"-125.18\"", "\"NaN\""),
                Map.entry("\"longitude\"", "\"somewhere\""),
                Map.entry("2017-07-29T00:02:40.910Z", "2017-07-29T24:00:07Z"),
                Map.entry("\"eventsourcecode\"", "\"code\""),
                Map.entry("\"NC\"", "\"n:c\""),
                Map.entry("\"type\":\"origin\"", "\"type\":\"shakemap\""));
        changes.forEach((from, to) -> {
            String broken = ORIGIN.replace(from, to);
            assertThat(broken).isNotEqualTo(ORIGIN);

            // When
            List<Outcome<Draft>> drafts = comcat(broken, ORIGIN);

            // Then
            assertThat(drafts).hasSize(2);
            assertThat(Networks.reason(drafts.get(0))).as(to).contains(Reason.MALFORMED);
            assertThat(Networks.reason(drafts.get(1))).isEmpty();
        });
    }

    @Test
    void speaksForNoNetworkThatItIsNotGiven() {
        // Then
        assertThat(Networks.reason(comcat(ORIGIN.replace("\"nc\"", "\"zz\"").replace(":nc:", ":zz:"))
                        .get(0)))
                .contains(Reason.BEYOND_SCOPE);
    }

    @Test
    void refusesADocumentThatIsNoEvent() {
        // Given
        ComcatFeed feed = new ComcatFeed(Networks.NAMES);
        Map<String, Reason> documents = Map.of(
                "",
                Reason.MALFORMED,
                "{}",
                Reason.MALFORMED,
                "{\"a\":1,\"a\":2}",
                Reason.MALFORMED,
                "{} {}",
                Reason.MALFORMED,
                "\u0000",
                Reason.MALFORMED,
                "[".repeat(40) + "]".repeat(40),
                Reason.LIMIT_EXCEEDED);

        // Then
        documents.forEach((document, reason) -> assertThat(feed.read(utf8(document)))
                .as(document)
                .singleElement()
                .satisfies(outcome -> assertThat(Networks.reason(outcome)).contains(reason)));
        assertThat(Networks.reason(feed.read(new byte[StrictJson.SIZE_MAX + 1]).get(0)))
                .contains(Reason.LIMIT_EXCEEDED);
        assertThat(comcat(String.join(",", java.util.Collections.nCopies(ComcatFeed.PRODUCTS_MAX + 1, "1"))))
                .singleElement()
                .satisfies(outcome -> assertThat(Networks.reason(outcome)).contains(Reason.LIMIT_EXCEEDED));
    }

    @Test
    void readsNothingOutsideAProductFile() {
        // Given
        String entity =
                "<!DOCTYPE product [<!ENTITY e SYSTEM \"file:///etc/hostname\">]>" + PRODUCT.replace("40.78", "&e;");

        // Then
        assertThat(Networks.reason(pdl("<!DOCTYPE product>" + PRODUCT))).contains(Reason.DOCTYPE_FORBIDDEN);
        assertThat(Networks.reason(pdl("<?go away?>" + PRODUCT))).contains(Reason.DOCTYPE_FORBIDDEN);
        assertThat(Networks.reason(pdl(entity))).contains(Reason.DOCTYPE_FORBIDDEN);
    }

    @Test
    void refusesABrokenProductFile() {
        // Then
        for (String broken : List.of(
                "",
                PRODUCT + PRODUCT,
                PRODUCT.replace("distribution/product", "distribution/other"),
                PRODUCT.replace("00:00:01.000Z", "00:00:01.001Z"),
                PRODUCT.replace(":nc1:", ":"),
                PRODUCT.replace(" status=\"UPDATE\"", ""),
                PRODUCT.replace("\"longitude\"", "\"latitude\""),
                PRODUCT.replace("-125.18", "-180.5"))) {
            assertThat(Networks.reason(pdl(broken))).as(broken).contains(Reason.MALFORMED);
        }
        String deep = PRODUCT.replace("</product>", "<a><b><c><d/></c></b></a></product>");
        assertThat(Networks.reason(pdl(deep))).contains(Reason.LIMIT_EXCEEDED);
        assertThat(Networks.reason(new PdlFeed(Networks.NAMES).read(new byte[PdlFeed.SIZE_MAX + 1])))
                .contains(Reason.LIMIT_EXCEEDED);
    }

    @Test
    void takesADeletionWithoutEventTimeAsOfItsOwnTime() {
        // When
        Draft deletion =
                Networks.yes(pdl(PRODUCT.replace("UPDATE", "DELETE").replaceAll("(?m)^.*(eventtime|latitude).*$", "")));

        // Then
        assertThat(deletion.standing()).isEqualTo(Draft.Standing.RETRACTED);
        assertThat(deletion.phenomenonTime().start().toEpochMilli()).isEqualTo(1_000);
        assertThat(deletion.result().content()).isEqualTo(Octets.of(utf8("{}")));
        assertThat(deletion.series()).isEqualTo(Networks.yes(pdl(PRODUCT)).series());
    }

    @Test
    void placesNoResultOfAnotherMediaType() {
        // Given
        Draft draft = Networks.yes(pdl(PRODUCT));
        Result foreign = new Result("application/json", draft.result().content(), List.of());
        FeatureOfInterest feature = draft.feature();

        // Then
        assertThat(Networks.reason(Hypocentre.of(feature, draft.phenomenonTime(), foreign)))
                .isEqualTo(Optional.of(Reason.MALFORMED));
        assertThat(Networks.reason(Hypocentre.of(feature, draft.phenomenonTime(), draft.result())))
                .isEmpty();
        assertThat(draft.phenomenonTime())
                .isEqualTo(PhenomenonTime.at(draft.phenomenonTime().end()));
    }

    @Test
    void aPlaceOfAnotherMeshWhoseExponentWouldTakeHoursIsRefusedAtOnce() {
        // Given
        Draft draft = Networks.yes(pdl(PRODUCT));
        for (String latitude : List.of("1e-500000000", "1e-2147483647", "1e500000000")) {
            Result hostile = new Result(
                    draft.result().mediaType(),
                    Octets.of(utf8("{\"latitude\":\"" + latitude + "\",\"longitude\":\"1\"}")),
                    List.of());

            // Then
            assertThat(Networks.reason(Hypocentre.of(draft.feature(), draft.phenomenonTime(), hostile)))
                    .isEqualTo(Optional.of(Reason.MALFORMED));
        }
    }
}
