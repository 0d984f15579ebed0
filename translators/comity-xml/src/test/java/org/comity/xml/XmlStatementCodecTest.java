package org.comity.xml;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.comity.core.control.Statement;
import org.comity.core.control.StatementKind;
import org.comity.core.mesh.Octets;
import org.comity.core.mesh.Outcome;
import org.comity.core.mesh.Reason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

final class XmlStatementCodecTest {

    private static final String REVOCATION =
            "<s:revocation xmlns:s=\"urn:comity:statement:1\" credential=\"" + "0f".repeat(32) + "\"></s:revocation>";

    private final XmlStatementCodec codec = new XmlStatementCodec();

    @ParameterizedTest
    @EnumSource
    void readsBackWhatItWroteInCanonicalForm(StatementKind kind) {
        StatementSamples samples = new StatementSamples(new Samples(Samples.SEED));
        for (int i = 0; i < 50; i++) {
            // Given
            Statement statement = samples.of(kind);
            // When
            Octets octets = codec.write(statement);
            // Then
            assertThat(codec.read(kind, octets))
                    .as("seed %d, statement %d", Samples.SEED, i)
                    .isEqualTo(Outcome.yes(statement));
            byte[] canonical = HardenedXml.parse(octets, HardenedXml.Asides.FORBIDDEN)
                    .fold(
                            document -> ExclusiveCanonicalForm.of(document.getDocumentElement())
                                    .orElseThrow(),
                            no -> new byte[0]);
            assertThat(Octets.of(canonical)).isEqualTo(octets);
        }
    }

    @ParameterizedTest
    @EnumSource
    void readsAStatementAsNoOtherKind(StatementKind kind) {
        // Given
        Octets octets = codec.write(new StatementSamples(new Samples(Samples.SEED)).of(kind));
        for (StatementKind other : StatementKind.values()) {
            // When
            Object read = codec.read(other, octets).fold(yes -> yes.kind(), no -> no.reason());
            // Then
            assertThat(read).isEqualTo(other == kind ? kind : Reason.STATEMENT_MALFORMED);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "></s:revocation> | />",
                "></s:revocation> | ' ></s:revocation>'",
                "<s:revocation | <?xml version=\"1.0\"?><s:revocation",
                "credential= | xmlns:x=\"urn:x:x\" credential=",
                "credential= | extra=\"1\" credential=",
                "0f0f | 0F0F",
                "s: | t:",
                "></s | ><!-- --></s",
                "></s | >text</s",
                "credential= | x="
            })
    void refusesAnyOtherFormOfAStatement(String from, String to) {
        assertThat(reason(REVOCATION)).isEqualTo("read");
        assertThat(REVOCATION).contains(from);
        assertThat(reason(REVOCATION.replace(from, to))).isEqualTo(Reason.STATEMENT_MALFORMED.name());
    }

    @ParameterizedTest
    @EnumSource(names = {"CONSIGNMENT", "RECEIPT"})
    void theWalkOverAListAndTheGeneralPathAlwaysAgree(StatementKind kind) {
        StatementSamples samples = new StatementSamples(new Samples(Samples.SEED));
        int walked = 0;
        for (int i = 0; i < 2_000; i++) {
            // Given
            Octets written = codec.write(samples.of(kind));
            walked += ListScanner.read(kind, written, around -> XmlStatementCodec.general(kind, around))
                            .isPresent()
                    ? 1
                    : 0;
            Octets mutant = Octets.of(new Mutations(Samples.SEED + i).of(written.bytes()));

            // When
            Object read = codec.read(kind, mutant).<Object>fold(yes -> yes, no -> no.reason());

            // Then
            Object judged = XmlStatementCodec.general(kind, mutant).<Object>fold(yes -> yes, no -> no.reason());
            assertThat(read).as("seed %d, mutant %d", Samples.SEED, i).isEqualTo(judged);
        }
        assertThat(walked).as("lists that the walk took").isGreaterThan(1_000);
    }

    @Test
    void refusesDoctypeAndDepthByName() {
        assertThat(reason("<!DOCTYPE a>" + REVOCATION)).isEqualTo(Reason.DOCTYPE_FORBIDDEN.name());
        assertThat(reason("<a>".repeat(65))).isEqualTo(Reason.LIMIT_EXCEEDED.name());
        assertThat(reason("not XML")).isEqualTo(Reason.STATEMENT_MALFORMED.name());
    }

    @Test
    void refusesAReasonThatIsNone() {
        // Given
        String receipt = "<s:receipt xmlns:s=\"urn:comity:statement:1\" consignment=\"" + "0f".repeat(32)
                + "\"><s:item digest=\"" + "0f".repeat(32) + "\" reason=\"NO_SUCH_REASON\"></s:item></s:receipt>";
        // When
        Outcome<Statement> read = codec.read(StatementKind.RECEIPT, octets(receipt));
        // Then
        assertThat(read.<Object>fold(yes -> yes, no -> no.reason())).isEqualTo(Reason.STATEMENT_MALFORMED);
    }

    private String reason(String document) {
        return codec.read(StatementKind.REVOCATION, octets(document))
                .fold(yes -> "read", no -> no.reason().name());
    }

    private static Octets octets(String text) {
        return Octets.of(text.getBytes(StandardCharsets.UTF_8));
    }
}
