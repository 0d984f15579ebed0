package org.comity.site.bag;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.comity.core.mesh.Digest;
import org.comity.core.mesh.Octets;

/** Lays out one bag: parcels as payload, and the tag files about them. */
final class BagWriter {
    /** 1980-01-01, the first date that a ZIP file can say: what a bag holds does not depend on when it was packed. */
    private static final long NO_TIME_MILLIS = 315_532_800_000L;

    private final SortedMap<String, Octets> payload = new TreeMap<>();

    BagWriter(List<Octets> parcels) {
        int number = 0;
        for (Octets parcel : parcels) {
            number++;
            payload.put(Bag.PAYLOAD + String.format(Locale.ROOT, "%06d.parcel", number), parcel);
        }
    }

    /** SHA-256 of the payload's manifest. */
    Digest manifest() {
        return manifestOf(payload).digest();
    }

    private static Octets manifestOf(SortedMap<String, Octets> files) {
        SortedMap<String, Digest> digests = new TreeMap<>();
        files.forEach((name, octets) -> digests.put(name, octets.digest()));
        return TagFile.octets(TagFile.manifest(digests));
    }

    /**
     * Every file of the bag, by name.
     *
     * @param description one line for whoever finds the medium
     */
    SortedMap<String, Octets> files(Octets waybill, Octets signature, String description) {
        long octets = payload.values().stream().mapToLong(Octets::size).sum();
        SortedMap<String, Octets> files = new TreeMap<>();
        files.put(Bag.DECLARATION, TagFile.octets(TagFile.DECLARATION));
        files.put(
                Bag.INFO,
                TagFile.octets("Bag-Software-Agent: comity\nExternal-Description: " + description
                        + "\nExternal-Identifier: " + waybill.digest() + "\nPayload-Oxum: " + octets + "."
                        + payload.size() + "\n"));
        files.put(Bag.MANIFEST, manifestOf(payload));
        files.put(Bag.WAYBILL, waybill);
        files.put(Bag.SIGNATURE, signature);
        files.put(Bag.TAG_MANIFEST, manifestOf(files));
        files.putAll(payload);
        return files;
    }

    /** Writes the files into a folder that is not there, durable when it returns. */
    static void folder(SortedMap<String, Octets> files, Path folder, Disk disk) throws IOException {
        disk.folder(folder.resolve(Bag.PAYLOAD));
        disk.folder(folder.resolve(Bag.WAYBILL).resolveSibling(""));
        for (var file : files.entrySet()) {
            disk.file(
                    folder.resolve(file.getKey()),
                    out -> out.write(file.getValue().bytes()));
        }
        disk.sync(folder.resolve(Bag.PAYLOAD));
        disk.sync(folder.resolve(Bag.WAYBILL).resolveSibling(""));
        disk.sync(folder);
    }

    /** Writes the files into one ZIP file that is not there, durable when it returns. */
    static void zip(SortedMap<String, Octets> files, String root, Path file, Disk disk) throws IOException {
        disk.file(file, out -> zip(files, root, out));
    }

    private static void zip(SortedMap<String, Octets> files, String root, OutputStream out) throws IOException {
        ZipOutputStream zip = new ZipOutputStream(out);
        for (var file : files.entrySet()) {
            ZipEntry entry = new ZipEntry(root + "/" + file.getKey());
            entry.setTime(NO_TIME_MILLIS);
            zip.putNextEntry(entry);
            zip.write(file.getValue().bytes());
            zip.closeEntry();
        }
        zip.finish();
    }
}
