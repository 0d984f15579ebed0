package org.comity.site.bag;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.comity.core.agreement.Limits;
import org.comity.core.boundary.Parcel;
import org.comity.core.mesh.Octets;
import org.comity.core.mesh.Outcome;
import org.comity.core.mesh.Reason;
import org.comity.core.partition.Waybill;
import org.comity.core.reconcile.Kept;
import org.comity.core.reconcile.MediumComparison;
import org.comity.site.MediaChannel.Standing;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a side lacks and no frontier tells, asked and given by media alone. */
class MediaQuestionTest {
    @TempDir
    Path folder;

    private Carried carried;

    @BeforeEach
    void agree() {
        carried = Carried.withFederal(folder);
    }

    /** A state that holds each consignment of the county and lost the members at odd places. */
    private void stateLosesHalf(int roads) {
        IntStream.range(0, roads).forEach(road -> carried.say("county", "c" + road, "open"));
        carried.agent("county").release();
        List<Octets> outbox = carried.agent("county").outbox(0, 100);
        outbox.forEach(parcel -> carried.agent("state").take(stripped(parcel)));
        carried.agent("county").sent("media", outbox.size());
    }

    private static Octets stripped(Octets octets) {
        Parcel parcel = Parcel.read(octets, Limits.STANDARD).fold(one -> one, no -> {
            throw new AssertionError(no.detail());
        });
        List<Octets> half = IntStream.range(0, parcel.members().size())
                .filter(place -> place % 2 == 0)
                .mapToObj(parcel.members()::get)
                .toList();
        return new Parcel(parcel.consignment(), half, parcel.documents()).octets();
    }

    private int lacking() {
        return carried.agent("state").current().detected().ordered().missing().size();
    }

    private boolean holdTheSame() {
        return carried.agent("county")
                        .current()
                        .detected()
                        .ordered()
                        .digest()
                        .equals(carried.agent("state")
                                .current()
                                .detected()
                                .ordered()
                                .digest())
                && carried.agree();
    }

