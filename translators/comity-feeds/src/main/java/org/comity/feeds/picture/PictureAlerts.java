package org.comity.feeds.picture;

import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import org.comity.core.arbitration.Ruling;
import org.comity.core.contention.Fact;
import org.comity.core.mesh.Digest;
import org.comity.core.mesh.Encoding;
import org.comity.core.mesh.Octets;
import org.comity.core.observation.TemporalReference;
import org.comity.core.picture.JointPicture;

/**
 * The joint picture as CAP 1.2, an alert for each contention. Its identifier names the contention and the ruling and its time is
 * that of the newest statement in it, so that the same entry always is the same alert; a changed entry updates the alert that it
 * was before, and one that is taken back cancels it. What prevails speaks in its own words where it is an alert itself; where
 * nothing prevails, the alert says so and names every candidate. Thread-safe.
 */
public final class PictureAlerts {
    static final String NAMESPACE = "urn:oasis:names:tc:emergency:cap:1.2";

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern(
                    "uuuu-MM-dd'T'HH:mm:ss'-00:00'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private final String sender;

    /**
     * Alerts of that sender.
     *
     * @param sender as CAP wants it: no space, comma, {@code <} or {@code &}
     */
    public PictureAlerts(String sender) {
        if (sender.isEmpty() || sender.chars().anyMatch(ch -> ch <= ' ' || ch == ',' || ch == '<' || ch == '&')) {
            throw new IllegalArgumentException("the sender of an alert is a word without space, comma, < or &");
        }
        this.sender = sender;
    }

    /** An alert for each entry that stands, in the order of the picture. */
    public List<Octets> of(JointPicture picture) {
        return picture.entries().stream()
                .flatMap(entry -> alert(entry, Optional.empty()).stream())
                .toList();
    }

    /** An alert for each entry that is new, changed or taken back since another picture. */
    public List<Octets> since(JointPicture before, JointPicture now) {
        List<Octets> alerts = new ArrayList<>();
        for (JointPicture.Entry entry : now.since(before).changed()) {
            Optional<JointPicture.Entry> old = before.entry(entry.ruling().contention());
            boolean same =
                    old.filter(one -> identifier(one).equals(identifier(entry))).isPresent();
            if (!same) {
                alert(entry, old).ifPresent(alerts::add);
            }
        }
        return List.copyOf(alerts);
    }

    /** Nothing, for an entry of which everything was taken back before anyone heard of it. */
    private Optional<Octets> alert(JointPicture.Entry entry, Optional<JointPicture.Entry> before) {
        boolean gone = entry.contention().candidates().isEmpty();
        if (gone && before.isEmpty()) {
            return Optional.empty();
        }
        Optional<String> earlier = before.map(one -> sender + "," + identifier(one) + "," + TIME.format(sent(one)));
        StringWriter text = new StringWriter();
        try {
            CapWriter out = new CapWriter(XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(text));
            Optional<Fact> winner = winner(entry);
            CapOriginal original =
                    winner.map(fact -> CapOriginal.of(fact.core().result())).orElseGet(CapOriginal::none);
            out.begin(NAMESPACE, "alert");
            out.text("identifier", identifier(entry));
            out.text("sender", sender);
            out.text("sent", TIME.format(sent(entry)));
            out.text("status", original.alert("status").orElse("Actual"));
            out.text("msgType", gone ? "Cancel" : earlier.isPresent() ? "Update" : "Alert");
            out.text(
                    "source",
                    "joint picture, domain " + entry.contention().domain().name());
            out.text("scope", "Public");
            earlier.ifPresent(reference -> out.text("references", reference));
            out.text("incidents", entry.ruling().contention().hex());
            if (!gone) {
                new CapInfo(out, entry, winner, original).write(TIME);
            }
            out.end();
            out.close();
        } catch (XMLStreamException impossible) {
            throw new IllegalStateException(impossible);
        }
        return Optional.of(Octets.of(text.toString().getBytes(StandardCharsets.UTF_8)));
    }

    private static Optional<Fact> winner(JointPicture.Entry entry) {
        return entry.ruling()
                .winner()
                .flatMap(oid -> entry.contention().candidates().stream()
                        .filter(fact -> fact.oid().equals(oid))
                        .findFirst());
    }

    private static String identifier(JointPicture.Entry entry) {
        Ruling ruling = entry.ruling();
        Encoding out = Encoding.of("comity-ruling-v1");
        ruling.encode(out);
        Digest digest = out.digest();
        return "comity-" + ruling.contention().hex() + "-" + digest.hex().substring(0, 16);
    }

    private static Instant sent(JointPicture.Entry entry) {
        return Stream.concat(entry.contention().candidates().stream(), entry.contention().superseded().stream())
                .map(PictureAlerts::made)
                .max(Comparator.naturalOrder())
                .orElse(Instant.EPOCH);
    }

    /** When its maker says that it was made; where the maker knows no global time, when the fact held. */
    private static Instant made(Fact fact) {
        return fact.core().made().claim() instanceof TemporalReference.Global global
                ? global.time()
                : fact.core().phenomenonTime().start();
    }
}
