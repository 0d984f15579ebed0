package org.comity.feeds;

import java.io.StringReader;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.comity.core.mesh.Octets;
import org.comity.core.mesh.Outcome;
import org.comity.core.mesh.Reason;
import org.comity.core.observation.Draft;

/**
 * Reads alerts in CAP 1.0, 1.1 and 1.2, alone or in Atom, RSS or EDXL-DE: one outcome for each alert.
 *
 * <p>The sender is the authority. The feature, and the series, is the alert's first message, so that an update revises and a
 * cancellation retracts it; when it was sent is the edition. The result is the alert's octets as they came, its signature
 * with them: it is evidence of the source, and never verified here. The order of elements is not required, because real
 * authorities do not keep it. Thread-safe.
 */
public final class CapFeed {

    /** The largest document, in octets. */
    public static final int SIZE_MAX = 8 * 1024 * 1024;

    /** The most alerts of one document. */
    public static final int ALERTS_MAX = 10_000;

    private final CapNames names;

    public CapFeed(CapNames names) {
        this.names = Objects.requireNonNull(names, "names");
    }

    /** One outcome for each alert, in the order of the document; one no where it cannot be read, or has none. */
    public List<Outcome<Draft>> read(byte[] document) {
        return alerts(document)
                .fold(
                        found -> found.stream()
                                .map(alert -> alert.then(one -> one.draft(names)))
                                .toList(),
                        no -> List.of(Outcome.no(no.reason(), no.detail())));
    }

    private static Outcome<List<Outcome<CapAlert>>> alerts(byte[] document) {
        if (document.length > SIZE_MAX) {
            return Outcome.no(Reason.LIMIT_EXCEEDED, "a document has at most " + SIZE_MAX + " octets");
        }
        Optional<Charset> charset = StrictXml.charset(document);
        Optional<String> text = charset.flatMap(named -> StrictXml.text(document, named));
        if (charset.isEmpty() || text.isEmpty()) {
            return Outcome.no(Reason.MALFORMED, "the document is not of a character set that is read");
        }
        try {
            String bare = text.get().startsWith("\uFEFF") ? text.get().substring(1) : text.get();
            XMLStreamReader in = StrictXml.reader(new StringReader(bare));
            try {
                return walked(new CapWalk(in), bare, document, charset.get());
            } finally {
                in.close();
            }
        } catch (XMLStreamException broken) {
            return Outcome.no(
                    Reason.MALFORMED,
                    "not well-formed XML at line " + broken.getLocation().getLineNumber() + ", column "
                            + broken.getLocation().getColumnNumber());
        }
    }

    private static Outcome<List<Outcome<CapAlert>>> walked(CapWalk walk, String text, byte[] document, Charset charset)
            throws XMLStreamException {
        return walk.read().then(found -> {
            if (found.isEmpty()) {
                return Outcome.no(Reason.MALFORMED, "the document holds no alert");
            }
            Map<Integer, XmlExtents.Extent> extents = XmlExtents.of(text, "alert"::equals);
            List<Outcome<CapAlert>> alerts = new ArrayList<>();
            for (CapWalk.Found one : found) {
                XmlExtents.Extent own = Objects.requireNonNull(extents.get(one.number()), "extent");
                Octets octets = Octets.of(
                        one.isDocument()
                                ? document
                                : text.substring(own.from(), own.to()).getBytes(charset));
                alerts.add(
                        one.isPlaced()
                                ? Outcome.yes(new CapAlert(one.values(), one.infos(), octets))
                                : Outcome.no(
                                        Reason.MALFORMED,
                                        "line " + one.line() + ": the alert stands outside an entry"));
            }
            return Outcome.yes(alerts);
        });
    }
}
