package org.comity.site.bag;

import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.stream.Stream;
import org.comity.core.mesh.Digest;
import org.comity.core.mesh.Octets;
import org.comity.core.mesh.Outcome;
import org.comity.core.mesh.Reason;
import org.comity.core.partition.Waybill;

/**
 * A bag that was found complete and valid (RFC 8493, section 3) under the one profile: version 1.0, UTF-8, SHA-256 alone, no fetch
 * list, plain names. That says that it is what someone packed, not who; the waybill in it says that.
 */
public final class Bag implements AutoCloseable, Iterable<Octets> {
    /** What a bag's name ends with, folder or file. */
    public static final String SUFFIX = ".bag";

    /** What the name of a bag in one ZIP file ends with. */
    public static final String ZIP_SUFFIX = SUFFIX + ".zip";

    static final String DECLARATION = "bagit.txt";
    static final String INFO = "bag-info.txt";
    static final String MANIFEST = "manifest-sha256.txt";
    static final String TAG_MANIFEST = "tagmanifest-sha256.txt";
    static final String WAYBILL = "comity/waybill";
    static final String SIGNATURE = "comity/waybill.sig";
    static final String PAYLOAD = "data/";

    /** The tag files that the tag manifest must list; no other is known. */
    private static final Set<String> TAGS = Set.of(DECLARATION, INFO, MANIFEST, WAYBILL, SIGNATURE);

    private static final long TAG_OCTETS_MAX = 8L * 1024 * 1024;

    private final BagFiles files;
    private final SortedMap<String, Digest> payload;
    private final Octets manifest;
    private final Octets waybill;
    private final Octets signature;

    private Bag(BagFiles files, SortedMap<String, Digest> payload, Octets manifest, Octets waybill, Octets signature) {
        this.files = files;
        this.payload = payload;
        this.manifest = manifest;
        this.waybill = waybill;
        this.signature = signature;
    }

    /**
     * Opens a bag and reads all of it once.
     *
     * @param path a folder, or a ZIP file with one folder in it
     * @return a no with BAG_MALFORMED, BAG_PROFILE_NOT_ALLOWED, BAG_ENTRY_FORBIDDEN, BAG_INCOMPLETE, BAG_NOT_VALID or
     *     LIMIT_EXCEEDED
     */
    public static Outcome<Bag> open(Path path) {
        BagFiles files = files(path);
        Outcome<Bag> opened = files.sizes().then(sizes -> open(files, sizes));
        if (!opened.fold(bag -> true, no -> false)) {
            files.close();
        }
        return opened;
    }

    /** What the waybill in a bag claims, of which nothing was checked; empty where none can be read. */
    static Optional<Waybill> claimed(Path path) {
        try (BagFiles files = files(path)) {
            return files.sizes()
                    .then(sizes -> tag(files, sizes, WAYBILL))
                    .then(Waybill::read)
                    .fold(Optional::of, no -> Optional.empty());
        }
    }

