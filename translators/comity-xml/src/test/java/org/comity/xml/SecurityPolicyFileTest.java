package org.comity.xml;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.comity.core.label.SecurityPolicy;
import org.comity.core.mesh.Octets;
import org.comity.core.mesh.Outcome;
import org.comity.core.mesh.Reason;
import org.comity.core.observation.Label;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SecurityPolicyFileTest {
    private static final String FERRY = """
            <spif:SPIF xmlns:spif="http://www.xmlspif.org/spif" xmlns:x="urn:x">
              <spif:securityPolicyId name="Ferry" id="1.2.3"/>
              <spif:securityClassifications>
                <spif:securityClassification name="OPEN" lacv="1" hierarchy="1"/>
                <spif:securityClassification name="CREW" lacv="2" hierarchy="2">
                  <spif:requiredCategory operation="oneOrMore">
                    <spif:categoryGroup tagSetRef="Line" tagType="permissive"/>
                  </spif:requiredCategory>
                </spif:securityClassification>
              </spif:securityClassifications>
              <spif:securityCategoryTagSets>
                <spif:securityCategoryTagSet name="Line" id="1.2.3.1">
                  <spif:securityCategoryTag name="Line" tagType="permissive">
                    <spif:tagCategory name="North" lacv="1"/>
                    <spif:tagCategory name="South" lacv="02"/>
                  </spif:securityCategoryTag>
                </spif:securityCategoryTagSet>
                <spif:securityCategoryTagSet name="Hazard" id="1.2.3.2">
                  <spif:securityCategoryTag name="Hazard" tagType="enumerated" enumType="restrictive" singleSelection="true">
                    <spif:tagCategory name="Fuel" lacv="1"><spif:excludedClass>OPEN</spif:excludedClass></spif:tagCategory>
                    <spif:tagCategory name="Ice" lacv="2">
                      <spif:excludedCategory tagSetRef="1.2.3.1" tagType="permissive" lacv="2"/>
                    </spif:tagCategory>
                    <spif:markingQualifier markingCode="pageTop">
                      <spif:qualifier markingQualifier="(" qualifierCode="prefix"/>
                      <spif:qualifier markingQualifier=")" qualifierCode="suffix"/>
                    </spif:markingQualifier>
                  </spif:securityCategoryTag>
                </spif:securityCategoryTagSet>
              </spif:securityCategoryTagSets>
              <spif:extensions><x:anything/></spif:extensions>
            </spif:SPIF>
            """;

    private static Octets octets(String text) {
        return Octets.of(text.getBytes(StandardCharsets.UTF_8));
    }

    private static SecurityPolicyFile ferry() {
        return SecurityPolicyFile.read(octets(FERRY)).fold(file -> file, no -> {
            throw new AssertionError(no.detail());
        });
    }

    private static Octets label(String classification, String categories) {
        return octets("<l:originatorConfidentialityLabel xmlns:l=\"" + LabelDocument.ADATP_4774
                + "\"><l:ConfidentialityInformation><l:PolicyIdentifier URI=\"urn:oid:1.2.3\">Ferry</l:PolicyIdentifier>"
                + "<l:Classification>" + classification + "</l:Classification>" + categories
                + "</l:ConfidentialityInformation></l:originatorConfidentialityLabel>");
    }

    private static String category(String tag, String type, String... values) {
        return "<l:Category TagName=\"" + tag + "\" Type=\"" + type + "\"><l:GenericValue>"
                + String.join("</l:GenericValue><l:GenericValue>", values) + "</l:GenericValue></l:Category>";
    }

    private static String verdict(Octets document) {
        SecurityPolicyFile file = ferry();
        return LabelDocument.read(document, List.of(file.policy()))
                .fold(label -> file.marking(label, "en"), no -> no.reason().name());
    }

    @Test
    void aLabelIsWhatItsPolicyAllows() {
        String north = category("Line", "PERMISSIVE", "North");
        assertThat(verdict(label("OPEN", ""))).isEqualTo("Ferry OPEN");
        assertThat(verdict(label("CREW", north + category("Hazard", "RESTRICTIVE", "Fuel"))))
                .isEqualTo("Ferry CREW North (Fuel)");
        assertThat(verdict(label("OPEN", category("Hazard", "RESTRICTIVE", "Ice"))))
                .isEqualTo("Ferry OPEN (Ice)");
    }

    @Test
    void whatAPolicyDoesNotAllowIsNamed() {
        String north = category("Line", "PERMISSIVE", "North");
        String fuel = category("Hazard", "RESTRICTIVE", "Fuel");
        for (Octets forbidden : List.of(
                label("CREW", ""),
                label("OPEN", fuel),
                label("CREW", north + category("Hazard", "RESTRICTIVE", "Fuel", "Ice")),
                label("OPEN", category("Line", "PERMISSIVE", "South") + category("Hazard", "RESTRICTIVE", "Ice")))) {
            assertThat(verdict(forbidden)).isEqualTo(Reason.LABEL_NOT_VALID.name());
        }
    }

    @Test
    void whatAPolicyDoesNotDefineIsRefusedAndNotIgnored() {
        for (Octets unknown : List.of(
                label("SECRET", ""),
                label("open", ""),
                label("OPEN", category("Line", "PERMISSIVE", "East")),
                label("OPEN", category("Lines", "PERMISSIVE", "North")),
                label("OPEN", category("Line", "RESTRICTIVE", "North")))) {
            assertThat(verdict(unknown)).isEqualTo(Reason.LABEL_UNKNOWN.name());
        }
        String open = new String(label("OPEN", "").bytes(), StandardCharsets.UTF_8);
        for (String other : List.of(
                open.replace(">Ferry<", ">ferry<"),
                open.replace(">Ferry<", ">Tram<"),
                open.replace("urn:oid:1.2.3", "urn:oid:1.2.4"))) {
            assertThat(verdict(octets(other))).as(other).isEqualTo(Reason.LABEL_UNKNOWN.name());
        }
    }

    @Test
    void whatIsNoLabelIsNamed() {
        String open = new String(label("OPEN", "").bytes(), StandardCharsets.UTF_8);
        for (String spoilt : List.of(
                "",
                "<label/>",
                open.replace("4774:confidentialitymetadatalabel", "4774:other"),
                open.replace("ConfidentialityInformation", "Information"),
                open.replace("</l:Classification>", "</l:Classification><l:Caveat>x</l:Caveat>"),
                open.replace(
                        "</l:Classification>", "</l:Classification><l:Category TagName=\"Line\" Type=\"PERMISSIVE\"/>"),
                open.replace(
                        "</l:Classification>",
                        "</l:Classification><l:Category TagName=\"Line\" Type=\"PERMISSIVE\"><l:BitStringValue>01"
                                + "</l:BitStringValue></l:Category>"),
                open.substring(0, open.length() - 9))) {
            assertThat(verdict(octets(spoilt))).as(spoilt).isEqualTo(Reason.MALFORMED.name());
        }
        assertThat(verdict(octets("<!DOCTYPE l>" + open))).isEqualTo(Reason.DOCTYPE_FORBIDDEN.name());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<spif:excludedClass>OPEN|<spif:excludedClass>SHUT",
                "lacv=\"02\"|lacv=\"two\"",
                "hierarchy=\"2\"|hierarchy=\"1\"",
                "name=\"CREW\"|name=\"OPEN\"",
                "tagSetRef=\"Line\"|tagSetRef=\"Lines\"",
                "enumType=\"restrictive\"|enumType=\"either\"",
                "operation=\"oneOrMore\"|operation=\"some\"",
                "<spif:securityPolicyId|<spif:policyId",
                "http://www.xmlspif.org/spif|urn:other",
                "<spif:tagCategory name=\"North\" lacv=\"1\"/>|"
                        + "<spif:tagCategory name=\"North\" lacv=\"1\"><spif:onSundays/></spif:tagCategory>"
            })
    void aPolicyFileThatIsNotWhollyUnderstoodIsRefused(String change) {
        String[] parts = change.split("\\|");
        String spoilt = FERRY.replace(parts[0], parts[1]);
        assertThat(spoilt).isNotEqualTo(FERRY);
        assertThat(SecurityPolicyFile.read(octets(spoilt))
                        .<String>fold(any -> "read", no -> no.reason().name()))
                .isEqualTo(Reason.MALFORMED.name());
    }

    @ParameterizedTest
    @CsvSource({"CLEAR,1", "GREEN,2", "AMBER,3", "AMBER+STRICT,4", "RED,5"})
    void theTrafficLightProtocolIsAPolicy(String word, int level) {
        // Given
        SecurityPolicyFile tlp = SecurityPolicyFile.read(SecurityPolicyFile.tlp())
                .fold(file -> file, no -> {
                    throw new AssertionError(no.detail());
                });
        // When
        Outcome<Label> checked = tlp.policy().check(new Label("TLP", word));
        // Then
        assertThat(checked.<String>fold(label -> tlp.marking(label, "en"), no -> ""))
                .isEqualTo("TLP:" + word);
        assertThat(tlp.policy().classification(word).map(SecurityPolicy.Classification::level))
                .contains(level);
    }
}
