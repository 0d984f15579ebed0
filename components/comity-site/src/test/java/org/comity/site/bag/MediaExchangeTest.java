package org.comity.site.bag;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.comity.core.agreement.ChannelRule;
import org.comity.core.control.StatementKind;
import org.comity.core.ledger.LeafKind;
import org.comity.core.mesh.MeshId;
import org.comity.core.mesh.Octets;
import org.comity.core.mesh.Outcome;
import org.comity.core.mesh.Reason;
import org.comity.core.partition.Partition;
import org.comity.core.partition.Turn;
import org.comity.core.reconcile.Acknowledgement;
import org.comity.core.reconcile.Kept;
import org.comity.core.reconcile.Medium;
import org.comity.site.MediaChannel;
import org.comity.site.MediaChannel.Standing;
import org.comity.site.SiteFault;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two meshes that meet by carried media alone. */
class MediaExchangeTest {
    @TempDir
    Path folder;

    private Carried carried;

    @BeforeEach
    void agree() {
        carried = new Carried(folder);
    }

    private static List<Object> outcomes(List<MediaChannel.Look> looks) {
        List<Object> outcomes = new ArrayList<>();
        looks.forEach(look -> outcomes.add(look.outcome().<Object>fold(standing -> standing, Outcome.No::reason)));
        return outcomes;
    }

    private List<String> losses(String own) {
        return carried.medium(own).losses().stream()
                .map(loss -> loss.reason() + " " + loss.detail())
                .toList();
    }

    private void remove(Path bag) throws IOException {
        Disk.REAL.remove(bag);
    }

    @Test
    void bothComeToOnePictureAndReceiptsComeBack() throws IOException {
        // Given
        carried.say("county", "1", "open");
        carried.say("state", "1", "closed");

        // When
        carried.settle();

        // Then
        assertThat(carried.agree()).isTrue();
        assertThat(carried.agent("county").current().picture().entries()).hasSize(1);
        for (String side : List.of("county", "state")) {
            assertThat(Acknowledgement.of(carried.agent(side).current()))
                    .isNotEmpty()
                    .noneMatch(Acknowledgement::isOutstanding);
            assertThat(losses(side)).isEmpty();
            assertThat(carried.agent(side).refused()).isEmpty();
        }
    }

