package org.comity.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.comity.core.agreement.Agreement;
import org.comity.core.boundary.Intake;
import org.comity.core.boundary.Parcel;
import org.comity.core.boundary.Verified;
import org.comity.core.boundary.VerifiedConsignment;
import org.comity.core.mesh.Octets;
import org.comity.core.mesh.Oid;
import org.comity.xml.AgreementDocument;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.provider.MethodSource;

/** Any octets as a parcel: each part verified or refused by name, none lost, and nothing taken that was not signed. */
final class ConsignmentFuzzTest {
    private static final List<Octets> PARCELS = Stream.of("county-1", "county-2", "state-1")
            .map(name -> file(name + ".parcel"))
            .toList();
    private static final Agreement AGREEMENT = AgreementDocument.read(file("agreement.xml"))
            .fold(agreement -> agreement, no -> {
                throw new AssertionError(no.detail());
            });
    private static final Intake INTAKE = new Intake(LocalMesh.verification());
    private static final Set<Oid> SIGNED = PARCELS.stream()
            .flatMap(parcel -> open(parcel).items().stream())
            .map(Verified::oid)
            .collect(Collectors.toSet());

    private static Octets file(String name) {
        try {
            return Octets.of(Files.readAllBytes(Path.of(
                    ConsignmentFuzzTest.class.getResource("/parcels/" + name).toURI())));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static VerifiedConsignment open(Octets parcel) {
        return INTAKE.open(parcel, AGREEMENT, any -> Optional.empty());
    }

    static Stream<byte[]> seeds() {
        return PARCELS.stream().map(Octets::bytes);
    }

    @Test
    void theSamplesAreTakenWhole() {
        for (Octets parcel : PARCELS) {
            assertThat(open(parcel).refusals()).isEmpty();
            assertThat(open(parcel).items()).hasSizeGreaterThan(1);
        }
    }

    @MethodSource("seeds")
    @FuzzTest(maxDuration = "")
    void takesWhatWasSigned(byte[] octets) {
        Octets parcel = Octets.of(octets);
        VerifiedConsignment opened = open(parcel);
        int parts = Parcel.read(parcel, AGREEMENT.limits())
                .fold(read -> 1 + read.members().size(), no -> 1);
        assertThat(opened.items().size() + opened.refusals().size()).isEqualTo(parts);
        assertThat(opened.items()).allMatch(one -> SIGNED.contains(one.oid()));
    }
}