    private List<Octets> questions() throws IOException {
        try (var files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(".parcel"))
                    .map(MediaQuestionTest::read)
                    .filter(MediumComparison::isQuestion)
                    .toList();
        }
    }

    private static Octets read(Path file) {
        try {
            return Octets.of(Files.readAllBytes(file));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void membersThatWereLostComeBackByOneQuestion() throws IOException {
        // Given
        stateLosesHalf(40);
        int lacking = lacking();

        // When
        List<Path> asked = carried.channel("state").pack();
        carried.unpack("county");
        carried.channel("county").pack();
        carried.unpack("state");

        // Then
        assertThat(lacking).isEqualTo(20);
        assertThat(questions()).hasSize(1);
        assertThat(Files.readString(asked.get(asked.size() - 1).resolve(Bag.INFO)))
                .contains(": 0 consignments, a question\n");
        assertThat(lacking()).isZero();
        carried.settle();
        assertThat(questions()).hasSize(1);
        assertThat(holdTheSame()).isTrue();
    }

    @Test
    void aSiteThatRunsAnswersAQuestionByItself() throws Exception {
        // Given
        stateLosesHalf(6);
        AutoCloseable looking = carried.channel("county").take(parcel -> {
            carried.agent("county").take(parcel);
            return true;
        });

        // When
        try (looking) {
            carried.channel("state").pack();
            for (int i = 0; i < 500 && lacking() > 0; i++) {
                Thread.sleep(20);
                carried.unpack("state");
            }
        }

        // Then
        assertThat(lacking()).isZero();
    }

    @Test
    void aQuestionIsAskedAgainOnlyWhereAnAnswerWasLost() throws IOException {
        // Given
        stateLosesHalf(4);
        carried.channel("state").pack();
        assertThat(carried.channel("state").pack()).isEmpty();
        carried.unpack("county");
        List<Path> answer = carried.channel("county").pack();
        for (Path bag : answer) {
            Disk.REAL.remove(bag);
        }
        carried.unpack("state");
        assertThat(carried.medium("state").comparison().question()).isEmpty();

        // When a later medium shows that some were lost
        carried.say("county", "later", "open");
        carried.pack("county");
        carried.unpack("state");

        // Then
        assertThat(carried.medium("state").comparison().question()).isPresent();
        carried.settle();
        assertThat(holdTheSame()).isTrue();
    }

    @Test
    void aQuestionOfALongLedgerProvesThatTheLedgerOnlyGrew() {
        // Given more heads than a waybill has proofs
        stateLosesHalf(2);
        for (int road = 0; road < Waybill.PROOFS_MAX + 8; road++) {
            carried.say("state", "s" + road, "open");
            carried.agent("state").release();
        }

        // When
        carried.channel("state").pack();

        // Then
        assertThat(carried.unpack("county"))
                .extracting(look -> look.outcome().<Object>fold(one -> one, Outcome.No::reason))
                .hasSizeGreaterThan(2)
                .containsOnly(Standing.TAKEN);
        assertThat(carried.medium("county").comparison().owed(8)).isPresent();
    }

    @Test
    void twoWhoBothLackWhatIsGoneDoNotAskForEver() throws IOException {
        // Given a member that neither side holds
        IntStream.range(0, 3).forEach(road -> carried.say("federal", "f" + road, "open"));
        for (Octets parcel : carried.agent("federal").release()) {
            carried.agent("county").take(stripped(parcel));
            carried.agent("state").take(stripped(parcel));
        }

        // When
        carried.settle();

        // Then
        assertThat(lacking()).isPositive();
        assertThat(holdTheSame()).isTrue();
    }

    @Test
    void whereTheyDifferTooMuchWhatLiesBehindTheFrontiersComes() throws IOException {
        // Given a federal agent that is gone, of whose many observations the state has none
        IntStream.range(0, 1_100).forEach(road -> carried.say("federal", "f" + road, "open"));
        carried.agent("federal").release().forEach(carried.agent("county")::take);
        carried.say("county", "1", "open");
        carried.pack("county");
        carried.unpack("state");
        int before = carried.agent("state").admitted().size();

        // When
        carried.settle();

        // Then
        assertThat(before).isLessThan(10);
        assertThat(questions()).hasSize(1);
        assertThat(carried.agent("state").admitted()).hasSizeGreaterThan(1_100);
        assertThat(holdTheSame()).isTrue();
    }

    @Test
    void aQuestionThatLiesIsNamedAndOwesNothing() throws IOException {
        // Given
        stateLosesHalf(8);
        carried.channel("state").pack();
        carried.unpack("county");
        Octets question = questions().get(0);
        Waybill waybill = carried.medium("state").lastLeft().orElseThrow();
        byte[] another = question.bytes();
        another["comity-carried-1\n".length() + 32 + 5] ^= 1;
        byte[] shorter = new byte[question.size() - 3];
        System.arraycopy(question.bytes(), 0, shorter, 0, shorter.length);
        MediumComparison county = carried.medium("county").comparison();
        county.gave(new MediumComparison.Owed(waybill.sender().agent(), List.of(), List.of()));

        // When
        Outcome<Integer> differs = county.hear(waybill, Octets.of(another));
        Outcome<Integer> ends = county.hear(waybill, Octets.of(shorter));

        // Then
        assertThat(List.of(reason(differs), reason(ends))).containsExactly("SET_DIFFERS", "MALFORMED");
        assertThat(carried.agent("county").refused())
                .extracting(Kept::reason)
                .contains(Reason.SET_DIFFERS, Reason.MALFORMED);
        assertThat(county.owed(8)).isEmpty();
        assertThat(reason(county.hear(waybill, question))).isEqualTo("4");
        assertThat(county.owed(8)).isPresent();
    }

    @Test
    void ofTwoQuestionsOnAMediumTheFirstIsHeardAndTheOtherNamed() {
        // Given
        stateLosesHalf(8);
        Octets question = carried.medium("state").comparison().question().orElseThrow();

        // When
        carried.channel("state").put(List.of(question, question, question));
        carried.unpack("county");

        // Then
        assertThat(carried.agent("county").refused()).extracting(Kept::reason).containsExactly(Reason.LIMIT_EXCEEDED);
        assertThat(carried.medium("county").comparison().owed(8)).isPresent();
    }

    private static String reason(Outcome<Integer> outcome) {
        return outcome.fold(String::valueOf, no -> no.reason().name());
    }
}
