package org.comity.xml;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.comity.core.mesh.Octets;
import org.comity.core.mesh.Reason;
import org.comity.core.observation.SignatureAlgorithm;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class RefusedObservationsTest {

    private static final KeyPairSigner SIGNER = KeyPairSigner.of(SignatureAlgorithm.ECDSA_P256_SHA256);
    private static final XmlWire WIRE = new XmlWire();
    private static final String GOOD =
            text(WIRE.writer().sign(Samples.plain(), SIGNER).observation().octets());
    private static final String BATCH = text(WIRE.writer()
            .signBatch(List.of(Samples.plain(), Samples.withContent("text/plain", new byte[] {'x'})), SIGNER)
            .get(0)
            .observation()
            .octets());

    private static String text(Octets octets) {
        return new String(octets.bytes(), StandardCharsets.UTF_8);
    }

    private static String verdict(String document) {
        return WIRE.reader()
                .read(Octets.of(document.getBytes(StandardCharsets.UTF_8)))
                .fold(envelope -> "accepted", no -> no.reason().name());
    }

    private static String changed(String from, String to) {
        assertThat(GOOD).contains(from);
        return verdict(GOOD.replaceFirst(Pattern.quote(from), Matcher.quoteReplacement(to)));
    }

    private static String changedBatch(String from, String to) {
        assertThat(BATCH).contains(from);
        return verdict(BATCH.replace(from, to));
    }

    @Test
    void acceptsTheDocumentsThatTheOthersSpoil() {
        assertThat(verdict(GOOD)).isEqualTo("accepted");
        assertThat(verdict(BATCH)).isEqualTo("accepted");
    }

    @Test
    void refusesDoctypeEntityAndProcessingInstruction() {
        String bomb = "<!DOCTYPE a [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;\">]>";
        assertThat(verdict("<!DOCTYPE observation>" + GOOD)).isEqualTo(Reason.DOCTYPE_FORBIDDEN.name());
        assertThat(verdict(bomb + GOOD.replace("hello", "&b;"))).isEqualTo(Reason.DOCTYPE_FORBIDDEN.name());
        assertThat(verdict("<!DOCTYPE a SYSTEM \"file:///etc/passwd\">" + GOOD))
                .isEqualTo(Reason.DOCTYPE_FORBIDDEN.name());
        assertThat(verdict("<?style x?>" + GOOD)).isEqualTo(Reason.DOCTYPE_FORBIDDEN.name());
        assertThat(changed("hello", "he<?x?>llo")).isEqualTo(Reason.DOCTYPE_FORBIDDEN.name());
        assertThat(changed("hello", "&b;")).isEqualTo(Reason.MALFORMED.name());
    }

    @Test
    void refusesCommentsAndCdataThatWouldSplitWhatIsReadFromWhatIsDigested() {
        assertThat(changed("hello", "he<!-- -->llo")).isEqualTo(Reason.MALFORMED.name());
        assertThat(changed("hello", "<![CDATA[hello]]>")).isEqualTo(Reason.MALFORMED.name());
        assertThat(verdict(GOOD + "<!-- -->")).isEqualTo(Reason.MALFORMED.name());
        assertThat(changed("<ds:DigestValue>", "<ds:DigestValue><!--AAAA-->")).isEqualTo(Reason.MALFORMED.name());
    }

    @Test
    void refusesWhatIsNotXmlInUtf8() {
        assertThat(verdict("")).isEqualTo(Reason.MALFORMED.name());
        assertThat(verdict("\uFEFF" + GOOD)).isEqualTo(Reason.MALFORMED.name());
        assertThat(verdict("<?xml version=\"1.1\"?>" + GOOD)).isEqualTo(Reason.MALFORMED.name());
        assertThat(verdict("<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?>" + GOOD))
                .isEqualTo(Reason.MALFORMED.name());
        assertThat(verdict(GOOD + GOOD)).isEqualTo(Reason.MALFORMED.name());
        byte[] latin = GOOD.replace("hello", "\u00e9").getBytes(StandardCharsets.ISO_8859_1);
        assertThat(WIRE.reader().read(Octets.of(latin)).<Object>fold(envelope -> envelope, no -> no.reason()))
                .isEqualTo(Reason.MALFORMED);
    }

    @Test
    void refusesWhatThePlatformsOwnParserAndValidatorStumbleOver() {
        assertThat(changed("<o:core>", "<:core>")).isEqualTo(Reason.MALFORMED.name());
        assertThat(changed("<o:core>", "<xmlns:core>")).isEqualTo(Reason.MALFORMED.name());
        assertThat(changed("<ds:SignatureValue>", "<ds:SignatureValue>\u00e9")).isEqualTo(Reason.MALFORMED.name());
        assertThat(changed("<ds:DigestValue>", "<ds:DigestValue>\u00e9")).isEqualTo(Reason.MALFORMED.name());
    }

    @Test
    void refusesWhatExceedsALimit() {
        StringBuilder attributes = new StringBuilder("<o:core");
        for (int i = 0; i <= HardenedXml.ATTRIBUTES_MAX; i++) {
            attributes.append(" a").append(i).append("=''");
        }
        String deep = "<a>".repeat(HardenedXml.DEPTH_MAX + 1) + "</a>".repeat(HardenedXml.DEPTH_MAX + 1);
        assertThat(changed("<o:core", attributes.toString())).isEqualTo(Reason.LIMIT_EXCEEDED.name());
        assertThat(changed("<o:core>", deep + "<o:core>")).isEqualTo(Reason.LIMIT_EXCEEDED.name());
        assertThat(changed("value=\"q1\"", "value=\"" + "x".repeat(HardenedXml.VALUE_MAX + 1) + "\""))
                .isEqualTo(Reason.LIMIT_EXCEEDED.name());
        assertThat(verdict(" ".repeat(HardenedXml.OCTETS_MAX + 1))).isEqualTo(Reason.LIMIT_EXCEEDED.name());
    }

    @Test
    void refusesAnObservationWithoutEvidence() {
        String unsigned = GOOD.replaceFirst("<ds:Signature .*</ds:Signature>", "");
        assertThat(unsigned).isNotEqualTo(GOOD);
        assertThat(verdict(unsigned)).isEqualTo(Reason.UNSIGNED.name());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha256 | http://www.w3.org/2000/09/xmldsig#hmac-sha1",
                "http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha256 | http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha1",
                "http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha256 | http://www.w3.org/2001/04/xmldsig-more#rsa-sha256",
                "http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha256 | http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha384",
                "http://www.w3.org/2001/04/xmlenc#sha256 | http://www.w3.org/2000/09/xmldsig#sha1",
                "http://www.w3.org/2000/09/xmldsig#enveloped-signature | http://www.w3.org/TR/1999/REC-xpath-19991116",
                "http://www.w3.org/2000/09/xmldsig#enveloped-signature | http://www.w3.org/TR/1999/REC-xslt-19991116",
                "xml-exc-c14n# | xml-exc-c14n#WithComments",
                "URI=\"\" | URI=\"#core\"",
                "URI=\"\" | URI=\"file:///etc/passwd\"",
                "URI=\"\" | URI=\"\" Id=\"r\"",
                "URI=\"\" | URI=\"\" Type=\"http://www.w3.org/2000/09/xmldsig#Manifest\"",
                "<ds:SignedInfo> | <ds:SignedInfo Id=\"s\">",
                "<ds:SignedInfo> | <ds:SignedInfo/><ds:SignedInfo>",
                "<ds:SignatureValue> | <ds:SignatureValue Id=\"v\">",
                "</ds:Signature> | <ds:KeyInfo><ds:KeyName>k</ds:KeyName></ds:KeyInfo></ds:Signature>",
                "</ds:Signature> | <ds:Object/></ds:Signature>",
                "</ds:SignedInfo> | <ds:Reference URI=\"\"/></ds:SignedInfo>",
                "<ds:Transforms> | <ds:Transforms><ds:Transform Algorithm=\"x\"/>",
                "<ds:DigestValue> | <ds:DigestValue><ds:DigestValue/>",
                "</ds:Signature> | text</ds:Signature>",
                "</o:observation> | <ds:Signature xmlns:ds=\"http://www.w3.org/2000/09/xmldsig#\"/></o:observation>"
            })
    void refusesASignatureOutsideTheProfile(String from, String to) {
        assertThat(changed(from, to)).isEqualTo(Reason.PROFILE_NOT_ALLOWED.name());
    }

    @Test
    void refusesACanonicalizationWithAPrefixList() {
        String listed =
                "<ec:InclusiveNamespaces xmlns:ec=\"http://www.w3.org/2001/10/xml-exc-c14n#\" PrefixList=\"x\"/>";
        assertThat(changed("</ds:CanonicalizationMethod>", listed + "</ds:CanonicalizationMethod>"))
                .isEqualTo(Reason.PROFILE_NOT_ALLOWED.name());
    }

    @Test
    void refusesASignatureThatDoesNotCoverTheCore() {
        assertThat(changed("hello", "hullo")).isEqualTo(Reason.SIGNATURE_NOT_VALID.name());
        assertThat(changed("sequence=\"1\"", "sequence=\"0\"")).isEqualTo(Reason.MALFORMED.name());
        assertThat(verdict(GOOD.replaceFirst("<ds:SignatureValue>[^<]*", "<ds:SignatureValue>AAAA")))
                .isEqualTo(Reason.SIGNATURE_NOT_VALID.name());
        assertThat(verdict(GOOD.replaceFirst("<ds:SignatureValue>[^<]*", "<ds:SignatureValue>????")))
                .isEqualTo(Reason.MALFORMED.name());
        assertThat(verdict(GOOD.replaceFirst("<ds:DigestValue>[^<]*", "<ds:DigestValue>")))
                .isEqualTo(Reason.SIGNATURE_NOT_VALID.name());
    }

    /** The same values in another form would be a second oid for one value, so each is refused. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "sequence=\"1\" | sequence=\"01\"",
                "sequence=\"1\" | sequence=\"+1\"",
                "T10:00:01.500Z | T10:00:01.500000Z",
                "PT0.02S | PT0.020S",
                "PT0.02S | PT0M0.02S",
                "<o:core> | <o:core xml:lang=\"en\">",
                "<o:core> | <o:core xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" xsi:type=\"o:core\">",
                "<o:label | <o:label x=\"y\"",
                "encoding=\"text\">hello | encoding=\"base64\">aGVsbG8=",
                "</o:core> | &#32;</o:core>",
                "urn:example:county\" | urn:example:county&#9;\"",
                "<o:origin | <o:unknown/><o:origin"
            })
    void refusesAnotherFormOfTheSameValues(String from, String to) {
        String document = GOOD.contains(from)
                ? GOOD
                : GOOD.replace("<o:result ", "<o:label classification=\"a\" policy=\"b\"/><o:result ");
        assertThat(document).contains(from);
        assertThat(verdict(document.replace(from, to))).isEqualTo(Reason.MALFORMED.name());
    }

    @ParameterizedTest
    @ValueSource(strings = {"before", "after", "inside the signature", "around", "beside", "text"})
    void refusesAWrappedCore(String where) {
        // Given
        String evil = core().replace("hello", "evil");
        String document = switch (where) {
            case "before" -> GOOD.replace("<o:core>", evil + "<o:core>");
            case "after" -> GOOD.replace("</o:observation>", evil + "</o:observation>");
            case "inside the signature" ->
                GOOD.replace(core(), evil)
                        .replace("</ds:Signature>", "<ds:Object>" + core() + "</ds:Object></ds:Signature>");
            case "around" -> GOOD.replace(core(), evil.replace("</o:core>", GOOD + "</o:core>"));
            case "beside" -> GOOD.replace("<ds:Signature ", "<x/><ds:Signature ");
            default -> GOOD.replace("<ds:Signature ", "evil<ds:Signature ");
        };
        // When
        String verdict = verdict(document);
        // Then
        assertThat(document).isNotEqualTo(GOOD);
        assertThat(verdict).isIn(Reason.MALFORMED.name(), Reason.PROFILE_NOT_ALLOWED.name());
    }

    private static String core() {
        return GOOD.substring(GOOD.indexOf("<o:core>"), GOOD.indexOf("</o:core>") + "</o:core>".length());
    }

    @Test
    void refusesAnotherRootPrefixOrNamespace() {
        assertThat(verdict(GOOD.replace("o:observation", "p:observation").replace("xmlns:o", "xmlns:p")))
                .isEqualTo(Reason.MALFORMED.name());
        assertThat(changed("urn:comity:observation:1", "urn:comity:observation:2"))
                .isEqualTo(Reason.MALFORMED.name());
        assertThat(changed("<o:observation ", "<o:observation id=\"x\" ")).isEqualTo(Reason.MALFORMED.name());
    }

    @Test
    void refusesABatchPlaceOutOfRangeOrForm() {
        assertThat(changedBatch("index=\"0\"", "index=\"2\"")).isEqualTo(Reason.MALFORMED.name());
        assertThat(changedBatch("index=\"0\"", "index=\"00\"")).isEqualTo(Reason.MALFORMED.name());
        assertThat(changedBatch("size=\"2\"", "size=\"1025\"")).isEqualTo(Reason.MALFORMED.name());
        assertThat(changedBatch("xmldsig-more#ecdsa-sha256", "xmldsig-more#rsa-sha256"))
                .isEqualTo(Reason.MALFORMED.name());
        assertThat(changedBatch("<o:path>", "<o:path> ")).isEqualTo(Reason.MALFORMED.name());
        assertThat(verdict(BATCH.replaceFirst(" signature=\"[^\"]*", " signature=\"AAAA")))
                .isEqualTo(Reason.SIGNATURE_NOT_VALID.name());
    }

    @Test
    void refusesABatchBesideASignature() {
        String batch = BATCH.substring(BATCH.indexOf("<o:batch"), BATCH.indexOf("</o:observation>"));
        assertThat(changed("</o:observation>", batch + "</o:observation>"))
                .isEqualTo(Reason.PROFILE_NOT_ALLOWED.name());
    }
}