    private static BagFiles files(Path path) {
        return Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS) ? new ZipFiles(path) : new FolderFiles(path);
    }

    /** The form of the bag first, then its lists, then every octet; the first fault ends it. */
    private static Outcome<Bag> open(BagFiles files, SortedMap<String, Long> sizes) {
        return profile(sizes)
                .then(good -> tag(files, sizes, DECLARATION).then(TagFile::declaration))
                .then(good -> tag(files, sizes, TAG_MANIFEST).then(octets -> TagFile.manifest(TAG_MANIFEST, octets)))
                .then(tags -> checkedTags(files, sizes, tags))
                .then(good -> tag(files, sizes, MANIFEST))
                .then(manifest -> TagFile.manifest(MANIFEST, manifest)
                        .then(payload -> complete(sizes, payload))
                        .then(payload -> sized(files, sizes, payload))
                        .then(payload -> valid(files, payload))
                        .then(payload -> tag(files, sizes, WAYBILL)
                                .then(waybill -> tag(files, sizes, SIGNATURE)
                                        .map(signature -> new Bag(files, payload, manifest, waybill, signature)))));
    }

    /** No list of files to fetch, and no checksums but the one. */
    private static Outcome<Set<String>> profile(SortedMap<String, Long> sizes) {
        for (String name : sizes.keySet()) {
            boolean manifest = name.matches("(?i)(?:tag)?manifest-[^/]*\\.txt")
                    && !name.equals(MANIFEST)
                    && !name.equals(TAG_MANIFEST);
            if (manifest || name.equalsIgnoreCase("fetch.txt")) {
                return Outcome.no(Reason.BAG_PROFILE_NOT_ALLOWED, EntryRule.shown(name) + " is not of the profile");
            }
        }
        return Outcome.yes(sizes.keySet());
    }

    private static Outcome<Octets> tag(BagFiles files, SortedMap<String, Long> sizes, String name) {
        Long size = sizes.get(name);
        if (size == null) {
            return Outcome.no(Reason.BAG_INCOMPLETE, "there is no " + name);
        }
        return size > TAG_OCTETS_MAX
                ? Outcome.no(Reason.LIMIT_EXCEEDED, name + " of " + size + " octets")
                : files.read(name);
    }

    private static Outcome<Boolean> checkedTags(
            BagFiles files, SortedMap<String, Long> sizes, SortedMap<String, Digest> listed) {
        for (String name : TAGS.stream().sorted().toList()) {
            Digest digest = listed.get(name);
            Outcome<Octets> checked = digest == null
                    ? Outcome.no(Reason.BAG_INCOMPLETE, TAG_MANIFEST + " does not list " + name)
                    : tag(files, sizes, name).then(octets -> checked(name, octets, digest));
            if (!checked.fold(good -> true, no -> false)) {
                return checked.map(never -> false);
            }
        }
        return listed.keySet().stream()
                .filter(name -> !TAGS.contains(name))
                .findFirst()
                .map(name ->
                        Outcome.<Boolean>no(Reason.BAG_INCOMPLETE, TAG_MANIFEST + " lists " + EntryRule.shown(name)))
                .orElseGet(() -> Outcome.yes(true));
    }

    /** Every listed file is there, and every file that is there is listed. */
    private static Outcome<SortedMap<String, Digest>> complete(
            SortedMap<String, Long> sizes, SortedMap<String, Digest> payload) {
        for (String name : payload.keySet()) {
            if (!name.startsWith(PAYLOAD) || !sizes.containsKey(name)) {
                return Outcome.no(Reason.BAG_INCOMPLETE, "listed and not there: " + EntryRule.shown(name));
            }
        }
        for (String name : sizes.keySet()) {
            if (!payload.containsKey(name) && !TAGS.contains(name) && !name.equals(TAG_MANIFEST)) {
                return Outcome.no(Reason.BAG_INCOMPLETE, "there and not listed: " + EntryRule.shown(name));
            }
        }
        return Outcome.yes(payload);
    }

    private static Outcome<SortedMap<String, Digest>> sized(
            BagFiles files, SortedMap<String, Long> sizes, SortedMap<String, Digest> payload) {
        long octets = payload.keySet().stream().mapToLong(sizes::get).sum();
        return tag(files, sizes, INFO)
                .then(TagFile::oxum)
                .then(oxum -> oxum[0] == octets && oxum[1] == payload.size()
                        ? Outcome.yes(payload)
                        : Outcome.no(
                                Reason.BAG_NOT_VALID,
                                "Payload-Oxum is " + oxum[0] + "." + oxum[1] + ", the payload " + octets + "."
                                        + payload.size()));
    }

    private static Outcome<SortedMap<String, Digest>> valid(BagFiles files, SortedMap<String, Digest> payload) {
        for (Map.Entry<String, Digest> one : payload.entrySet()) {
            Outcome<Octets> checked =
                    files.read(one.getKey()).then(octets -> checked(one.getKey(), octets, one.getValue()));
            if (!checked.fold(good -> true, no -> false)) {
                return checked.map(never -> payload);
            }
        }
        return Outcome.yes(payload);
    }

    /** SHA-256 of the payload's manifest. */
    public Digest manifest() {
        return manifest.digest();
    }

    /** The waybill, as it came. */
    public Octets waybill() {
        return waybill;
    }

    /** The signature of the waybill, as it came. */
    public Octets signature() {
        return signature;
    }

    /** The names of the payload, sorted. */
    public List<String> payload() {
        return List.copyOf(payload.keySet());
    }

    /**
     * A file of the payload, read again and checked again.
     *
     * @return a no with BAG_NOT_VALID or BAG_INCOMPLETE where it is no longer what it was
     */
    public Outcome<Octets> octets(String name) {
        Digest listed = payload.get(name);
        return listed == null
                ? Outcome.no(Reason.BAG_INCOMPLETE, "no payload: " + EntryRule.shown(name))
                : files.read(name).then(octets -> checked(name, octets, listed));
    }

    /** The payload's files as long as they are what they were, each read when it is asked for. */
    @Override
    public Iterator<Octets> iterator() {
        return payload.keySet().stream()
                .flatMap(name -> octets(name).fold(Stream::of, no -> Stream.<Octets>empty()))
                .iterator();
    }

    private static Outcome<Octets> checked(String name, Octets octets, Digest listed) {
        return octets.digest().equals(listed)
                ? Outcome.yes(octets)
                : Outcome.no(Reason.BAG_NOT_VALID, EntryRule.shown(name) + " has not its checksum");
    }

    @Override
    public void close() {
        files.close();
    }

    @Override
    public String toString() {
        return "Bag[" + payload.size() + " files, " + manifest.digest() + "]";
    }
}
