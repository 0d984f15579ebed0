package org.comity.xml;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.util.stream.Stream;
import org.comity.core.agreement.Agreement;
import org.comity.core.mesh.Octets;
import org.comity.core.mesh.Outcome;
import org.junit.jupiter.params.provider.MethodSource;

/** Any octets as an agreement: a value or a named no; what was read and written again says the same. */
final class AgreementFuzzTest {

    static Stream<byte[]> seeds() throws IOException {
        return VectorsTest.octets("agreement");
    }

    @MethodSource("seeds")
    @FuzzTest(maxDuration = "")
    void saysTheSameWhenWrittenAgain(byte[] octets) {
        AgreementDocument.read(Octets.of(octets)).map(agreement -> {
            Octets written = AgreementDocument.write(agreement);
            Outcome<Agreement> again = AgreementDocument.read(written);
            return assertThat(again.map(AgreementDocument::write)).isEqualTo(Outcome.yes(written));
        });
    }
}
