package org.comity.site;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.comity.site.bag.BagFolder;

/**
 * What an operator says of a site; everything else stands in its folder.
 *
 * @param folder holds {@code agreement.xml}, {@code keys/}, and where they are wanted {@code abroad.pem} and
 *     {@code crosswalk.sssom.tsv}
 * @param password of the key files; never shown
 * @param agreement name of the boundary agent in the registry
 * @param outbox where parcels to the peer are put
 * @param inbox where parcels from the peer come
 * @param media where media to and from the peer lie, if they are carried
 * @param mediaForm how a medium is packed
 * @param clocks the mesh's own clocks, fused by majority
 * @param clockError how far this machine's clock may be off
 */
public record SiteSettings(
        Path folder,
        String password,
        String agreement,
        Store store,
        Path outbox,
        Path inbox,
        Optional<Path> media,
        BagFolder.Form mediaForm,
        List<ClockSource> clocks,
        Duration clockError) {
    /** What each setting's name begins with. */
    public static final String PREFIX = "comity.";

    /** Where S, the ledger and documents are kept. */
    public enum Store {
        /** In the folder {@code store}, durable. */
        ROCKSDB,
        /** Nowhere: gone when the process ends. */
        MEMORY
    }

    private static final List<String> NAMES = List.of(
            "folder",
            "password",
            "agreement",
            "store",
            "outbox",
            "inbox",
            "media",
            "media-form",
            "clocks",
            "clock-error");

    public SiteSettings {
        Objects.requireNonNull(folder, "folder");
        Objects.requireNonNull(password, "password");
        Objects.requireNonNull(agreement, "agreement");
        Objects.requireNonNull(store, "store");
        Objects.requireNonNull(outbox, "outbox");
        Objects.requireNonNull(inbox, "inbox");
        Objects.requireNonNull(media, "media");
        Objects.requireNonNull(mediaForm, "mediaForm");
        clocks = List.copyOf(clocks);
        Objects.requireNonNull(clockError, "clockError");
    }

    /**
     * Reads settings; names that do not begin with {@link #PREFIX} are others' matter.
     *
     * @param base what relative paths begin at
     * @throws SiteFault where one cannot work
     */
    public static SiteSettings of(Map<String, String> properties, Path base) {
        Map<String, String> own = new LinkedHashMap<>();
        properties.forEach((name, value) -> {
            if (name.startsWith(PREFIX)) {
                own.put(known(name.substring(PREFIX.length())), value.strip());
            }
        });
        Path folder = base.resolve(required(own, "folder")).normalize();
        if (!Files.isDirectory(folder)) {
            throw new SiteFault("comity.folder is '" + folder + "', which is no folder: 'comity init' makes one");
        }
        Map<String, String> all = new HashMap<>(Map.of(
                "agreement", "agreement",
                "store", "rocksdb",
                "outbox", "out",
                "inbox", "in",
                "media-form", "folder",
                "clocks", ClockSource.OWN,
                "clock-error", "PT1S"));
        all.putAll(own);
        return new SiteSettings(
                folder,
                required(all, "password"),
                required(all, "agreement"),
                one(Store.values(), "store", required(all, "store")),
                folder.resolve(required(all, "outbox")).normalize(),
                folder.resolve(required(all, "inbox")).normalize(),
                Optional.ofNullable(all.get("media"))
                        .filter(text -> !text.isEmpty())
                        .map(text -> folder.resolve(text).normalize()),
                one(BagFolder.Form.values(), "media-form", required(all, "media-form")),
                ClockSource.list(required(all, "clocks")),
                duration(required(all, "clock-error")));
    }

    private static String known(String name) {
        if (!NAMES.contains(name)) {
            throw new SiteFault(
                    "there is no setting " + PREFIX + name + ": the settings are " + String.join(", ", NAMES));
        }
        return name;
    }

    private static String required(Map<String, String> own, String name) {
        String value = own.getOrDefault(name, "");
        if (value.isEmpty()) {
            throw new SiteFault(PREFIX + name + " is missing: give it a value");
        }
        return value;
    }

    private static <T extends Enum<T>> T one(T[] values, String name, String text) {
        return Arrays.stream(values)
                .filter(one -> one.name().equals(text.toUpperCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(() -> new SiteFault(PREFIX + name + " is '" + text + "': say "
                        + Arrays.stream(values)
                                .map(one -> one.name().toLowerCase(Locale.ROOT))
                                .collect(Collectors.joining(" or "))));
    }

    private static Duration duration(String text) {
        try {
            Duration value = Duration.parse(text);
            if (!value.isNegative()) {
                return value;
            }
        } catch (DateTimeParseException e) {
            throw new SiteFault("comity.clock-error is '" + text + "': say a duration such as PT1S", e);
        }
        throw new SiteFault("comity.clock-error is '" + text + "': say a duration such as PT1S");
    }

    @Override
    public String toString() {
        return "SiteSettings[" + folder + ", " + agreement + "]";
    }
}
