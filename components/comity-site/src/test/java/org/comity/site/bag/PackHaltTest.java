package org.comity.site.bag;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.comity.core.mesh.Octets;
import org.comity.core.reconcile.Kept;
import org.comity.site.MediaChannel;
import org.comity.site.MediaChannel.Standing;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A halt at every point of packing and of unpacking. */
class PackHaltTest {
    /** The power is gone. */
    private static final class Halt extends IOException {
        private static final long serialVersionUID = 1L;
    }

    /** A disk that halts before its n-th step, or in the middle of writing a file. */
    private static final class HaltingDisk implements Disk {
        private final boolean within;
        private int left;

        HaltingDisk(int steps, boolean within) {
            this.left = steps;
            this.within = within;
        }

        private void step() throws IOException {
            if (left-- == 0) {
                throw new Halt();
            }
        }

        @Override
        public void folder(Path folder) throws IOException {
            step();
            REAL.folder(folder);
        }

        @Override
        public void file(Path file, Content content) throws IOException {
            if (left == 0 && within) {
                REAL.file(file, out -> {
                    java.io.ByteArrayOutputStream whole = new java.io.ByteArrayOutputStream();
                    content.to(whole);
                    out.write(Arrays.copyOf(whole.toByteArray(), whole.size() / 2));
                });
            }
            step();
            REAL.file(file, content);
        }

        @Override
        public void sync(Path folder) throws IOException {
            step();
            REAL.sync(folder);
        }

        @Override
        public void name(Path from, Path to) throws IOException {
            step();
            REAL.name(from, to);
        }

        @Override
        public void remove(Path path) throws IOException {
            step();
            REAL.remove(path);
        }
    }

    @TempDir
    Path folder;

    @Test
    void ofPackingAFolderLeavesNothingThatUnpacksAsGoodAndLosesNothing() throws IOException {
        assertThat(everyHalt(BagFolder.Form.FOLDER, false)).isGreaterThan(12);
        assertThat(everyHalt(BagFolder.Form.FOLDER, true)).isGreaterThan(12);
    }

    @Test
    void ofPackingAZipFileLeavesNothingThatUnpacksAsGoodAndLosesNothing() throws IOException {
        assertThat(everyHalt(BagFolder.Form.ZIP, true)).isGreaterThan(4);
    }

    /** Halts once at each step of packing, until a packing comes to its end; the number of halts. */
    private int everyHalt(BagFolder.Form form, boolean within) throws IOException {
        Carried carried = new Carried(Files.createTempDirectory(folder, "media"));
        carried.say("county", "1", "open");
        carried.agent("county").release();
        int halts = 0;
        while (halts < 100) {
            boolean whole = packs(carried, form, new HaltingDisk(halts, within));
            List<MediaChannel.Look> looks = carried.unpack("state");
            assertThat(looks).as("halt %d", halts).allMatch(look -> isGood(look));
            carried.meshes.restart("county");
            if (whole) {
                break;
            }
            halts++;
        }
        assertThat(carried.medium("state").losses()).as("after %d halts", halts).isEmpty();
        assertThat(carried.agent("state").refused()).extracting(Kept::reason).isEmpty();
        assertThat(carried.agent("state").current().picture().entries()).hasSize(1);
        try (var files = Files.list(carried.folder)) {
            assertThat(files)
                    .as("nothing half is left")
                    .allMatch(file -> !file.getFileName().toString().startsWith("."));
        }
        return halts;
    }

    private static boolean isGood(MediaChannel.Look look) {
        return look.outcome().fold(standing -> standing != Standing.WAITS, no -> false);
    }

    /** Packs as the channel does, on that disk; what was packed and not noted is packed again. */
    private static boolean packs(Carried carried, BagFolder.Form form, Disk disk) {
        long sent = carried.agent("county").sent("media");
        List<Octets> waiting = carried.agent("county").outbox(sent, 64);
        try {
            new BagFolder(carried.folder, carried.medium("county"), disk).write(waiting, form);
        } catch (IOException e) {
            return false;
        }
        carried.agent("county").sent("media", sent + waiting.size());
        return true;
    }

    @Test
    void ofUnpackingBetweenAnyTwoParcelsLosesNothingAndDoublesNothing() {
        // Given five consignments in one bag
        Carried carried = new Carried(folder);
        for (int i = 0; i < 5; i++) {
            carried.say("county", Integer.toString(i), "open");
            carried.agent("county").release();
        }
        carried.pack("county");

        // When each attempt gets one parcel further than the one before it
        List<Integer> admitted = new ArrayList<>();
        for (int halt = 0; halt <= 5; halt++) {
            int[] left = {halt};
            try {
                carried.channel("state").look(parcel -> {
                    if (left[0]-- == 0) {
                        throw new IllegalStateException("halt");
                    }
                    carried.agent("state").take(parcel);
                    return true;
                });
            } catch (IllegalStateException e) {
                assertThat(e).hasMessage("halt");
            }
            carried.meshes.restart("state");
            admitted.add(carried.agent("state").current().picture().entries().size());
        }

        // Then
        assertThat(admitted).containsExactly(0, 1, 2, 3, 4, 5);
        assertThat(carried.medium("state").losses()).isEmpty();
    }
}
