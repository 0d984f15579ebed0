package org.comity.site.bag;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.comity.core.ledger.LeafKind;
import org.comity.core.mesh.Digest;
import org.comity.core.mesh.Octets;
import org.comity.core.mesh.Outcome;
import org.comity.core.mesh.Reason;
import org.comity.core.reconcile.Kept;
import org.comity.site.MediaChannel;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What whoever carries a medium can do to it, and what it is called. */
class HostileBagTest {
    /** Does something to a bag. */
    private interface Trick {
        void on(Path bag) throws IOException;
    }

    @TempDir
    Path folder;

    private Carried carried;

    @BeforeEach
    void settle() {
        carried = new Carried(folder);
        carried.say("county", "1", "open");
    }

    private static Arguments trick(String name, Reason reason, Trick trick) {
        return Arguments.of(name, reason, trick);
    }

    static Stream<Arguments> folders() {
        return Stream.of(
                trick("a link to a file", Reason.BAG_ENTRY_FORBIDDEN, bag -> link(bag, "data/a.parcel", "/etc/passwd")),
                trick("a link to a folder", Reason.BAG_ENTRY_FORBIDDEN, bag -> link(bag, "data/sub", "/etc")),
                trick("a payload that is a link", Reason.BAG_ENTRY_FORBIDDEN, bag -> {
                    Files.move(bag.resolve("data/000001.parcel"), bag.resolveSibling("moved"));
                    link(bag, "data/000001.parcel", bag.resolveSibling("moved").toString());
                }),
                trick("a pipe", Reason.BAG_ENTRY_FORBIDDEN, bag -> pipe(bag.resolve("data/pipe"))),
                trick(
                        "a name that is a device elsewhere",
                        Reason.BAG_ENTRY_FORBIDDEN,
                        bag -> file(bag, "data/NUL.txt")),
                trick("names that differ by case", Reason.BAG_ENTRY_FORBIDDEN, bag -> file(bag, "data/000001.PARCEL")),
                trick(
                        "a name with a control character",
                        Reason.BAG_ENTRY_FORBIDDEN,
                        bag -> file(bag, "data/a\u001b[2J")),
                trick("a name that is not ASCII", Reason.BAG_ENTRY_FORBIDDEN, bag -> file(bag, "data/\u202eparcel")),
                trick("a hidden file", Reason.BAG_ENTRY_FORBIDDEN, bag -> file(bag, ".DS_Store")),
                trick("a listed path that leaves the bag", Reason.BAG_ENTRY_FORBIDDEN, bag -> list(bag, "../../x")),
                trick(
                        "a listed path inside data that leaves it",
                        Reason.BAG_ENTRY_FORBIDDEN,
                        bag -> list(bag, "data/../../x")),
                trick("a listed absolute path", Reason.BAG_ENTRY_FORBIDDEN, bag -> list(bag, "/etc/passwd")),
                trick("a listed drive", Reason.BAG_ENTRY_FORBIDDEN, bag -> list(bag, "C:\\x")),
                trick(
                        "folders without end",
                        Reason.LIMIT_EXCEEDED,
                        bag -> Files.createDirectories(bag.resolve("data/" + "a/".repeat(200)))),
                trick("files without end", Reason.LIMIT_EXCEEDED, bag -> {
                    for (int i = 0; i <= BagFiles.ENTRIES_MAX; i++) {
                        Files.createFile(bag.resolve("data/" + i));
                    }
                }),
                trick("a file without end", Reason.LIMIT_EXCEEDED, bag -> sparse(bag.resolve("data/huge"), 1L << 40)),
                trick("a payload cut off", Reason.BAG_NOT_VALID, bag -> cut(bag.resolve("data/000001.parcel"))),
                trick("a payload cut to nothing", Reason.BAG_NOT_VALID, bag -> {
                    Files.write(bag.resolve("data/000001.parcel"), new byte[0]);
                }),
                trick(
                        "a payload with one other octet",
                        Reason.BAG_NOT_VALID,
                        bag -> flip(bag.resolve("data/000001.parcel"))),
                trick(
                        "a payload that is missing",
                        Reason.BAG_INCOMPLETE,
                        bag -> Files.delete(bag.resolve("data/000001.parcel"))),
                trick(
                        "a tag file that is missing",
                        Reason.BAG_INCOMPLETE,
                        bag -> Files.delete(bag.resolve("comity/waybill.sig"))),
                trick(
                        "no tag manifest",
                        Reason.BAG_INCOMPLETE,
                        bag -> Files.delete(bag.resolve("tagmanifest-sha256.txt"))),
                trick("no declaration", Reason.BAG_INCOMPLETE, bag -> Files.delete(bag.resolve("bagit.txt"))),
                trick("an extra payload", Reason.BAG_INCOMPLETE, bag -> file(bag, "data/000002.parcel")),
                trick("an extra tag file", Reason.BAG_INCOMPLETE, bag -> file(bag, "comity/more")),
                trick("an extra file at the top", Reason.BAG_INCOMPLETE, bag -> file(bag, "autorun.inf")),
                trick(
                        "another size than stated",
                        Reason.BAG_NOT_VALID,
                        bag -> tag(bag, "bag-info.txt", text -> text.replaceAll("Oxum: [0-9]+", "Oxum: 1"))),
                trick(
                        "another count than stated",
                        Reason.BAG_NOT_VALID,
                        bag -> tag(bag, "bag-info.txt", text -> text.replaceAll("\\.[0-9]+\n$", ".2\n"))),
                trick(
                        "a size stated twice",
                        Reason.BAG_MALFORMED,
                        bag -> tag(bag, "bag-info.txt", text -> text + "payload-oxum: 1.1\n")),
                trick(
                        "no size stated",
                        Reason.BAG_MALFORMED,
                        bag -> tag(bag, "bag-info.txt", text -> "Bag-Software-Agent: comity\n")),
                trick(
                        "a line listed twice",
                        Reason.BAG_MALFORMED,
                        bag -> tag(bag, "manifest-sha256.txt", text -> text + text)),
                trick(
                        "a checksum of another length",
                        Reason.BAG_MALFORMED,
                        bag -> tag(bag, "manifest-sha256.txt", text -> text.substring(8))),
                trick("octets that are no text", Reason.BAG_MALFORMED, bag -> {
                    Files.write(bag.resolve("manifest-sha256.txt"), new byte[] {(byte) 0xff, 10});
                    seal(bag);
                }),
                trick("another checksum beside", Reason.BAG_PROFILE_NOT_ALLOWED, bag -> file(bag, "manifest-md5.txt")),
                trick(
                        "an algorithm that nobody knows",
                        Reason.BAG_PROFILE_NOT_ALLOWED,
                        bag -> file(bag, "tagmanifest-rot13.txt")),
                trick("a list of files to fetch", Reason.BAG_PROFILE_NOT_ALLOWED, bag -> file(bag, "fetch.txt")),
                trick(
                        "another version",
                        Reason.BAG_PROFILE_NOT_ALLOWED,
                        bag -> tag(bag, "bagit.txt", text -> text.replace("1.0", "0.97"))),
                trick(
                        "another encoding",
                        Reason.BAG_PROFILE_NOT_ALLOWED,
                        bag -> tag(bag, "bagit.txt", text -> text.replace("UTF-8", "UTF-16"))),
                trick(
                        "a declaration that is none",
                        Reason.BAG_MALFORMED,
                        bag -> tag(bag, "bagit.txt", text -> "hello\n")),
                trick("a changed list, all sums made anew", Reason.BAG_NOT_VALID, bag -> {
                    flip(bag.resolve("data/000001.parcel"));
                    relist(bag);
                }),
                trick("a waybill that is none", Reason.MALFORMED, bag -> {
                    Files.writeString(bag.resolve("comity/waybill"), "hello");
                    seal(bag);
                }),
                trick("a waybill with one other octet", Reason.SIGNATURE_NOT_VALID, bag -> {
                    byte[] waybill = Files.readAllBytes(bag.resolve("comity/waybill"));
                    int nonce = new String(waybill, StandardCharsets.ISO_8859_1).indexOf("urn:agent:county") + 70;
                    waybill[nonce] ^= 1;
                    Files.write(bag.resolve("comity/waybill"), waybill);
                    seal(bag);
                }),
                trick("another signature", Reason.SIGNATURE_NOT_VALID, bag -> {
                    flip(bag.resolve("comity/waybill.sig"));
                    seal(bag);
                }));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("folders")
    void isRefusedByNameRecordedAndNothingOfItIsTaken(String name, Reason reason, Trick trick) throws IOException {
        // Given
        Path bag = carried.pack("county");
        trick.on(bag);
        long before = carried.agent("state").admitted().size();

        // When
        List<MediaChannel.Look> looks = carried.unpack("state");

        // Then
        assertThat(reasons(looks)).containsExactly(reason);
        assertThat(carried.agent("state").refused()).extracting(Kept::reason).containsExactly(reason);
        assertThat(carried.meshes.mesh("state").node().ledger().leaves(0, 1_000))
                .anyMatch(leaf -> leaf.kind() == LeafKind.REFUSED);
        assertThat(carried.agent("state").admitted()).hasSize((int) before);
    }

    private static List<Reason> reasons(List<MediaChannel.Look> looks) {
        List<Reason> reasons = new ArrayList<>();
        looks.forEach(look -> look.outcome().fold(any -> true, no -> reasons.add(no.reason())));
        return reasons;
    }

    @Test
    void theHonestCopyIsTakenAfterASpoiltOne() throws IOException {
        // Given
        Path bag = carried.pack("county");
        byte[] honest = Files.readAllBytes(bag.resolve("data/000001.parcel"));
        flip(bag.resolve("data/000001.parcel"));
        assertThat(reasons(carried.unpack("state"))).containsExactly(Reason.BAG_NOT_VALID);

        // When
        Files.write(bag.resolve("data/000001.parcel"), honest);
        List<MediaChannel.Look> looks = carried.unpack("state");

        // Then
        assertThat(looks)
                .extracting(MediaChannel.Look::outcome)
                .containsExactly(Outcome.yes(MediaChannel.Standing.TAKEN));
        carried.settle();
        assertThat(carried.agree()).isTrue();
    }

    @Test
    void aFolderThatIsALinkIsNoBag() throws IOException {
        // Given
        Path bag = carried.pack("county");
        Path away = Files.createDirectory(folder.resolve("away"));
        Path moved = Files.move(bag, away.resolve("real"));
        Files.createSymbolicLink(bag, moved);

        // When, Then
        assertThat(reasons(carried.unpack("state"))).containsExactly(Reason.BAG_ENTRY_FORBIDDEN);
    }

    static Stream<Arguments> zips() {
        return Stream.of(
                Arguments.of("a path that leaves the bag", Reason.BAG_ENTRY_FORBIDDEN, "b.bag/../../x"),
                Arguments.of("a path beside the bag", Reason.BAG_ENTRY_FORBIDDEN, "x"),
                Arguments.of("an absolute path", Reason.BAG_ENTRY_FORBIDDEN, "/etc/passwd"),
                Arguments.of("a path of another system", Reason.BAG_ENTRY_FORBIDDEN, "b.bag/..\\..\\x"),
                Arguments.of("names that differ by case", Reason.BAG_ENTRY_FORBIDDEN, "b.bag/BAGIT.TXT"),
                Arguments.of("folders without end", Reason.LIMIT_EXCEEDED, "b.bag/" + "a/".repeat(50)),
                Arguments.of("an extra file", Reason.BAG_INCOMPLETE, "b.bag/data/extra"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("zips")
    void inAZipFileIsRefusedByName(String name, Reason reason, String entry) throws IOException {
        // Given
        SortedMap<String, byte[]> entries = entries(carried.pack("county"));
        entries.put(entry, new byte[] {1});

        // When
        Path zip = zip(entries);

        // Then
        assertThat(reason(zip)).isEqualTo(reason);
    }

    private static Reason reason(Path zip) {
        return Bag.open(zip)
                .fold(
                        bag -> {
                            throw new AssertionError("it opened: " + bag);
                        },
                        Outcome.No::reason);
    }

    @Test
    void aZipBombIsRefusedBeforeItIsRead() throws IOException {
        // Given
        SortedMap<String, byte[]> entries = entries(carried.pack("county"));
        Path zip = folder.resolve("bomb.bag.zip");
        try (OutputStream out = Files.newOutputStream(zip);
                ZipOutputStream zipped = new ZipOutputStream(out)) {
            for (var entry : entries.entrySet()) {
                zipped.putNextEntry(new ZipEntry(entry.getKey()));
                zipped.write(entry.getValue());
            }
            zipped.putNextEntry(new ZipEntry("b.bag/data/bomb"));
            byte[] zeros = new byte[1 << 20];
            for (int i = 0; i < 65; i++) {
                zipped.write(zeros);
            }
        }

        // When, Then
        assertThat(Files.size(zip)).isLessThan(200_000);
        assertThat(reason(zip)).isEqualTo(Reason.LIMIT_EXCEEDED);
    }

    @Test
    void aZipThatClaimsTooManyEntriesIsRefusedBeforeItsDirectoryIsRead() throws IOException {
        // Given
        Path zip = zip(entries(carried.pack("county")));
        try (RandomAccessFile file = new RandomAccessFile(zip.toFile(), "rw")) {
            file.seek(file.length() - 12);
            file.write(new byte[] {(byte) 0xff, (byte) 0xff});
        }

        // When, Then
        assertThat(reason(zip)).isEqualTo(Reason.LIMIT_EXCEEDED);
    }

    @Test
    void aZipThatWasCutOffIsRefusedWhereverTheCutIs() throws IOException {
        // Given
        byte[] whole = Files.readAllBytes(zip(entries(carried.pack("county"))));
        Path cut = folder.resolve("cut.bag.zip");

        // When, Then
        for (int size = 0; size < whole.length; size += Math.max(1, whole.length / 200)) {
            Files.write(cut, java.util.Arrays.copyOf(whole, size));
            assertThat(reason(cut)).as("cut to %d octets", size).isEqualTo(Reason.BAG_INCOMPLETE);
        }
    }

    private Path zip(SortedMap<String, byte[]> entries) throws IOException {
        Path zip = folder.resolve("b.bag.zip");
        try (OutputStream out = Files.newOutputStream(zip);
                ZipOutputStream zipped = new ZipOutputStream(out)) {
            for (var entry : entries.entrySet()) {
                zipped.putNextEntry(new ZipEntry(entry.getKey()));
                zipped.write(entry.getValue());
            }
        }
        return zip;
    }

    private static SortedMap<String, byte[]> entries(Path bag) throws IOException {
        SortedMap<String, byte[]> entries = new TreeMap<>();
        try (Stream<Path> files = Files.walk(bag)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                entries.put("b.bag/" + bag.relativize(file), Files.readAllBytes(file));
            }
        }
        return entries;
    }

    private static void link(Path bag, String name, String target) throws IOException {
        Files.createSymbolicLink(bag.resolve(name), Path.of(target));
    }

    private static void pipe(Path pipe) throws IOException {
        try {
            new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        assertThat(pipe).exists();
    }

    private static void file(Path bag, String name) throws IOException {
        Files.writeString(bag.resolve(name), "x");
    }

    private static void list(Path bag, String name) throws IOException {
        tag(bag, "manifest-sha256.txt", text -> text + text.substring(0, 64) + "  " + name + "\n");
    }

    private static void sparse(Path file, long size) throws IOException {
        try (RandomAccessFile out = new RandomAccessFile(file.toFile(), "rw")) {
            out.setLength(size);
        }
    }

    private static void cut(Path file) throws IOException {
        byte[] octets = Files.readAllBytes(file);
        Files.write(file, java.util.Arrays.copyOf(octets, octets.length / 2), StandardOpenOption.TRUNCATE_EXISTING);
    }

    private static void flip(Path file) throws IOException {
        byte[] octets = Files.readAllBytes(file);
        octets[octets.length / 2] ^= 1;
        Files.write(file, octets);
    }

    private static void tag(Path bag, String name, java.util.function.UnaryOperator<String> change) throws IOException {
        Files.writeString(bag.resolve(name), change.apply(Files.readString(bag.resolve(name))));
        seal(bag);
    }

    /** Makes the payload's manifest anew, as whoever changes a payload can. */
    private static void relist(Path bag) throws IOException {
        SortedMap<String, Digest> files = new TreeMap<>();
        files.put("data/000001.parcel", digest(bag.resolve("data/000001.parcel")));
        Files.writeString(bag.resolve("manifest-sha256.txt"), TagFile.manifest(files));
        seal(bag);
    }

    /** Makes the tag manifest anew, as whoever changes a tag file can. */
    private static void seal(Path bag) throws IOException {
        SortedMap<String, Digest> files = new TreeMap<>();
        for (String name :
                List.of("bagit.txt", "bag-info.txt", "manifest-sha256.txt", "comity/waybill", "comity/waybill.sig")) {
            files.put(name, digest(bag.resolve(name)));
        }
        Files.writeString(bag.resolve("tagmanifest-sha256.txt"), TagFile.manifest(files));
    }

    private static Digest digest(Path file) throws IOException {
        return Octets.of(Files.readAllBytes(file)).digest();
    }
}