    @Test
    void whatIsInABagIsABagToOthers() throws IOException {
        // Given
        carried.say("county", "1", "open");

        // When
        Path bag = carried.pack("county");

        // Then
        assertThat(Files.readString(bag.resolve("bagit.txt")))
                .isEqualTo("BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n");
        String digest = Octets.of(Files.readAllBytes(bag.resolve("data/000001.parcel")))
                .digest()
                .hex();
        assertThat(Files.readString(bag.resolve("manifest-sha256.txt"))).isEqualTo(digest + "  data/000001.parcel\n");
        assertThat(Files.readString(bag.resolve("bag-info.txt")))
                .contains("Payload-Oxum: " + Files.size(bag.resolve("data/000001.parcel")) + ".1\n")
                .contains("medium 1 from urn:mesh:county to urn:mesh:state: 1 consignments\n");
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).containsExactly(bag);
        }
    }

    @Test
    void oneZipFileIsABagToo() {
        // Given
        carried.say("county", "1", "open");
        MediaChannel channel = carried.channel("county", folder, BagFolder.Form.ZIP);

        // When
        List<Path> bags = channel.pack();

        // Then
        assertThat(bags).hasSize(1).allMatch(bag -> bag.toString().endsWith(".bag.zip"));
        assertThat(outcomes(carried.unpack("state"))).containsExactly(Standing.TAKEN);
        assertThat(carried.agent("state").current().picture().entries()).hasSize(1);
    }

    @Test
    void aBagTakenAgainChangesNothing() throws IOException {
        // Given
        carried.say("county", "1", "open");
        carried.pack("county");
        carried.unpack("state");
        var picture = carried.agent("state").current().picture().digest();
        int admitted = carried.agent("state").admitted().size();

        // When
        carried.meshes.restart("state");
        List<MediaChannel.Look> looks = carried.unpack("state");

        // Then
        assertThat(outcomes(looks)).containsExactly(Standing.TAKEN_BEFORE);
        assertThat(carried.agent("state").current().picture().digest()).isEqualTo(picture);
        assertThat(carried.agent("state").admitted()).hasSize(admitted);
    }

    @Test
    void aLostMediumIsToldAcrossADiodeAndNothingIsLostWhenItComesLate() throws IOException {
        // Given the second of three media is held up
        carried.say("county", "1", "open");
        carried.pack("county");
        carried.say("county", "2", "open");
        Path held = Files.move(carried.pack("county"), folder.resolve("held"));
        carried.say("county", "3", "open");
        carried.pack("county");
        Path way = Files.createDirectory(folder.resolve("way"));
        Path late = Files.move(held, way.resolve("late.bag"));

        // When
        List<MediaChannel.Look> looks = carried.unpack("state");

        // Then
        assertThat(outcomes(looks)).containsExactly(Standing.TAKEN, Standing.TAKEN);
        assertThat(losses("state"))
                .containsExactly(
                        "MEDIUM_GAP medium 2 of urn:agent:county has not come",
                        "CONSIGNMENT_GAP consignment 2 to 3 of urn:agent:county has not come");
        assertThat(carried.meshes.mesh("state").node().ledger().leaves(0, 1_000))
                .anyMatch(leaf -> leaf.kind() == LeafKind.HELD);
        assertThat(carried.agent("state").current().picture().entries()).hasSize(1);
        assertThat(Acknowledgement.of(carried.agent("county").current()))
                .hasSize(3)
                .allMatch(Acknowledgement::isOutstanding);

        // When it comes late
        carried.meshes.restart("state");
        assertThat(outcomes(carried.unpack("state", way))).containsExactly(Standing.TAKEN);

        // Then
        assertThat(late).exists();
        assertThat(losses("state")).isEmpty();
        assertThat(carried.agent("state").current().picture().entries()).hasSize(3);
    }

    @Test
    void whatWasLostIsPackedAgainOnceThePeerShowsThatItHasItNot() throws IOException {
        // Given
        carried.say("county", "1", "open");
        carried.pack("county");
        carried.unpack("state");
        carried.say("county", "2", "open");
        remove(carried.pack("county"));
        carried.say("state", "9", "open");

        // When
        carried.settle();

        // Then
        assertThat(carried.agree()).isTrue();
        assertThat(carried.agent("state").current().picture().entries()).hasSize(3);
        assertThat(losses("state")).containsExactly("MEDIUM_GAP medium 2 of urn:agent:county has not come");
    }

    @Test
    void twoMediaOfOnePlaceAreAForkAndTheSecondIsRefused() throws IOException {
        // Given the county packs, its store is lost to a backup, and it packs other content
        carried.say("county", "1", "open");
        carried.agent("county").release();
        List<Octets> parcels = carried.agent("county").outbox(0, 10);
        BagWriter bag = new BagWriter(parcels);
        Medium.Signed one = carried.medium("county").write(bag.manifest(), parcels);
        Medium.Signed other = carried.medium("county").write(bag.manifest(), parcels);
        write(bag, one, "one.bag");
        assertThat(outcomes(carried.unpack("state"))).containsExactly(Standing.TAKEN);

        // When
        write(bag, other, "other.bag");

        // Then
        assertThat(outcomes(carried.unpack("state"))).containsExactly(Standing.TAKEN_BEFORE, Reason.MEDIUM_FORKED);
        assertThat(carried.agent("state").refused())
                .extracting(Kept::octets)
                .containsExactly(other.waybill().octets());
    }

    private void write(BagWriter bag, Medium.Signed signed, String name) throws IOException {
        var files = bag.files(signed.waybill().octets(), signed.signature(), "x");
        BagWriter.folder(files, folder.resolve(name), Disk.REAL);
    }

    @Test
    void aMediumForAnotherIsLeftAndOneFromAPeerSetAsideIsRefused() throws IOException {
        // Given
        carried.say("county", "1", "open");
        carried.pack("county");

        // When
        List<MediaChannel.Look> own = carried.unpack("county");
        carried.encounter("state").move(Partition.Move.QUARANTINE, Turn.ordered("duty officer", "drill"));
        List<MediaChannel.Look> aside = carried.unpack("state");

        // Then
        assertThat(outcomes(own)).containsExactly(Standing.FOR_ANOTHER);
        assertThat(outcomes(aside)).containsExactly(Reason.CHANNEL_NOT_AUTHORIZED);
        carried.say("state", "1", "open");
        assertThatThrownBy(() -> carried.pack("state")).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void aParcelThatIsNotTakenIsOfferedAgain() {
        // Given
        carried.say("county", "1", "open");
        carried.pack("county");
        MediaChannel channel = carried.channel("state");

        // When
        List<MediaChannel.Look> first = channel.look(parcel -> false);
        List<MediaChannel.Look> second = channel.look(parcel -> {
            carried.agent("state").take(parcel);
            return true;
        });
        List<MediaChannel.Look> third = channel.look(parcel -> true);

        // Then
        assertThat(outcomes(first)).containsExactly(Standing.WAITS);
        assertThat(outcomes(second)).containsExactly(Standing.TAKEN);
        assertThat(third).isEmpty();
    }

    @Test
    void aBagWithASpoiltParcelTakesTheGoodOnesAndReceiptsSayWhatWasRefused() throws IOException {
        // Given a bag whose second parcel is none
        carried.say("county", "1", "open");
        carried.agent("county").release();
        List<Octets> parcels = new ArrayList<>(carried.agent("county").outbox(0, 10));
        parcels.add(Carried.octets("no parcel"));
        BagWriter bag = new BagWriter(parcels);
        write(bag, carried.medium("county").write(bag.manifest(), parcels), "one.bag");

        // When
        carried.unpack("state");

        // Then
        assertThat(carried.agent("state").current().picture().entries()).hasSize(1);
        assertThat(carried.agent("state").refused()).extracting(Kept::reason).containsExactly(Reason.MALFORMED);
        carried.agent("state").release();
        assertThat(carried.agent("state").admitted())
                .anyMatch(one -> one.core().property().equals(StatementKind.RECEIPT.property()));
    }

    @Test
    void aSpoiltCopyDoesNotBlockTheHonestOne() throws IOException {
        // Given
        carried.say("county", "1", "open");
        Path bag = carried.pack("county");
        Path file = bag.resolve("data/000001.parcel");
        byte[] honest = Files.readAllBytes(file);
        Files.write(file, new byte[honest.length]);
        MediaChannel channel = carried.channel("state");
        assertThat(outcomes(channel.look(parcel -> true))).containsExactly(Reason.BAG_NOT_VALID);
        assertThat(channel.look(parcel -> true)).as("looked at once").isEmpty();

        // When
        Files.write(file, honest);
        Files.setLastModifiedTime(bag.resolve("data"), FileTime.fromMillis(1));

        // Then
        assertThat(outcomes(channel.look(parcel -> true))).containsExactly(Standing.TAKEN);
    }

    @Test
    void aMediumAgainstTheDirectionOfTheAgreedChannelsIsNeitherPackedNorTaken() throws IOException {
        // Given
        carried = new Carried(
                folder,
                new ChannelRule("routine", new MeshId("urn:mesh:county"), new MeshId("urn:mesh:state"), "routine"));
        carried.say("county", "1", "open");
        carried.pack("county");
        List<Octets> parcels = carried.agent("county").outbox(0, 1);
        List<Object> along = outcomes(carried.unpack("state"));

        // When
        assertThatThrownBy(() -> carried.channel("state").put(parcels)).isInstanceOf(SiteFault.class);
        new BagFolder(folder, carried.medium("state")).write(parcels, BagFolder.Form.FOLDER);
        List<Object> against = outcomes(carried.unpack("county"));

        // Then
        assertThat(along).containsExactly(Standing.TAKEN);
        assertThat(against).contains(Reason.CHANNEL_NOT_AUTHORIZED).doesNotContain(Standing.TAKEN);
        assertThat(carried.agent("county").refused())
                .extracting(Kept::reason)
                .containsExactly(Reason.CHANNEL_NOT_AUTHORIZED);
    }
}
