package org.comity.site.bag;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.SortedMap;
import java.util.stream.Stream;
import org.comity.core.mesh.Digest;
import org.comity.core.mesh.Octets;
import org.comity.core.partition.Waybill;
import org.comity.core.reconcile.Medium;
import org.comity.core.reconcile.MediumComparison;

/**
 * A folder in which bags lie beside each other: a stick, a share, the mouth of a diode. A bag is written under a hidden name and
 * gets its own when it is whole, so that nothing that looks for bags, Camel's {@code file:} included, sees a half one.
 */
public final class BagFolder {
    /** How a bag lies in the folder. */
    public enum Form {
        /** As a folder. */
        FOLDER,
        /** As one ZIP file, for ways that carry files alone. */
        ZIP
    }

    private static final String PART = ".part";

    private final Path folder;
    private final Medium medium;
    private final Disk disk;

    /** The bags of that folder, which media of that peer fill. */
    public BagFolder(Path folder, Medium medium) {
        this(folder, medium, Disk.REAL);
    }

    BagFolder(Path folder, Medium medium, Disk disk) {
        this.folder = Objects.requireNonNull(folder, "folder");
        this.medium = Objects.requireNonNull(medium, "medium");
        this.disk = Objects.requireNonNull(disk, "disk");
    }

    /**
     * Writes one bag: whole and durable under a hidden name, then noted as left, then named. Where a halt came between the last two
     * it is named the next time; what was not whole is removed.
     *
     * @return where it lies
     * @throws IOException where the medium is broken; nothing of the bag will be taken for one
     */
    public synchronized Path write(List<Octets> parcels, Form form) throws IOException {
        disk.folder(folder);
        recover();
        BagWriter bag = new BagWriter(parcels);
        Medium.Signed signed = medium.write(bag.manifest(), parcels);
        Waybill waybill = signed.waybill();
        SortedMap<String, Octets> files =
                bag.files(waybill.octets(), signed.signature(), description(waybill, parcels));
        String name = name(waybill);
        Path part = part(waybill.digest(), form);
        if (form == Form.ZIP) {
            BagWriter.zip(files, name + Bag.SUFFIX, part, disk);
        } else {
            BagWriter.folder(files, part, disk);
        }
        disk.sync(folder);
        medium.leaves(waybill);
        return named(part, name, form);
    }

    private Path named(Path part, String name, Form form) throws IOException {
        Path bag = folder.resolve(name + (form == Form.ZIP ? Bag.ZIP_SUFFIX : Bag.SUFFIX));
        disk.name(part, bag);
        disk.sync(folder);
        return bag;
    }

    /** The hidden name tells whose it is and which. */
    private Path part(Digest waybill, Form form) {
        return folder.resolve(own() + waybill.hex() + "." + form.name().toLowerCase(Locale.ROOT) + PART);
    }

    private String own() {
        return "."
                + TagFile.octets(medium.agent().id() + " " + medium.name())
                        .digest()
                        .hex()
                        .substring(0, 16) + "-";
    }

    private static String description(Waybill waybill, List<Octets> parcels) {
        long questions = parcels.stream().filter(MediumComparison::isQuestion).count();
        return "medium " + waybill.sequence() + " from " + waybill.sender().mesh() + " to " + waybill.to() + ": "
                + (parcels.size() - questions) + " consignments" + (questions > 0 ? ", a question" : "");
    }

    /** For people; what it is says the waybill. */
    private static String name(Waybill waybill) {
        return String.format(
                Locale.ROOT,
                "%s-to-%s-%06d-%s",
                last(waybill.sender().mesh().urn()),
                last(waybill.to().urn()),
                waybill.sequence(),
                waybill.digest().hex().substring(0, 8));
    }

    private static String last(String urn) {
        String end = urn.substring(urn.lastIndexOf(':') + 1).replaceAll("[^A-Za-z0-9-]", "-");
        return end.substring(0, Math.min(40, end.length())).toLowerCase(Locale.ROOT);
    }

    /** What a halt left behind: the bag that had left is named, others were never noted and go. */
    private void recover() throws IOException {
        for (Path part : parts()) {
            Form form = part.toString().endsWith(".zip" + PART) ? Form.ZIP : Form.FOLDER;
            boolean left = medium.lastLeft()
                    .map(waybill -> part(waybill.digest(), form))
                    .filter(part::equals)
                    .isPresent();
            if (left) {
                named(part, name(medium.lastLeft().get()), form);
            } else {
                disk.remove(part);
            }
        }
    }

    private List<Path> parts() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(
                            file -> name(file).startsWith(own()) && name(file).endsWith(PART))
                    .sorted()
                    .toList();
        }
    }

    private static String name(Path file) {
        return String.valueOf(file.getFileName());
    }

    /**
     * The bags that lie here, in the order of their senders and of what their waybills claim; the folder itself where it is one.
     *
     * @throws IOException where the folder cannot be read
     */
    public List<Path> bags() throws IOException {
        if (Files.exists(folder.resolve(Bag.DECLARATION), LinkOption.NOFOLLOW_LINKS)
                || Files.isRegularFile(folder)
                || name(folder).endsWith(Bag.SUFFIX)) {
            return List.of(folder);
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(BagFolder::isBag)
                    .sorted(Comparator.comparing(BagFolder::place).thenComparing(BagFolder::name))
                    .toList();
        }
    }

    private static boolean isBag(Path file) {
        String name = name(file);
        return !name.startsWith(".")
                && (name.endsWith(Bag.SUFFIX)
                        || name.endsWith(Bag.ZIP_SUFFIX)
                        || Files.exists(file.resolve(Bag.DECLARATION), LinkOption.NOFOLLOW_LINKS));
    }

    private static String place(Path bag) {
        return Bag.claimed(bag)
                .map(waybill -> waybill.sender().agent() + String.format(Locale.ROOT, " %019d", waybill.sequence()))
                .orElse("~");
    }
}
