package org.comity.feeds;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.comity.core.authority.AuthorityId;
import org.comity.core.boundary.Refusal;
import org.comity.core.mesh.Octets;
import org.comity.core.observation.Draft;
import org.comity.core.reconcile.Reading;
import org.comity.feeds.mapped.MappedFeed;
import org.comity.feeds.mapped.Mapping;
import org.comity.feeds.mapped.RowDocument;
import org.jspecify.annotations.Nullable;

/**
 * A feed as a step of a route, set up by properties alone: a document comes in, a {@link Reading} goes out, which {@code
 * comity-observe} signs. It keeps nothing between documents. Set properties first, then {@link #start}; thread-safe from then on.
 */
public final class FeedReader {
    private static final String CLASSPATH = "classpath:";

    private String format = "";
    private String mapping = "";
    private String settings = "";
    private String base = "";
    private String authorities = "";
    private volatile @Nullable Feed feed;

    /** What documents are: {@code csv}, {@code fixed-width}, {@code json}, {@code xml}, {@code hl7}, {@code rows}, {@code cap},
     * {@code comcat} or {@code pdl}. Empty: what the mapping says. */
    public void setFormat(String format) {
        this.format = format;
    }

    /** The mapping file: a path, or {@code classpath:} and the name of a resource. */
    public void setMapping(String mapping) {
        this.mapping = mapping;
    }

    /** Values of the mapping's settings: {@code name=value}, parted by commas. */
    public void setSettings(String settings) {
        this.settings = settings;
    }

    /** The URI that all names of {@code cap}, {@code comcat} and {@code pdl} start with. */
    public void setBase(String base) {
        this.base = base;
    }

    /** Who answers for what a sender or network says: {@code sender=authority}, parted by commas; {@code *} is all others. */
    public void setAuthorities(String authorities) {
        this.authorities = authorities;
    }

    /**
     * Makes the feed.
     *
     * @throws IllegalArgumentException with one sentence on what must be changed
     */
    public void start() {
        feed = feed();
    }

    /**
     * The feed of these properties.
     *
     * @throws IllegalArgumentException with one sentence on what must be changed
     */
    public Feed feed() {
        return switch (format) {
            case "cap" -> new CapFeed(new CapNames(required(base, "base"), this::authority));
            case "comcat" -> new ComcatFeed(new NetworkNames(required(base, "base"), this::authority));
            case "pdl" -> new PdlFeed(new NetworkNames(required(base, "base"), this::authority));
            default -> mapped();
        };
    }

    private static String required(String value, String name) {
        if (value.isBlank()) {
            throw new IllegalArgumentException("a feed needs the property " + name);
        }
        return value;
    }

    private Optional<AuthorityId> authority(String sender) {
        Map<String, String> named = pairs(required(authorities, "authorities"), "authorities");
        return Optional.ofNullable(named.getOrDefault(sender, named.get("*"))).map(AuthorityId::new);
    }

    private static Map<String, String> pairs(String text, String property) {
        Map<String, String> pairs = new LinkedHashMap<>();
        for (String pair : text.isBlank() ? new String[0] : text.split(",")) {
            int equals = pair.lastIndexOf('=');
            if (equals < 1) {
                throw new IllegalArgumentException("the property " + property + " is name=value, parted by commas");
            }
            pairs.put(
                    pair.substring(0, equals).strip(),
                    pair.substring(equals + 1).strip());
        }
        return pairs;
    }

    private Feed mapped() {
        String name = required(mapping, "mapping");
        Mapping read = Mapping.read(octets(name), pairs(settings, "settings")).fold(good -> good, no -> {
            throw new IllegalArgumentException(name + ": " + no.detail());
        });
        if (!format.isEmpty() && !format.equals(read.format())) {
            throw new IllegalArgumentException(name + " is for " + read.format() + ", not for " + format);
        }
        return new MappedFeed(read);
    }

    private static Octets octets(String name) {
        try (InputStream in = name.startsWith(CLASSPATH)
                ? FeedReader.class.getClassLoader().getResourceAsStream(name.substring(CLASSPATH.length()))
                : Files.newInputStream(Path.of(name))) {
            if (in == null) {
                throw new IllegalArgumentException("there is no mapping " + name);
            }
            return Octets.of(in.readAllBytes());
        } catch (java.nio.file.NoSuchFileException missing) {
            throw new IllegalArgumentException("there is no mapping " + name, missing);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    /**
     * Reads one document.
     *
     * @param body its octets or text, or rows as a database driver gives them
     * @param name of the file or message; null: {@code message}
     * @param at when its source published it, as an instant, its ISO form or milliseconds since 1970; null: when it arrived
     * @param arrived milliseconds since 1970
     */
    public Reading read(Object body, @Nullable Object name, @Nullable Object at, long arrived) {
        Feed made = feed;
        if (made == null) {
            throw new IllegalStateException("a feed is started before it reads");
        }
        Delivery delivery = new Delivery(
                name == null || name.toString().isBlank() ? "message" : name.toString(),
                at == null ? Instant.ofEpochMilli(arrived) : instant(at));
        List<Draft> drafts = new ArrayList<>();
        List<Refusal> aside = new ArrayList<>();
        made.read(
                octets(body),
                delivery,
                entry -> entry.fold(fits -> drafts.add(fits.draft()), misfit -> aside.add(refusal(misfit, delivery))));
        return new Reading(drafts, aside);
    }

    private static Refusal refusal(Entry.Misfit misfit, Delivery delivery) {
        String detail = delivery.name() + " " + misfit.at() + " " + misfit.field() + " " + misfit.fault() + ": "
                + misfit.detail();
        return new Refusal(misfit.original(), misfit.reason(), detail.replaceAll("\\p{Cntrl}", "?"));
    }

    private static Instant instant(Object at) {
        if (at instanceof Instant instant) {
            return instant;
        }
        if (at instanceof Number millis) {
            return Instant.ofEpochMilli(millis.longValue());
        }
        try {
            return Instant.parse(at.toString());
        } catch (DateTimeException broken) {
            throw new IllegalArgumentException("a time of delivery is an instant in ISO form", broken);
        }
    }

    private static byte[] octets(Object body) {
        if (body instanceof byte[] octets) {
            return octets;
        }
        if (body instanceof Map<?, ?> row) {
            return RowDocument.of(List.of(named(row)));
        }
        if (body instanceof List<?> rows) {
            return RowDocument.of(rows.stream().map(FeedReader::row).toList());
        }
        if (body instanceof CharSequence text) {
            return text.toString().getBytes(StandardCharsets.UTF_8);
        }
        throw new IllegalArgumentException("a feed reads octets, text or rows; convert the body before");
    }

    private static Map<String, Object> row(Object row) {
        if (row instanceof Map<?, ?> map) {
            return named(map);
        }
        throw new IllegalArgumentException("a list is read as rows, and a row is a map");
    }

    private static Map<String, Object> named(Map<?, ?> row) {
        Map<String, @Nullable Object> named = new LinkedHashMap<>();
        row.forEach((name, value) -> named.put(String.valueOf(name), value));
        return named;
    }
}
