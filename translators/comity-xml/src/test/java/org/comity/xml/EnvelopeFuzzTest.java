package org.comity.xml;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.util.stream.Stream;
import org.comity.core.boundary.Envelope;
import org.comity.core.mesh.Octets;
import org.comity.core.mesh.Outcome;
import org.junit.jupiter.params.provider.MethodSource;

/** Any octets as an observation: a value or a named no, the same in one walk and by the general path. */
final class EnvelopeFuzzTest {

    static Stream<byte[]> seeds() throws IOException {
        return VectorsTest.octets("observation");
    }

    @MethodSource("seeds")
    @FuzzTest(maxDuration = "")
    void opinionsAgree(byte[] octets) {
        Octets document = Octets.of(octets);
        Outcome<Envelope> general = XmlEnvelopeReader.general(document);
        Outcome<Envelope> read = new XmlEnvelopeReader().read(document);
        assertThat(read).isEqualTo(general);
        general.map(envelope -> assertThat(CoreXml.inside(envelope.observation().core()))
                .satisfies(inside -> assertThat(XmlEnvelopeWriter.oid(inside))
                        .isEqualTo(envelope.observation().oid())));
    }
}
