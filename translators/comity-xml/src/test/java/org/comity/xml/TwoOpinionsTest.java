package org.comity.xml;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.IntStream;
import org.apache.xml.security.exceptions.XMLSecurityException;
import org.apache.xml.security.signature.XMLSignature;
import org.comity.core.boundary.Envelope;
import org.comity.core.boundary.SigningBatch;
import org.comity.core.mesh.Octets;
import org.comity.core.mesh.Outcome;
import org.comity.core.mesh.Reason;
import org.comity.core.observation.Core;
import org.comity.core.observation.SignatureAlgorithm;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;

/** The walk over the octets, the general path over a document tree, and Santuario's own verifier never disagree. */
final class TwoOpinionsTest {

    private static final int MUTATIONS = Integer.getInteger("comity.mutations", 100_000);
    private static final Map<SignatureAlgorithm, KeyPairSigner> SIGNERS = new EnumMap<>(SignatureAlgorithm.class);

    private final XmlWire wire = new XmlWire();
    private final Samples samples = new Samples(Samples.SEED);

    /** Held, so that its level stays. It would print every digest that differs. */
    private static final Logger SANTUARIO = Logger.getLogger("org.apache.xml.security");

    @BeforeAll
    static void keys() {
        SANTUARIO.setLevel(Level.OFF);
        for (SignatureAlgorithm algorithm : SignatureAlgorithm.values()) {
            SIGNERS.put(algorithm, KeyPairSigner.of(algorithm));
        }
    }

    @Test
    void theWalkReadsWhatTheWriterWritesAndTheGeneralPathReadsTheSame() {
        for (Sealed sealed : documents(300)) {
            // When
            Optional<Envelope> walked = ObservationScanner.scan(sealed.octets());
            // Then
            assertThat(walked).as("seed %d", Samples.SEED).isPresent();
            assertThat(XmlEnvelopeReader.general(sealed.octets())).isEqualTo(Outcome.yes(walked.orElseThrow()));
            assertThat(isGood(walked.orElseThrow(), sealed.signer())).isTrue();
            assertThat(santuario(sealed)).isNotEqualTo(Optional.of(false));
        }
    }

    @Test
    void everyTruncationIsRefused() {
        for (Sealed sealed : documents(12)) {
            byte[] whole = sealed.octets().bytes();
            for (int length = 0; length < whole.length; length++) {
                // When
                Outcome<Envelope> read = wire.reader().read(Octets.of(Arrays.copyOf(whole, length)));
                // Then
                assertThat(read).as("seed %d, %d octets", Samples.SEED, length).isInstanceOf(Outcome.No.class);
            }
        }
    }

    @Test
    void noMutationDividesTheOpinions() {
        List<Sealed> documents = documents(300);
        Counts counts = new Counts();
        IntStream.range(0, MUTATIONS).parallel().forEach(i -> {
            Sealed from = documents.get(i % documents.size());
            byte[] mutant = new Mutations(Samples.SEED + i).of(from.octets().bytes());
            compare(new Sealed(Octets.of(mutant), from.signer()), from, counts, i);
        });
        System.out.println("mutations: " + counts);
        assertThat(counts.walked).isPositive();
        assertThat(counts.generalOnly).isPositive();
        assertThat(counts.good).isPositive();
        assertThat(counts.foreignNot).isPositive();
    }

    private void compare(Sealed mutant, Sealed original, Counts counts, int number) {
        String place = "seed " + Samples.SEED + ", mutation " + number;
        Optional<Envelope> walked = ObservationScanner.scan(mutant.octets());
        Outcome<Envelope> general = XmlEnvelopeReader.general(mutant.octets());
        boolean read = general.fold(yes -> true, no -> false);
        walked.ifPresent(envelope -> assertThat(general).as(place).isEqualTo(Outcome.yes(envelope)));
        boolean good = general.fold(envelope -> isGood(envelope, mutant.signer()), no -> false);
        // Santuario knows no profile: it is asked about what is inside it, whether its digest is good or not.
        boolean inside = read || general.fold(yes -> false, no -> no.reason() == Reason.SIGNATURE_NOT_VALID);
        Optional<Boolean> foreign = inside ? santuario(mutant) : Optional.empty();
        counts.add(walked.isPresent(), read, good, foreign);
        assertThat(foreign.orElse(good)).as(place).isEqualTo(good);
        if (good) {
            // What is accepted is what was signed.
            assertThat(general.map(envelope -> envelope.observation().oid()))
                    .as(place)
                    .isEqualTo(Outcome.yes(original.envelope().observation().oid()));
        }
    }

    private static final class Counts {
        private int walked;
        private int generalOnly;
        private int good;
        private int foreign;
        private int foreignNot;

        synchronized void add(boolean isWalked, boolean isRead, boolean isGood, Optional<Boolean> isForeign) {
            walked += isWalked ? 1 : 0;
            generalOnly += isRead && !isWalked ? 1 : 0;
            good += isGood ? 1 : 0;
            foreign += isForeign.equals(Optional.of(true)) ? 1 : 0;
            foreignNot += isForeign.equals(Optional.of(false)) ? 1 : 0;
        }

        @Override
        public String toString() {
            return "read in one walk " + walked + ", by the general path alone " + generalOnly + ", accepted " + good
                    + ", accepted by Santuario " + foreign + ", refused by it " + foreignNot;
        }
    }

    private record Sealed(Octets octets, KeyPairSigner signer) {
        Envelope envelope() {
            return ObservationScanner.scan(octets).orElseThrow();
        }
    }

    private List<Sealed> documents(int number) {
        List<Sealed> documents = new ArrayList<>();
        for (int i = 0; i < number; i++) {
            KeyPairSigner signer = SIGNERS.get(SignatureAlgorithm.values()[i % 3]);
            if (i % 2 == 0) {
                Envelope single = wire.writer().sign(samples.core(), signer);
                documents.add(new Sealed(single.observation().octets(), signer));
            } else {
                List<Core> cores = List.of(samples.core(), samples.core(), samples.core());
                Envelope member = wire.writer().signBatch(cores, signer).get(i % 3);
                documents.add(new Sealed(member.observation().octets(), signer));
            }
        }
        return documents;
    }

    private static boolean isGood(Envelope envelope, KeyPairSigner signer) {
        return envelope.evidence()
                .fold(
                        single -> signer.algorithm() == single.algorithm()
                                && signer.verifies(
                                        single.signedInfo().bytes(),
                                        single.signature().bytes()),
                        batched -> signer.algorithm() == batched.algorithm()
                                && SigningBatch.headFor(
                                                batched, envelope.observation().oid(), signer.credential())
                                        .filter(head -> signer.verifies(
                                                head, batched.signature().bytes()))
                                        .isPresent());
    }

    /** Santuario's own verdict over the parsed document; empty where it has none to give. */
    private static Optional<Boolean> santuario(Sealed sealed) {
        return HardenedXml.parse(sealed.octets(), HardenedXml.Asides.DROPPED)
                .fold(
                        document -> {
                            if (!(document.getDocumentElement().getLastChild() instanceof Element signature)
                                    || !"Signature".equals(signature.getLocalName())) {
                                return Optional.empty();
                            }
                            try {
                                return Optional.of(new XMLSignature(signature, "", true)
                                        .checkSignatureValue(sealed.signer().publicKey()));
                            } catch (XMLSecurityException | IllegalArgumentException e) {
                                return Optional.of(false);
                            }
                        },
                        no -> Optional.empty());
    }
}
