package org.comity.feeds;

import java.io.StringReader;
import java.nio.charset.Charset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.comity.core.mesh.Octets;
import org.comity.core.mesh.Outcome;
import org.comity.core.mesh.Reason;
import org.comity.core.observation.Term;

/**
 * Reads alerts in CAP 1.0, 1.1 and 1.2, alone or in Atom, RSS or EDXL-DE: one entry for each alert.
 *
 * <p>The sender is the authority. The feature, and the series, is the alert's first message, so that an update revises and a
 * cancellation retracts it; when it was sent is the edition. The result is the alert's octets as they came, its signature
 * with them: it is evidence of the source. Whether it holds is noted as a term ({@link CapSignature}) and decides nothing. The
 * order of elements is not required, because real authorities do not keep it. Thread-safe.
 */
public final class CapFeed implements Feed {

    /** The largest document, in octets. */
    public static final int SIZE_MAX = 8 * 1024 * 1024;

    /** The most alerts of one document. */
    public static final int ALERTS_MAX = 10_000;

    private static final Place START = new Place(1, 1);

    private final CapNames names;

    public CapFeed(CapNames names) {
        this.names = Objects.requireNonNull(names, "names");
    }

    @Override
    public void read(byte[] document, Delivery delivery, Consumer<? super Entry> consumer) {
        if (document.length > SIZE_MAX) {
            consumer.accept(whole(document, Fault.LIMIT, START, "a document has at most " + SIZE_MAX + " octets"));
            return;
        }
        Optional<Charset> charset = StrictXml.charset(document);
        Optional<String> text = charset.flatMap(named -> StrictXml.text(document, named));
        if (charset.isEmpty() || text.isEmpty()) {
            consumer.accept(
                    whole(document, Fault.CHARSET, START, "the document is not of a character set that is read"));
            return;
        }
        String bare = text.get().startsWith("\uFEFF") ? text.get().substring(1) : text.get();
        try {
            XMLStreamReader in = StrictXml.reader(new StringReader(bare));
            try {
                new Reading(document, bare, charset.get()).walk(new CapWalk(in), consumer);
            } finally {
                in.close();
            }
        } catch (XMLStreamException broken) {
            Place place = new Place(
                    Math.max(1, broken.getLocation().getLineNumber()),
                    Math.max(1, broken.getLocation().getColumnNumber()));
            consumer.accept(whole(document, Fault.SHAPE, place, "the document is not well-formed XML"));
        }
    }

    private static Entry.Misfit whole(byte[] document, Fault fault, Place at, String detail) {
        int lines = 1;
        for (byte octet : document) {
            lines += octet == '\n' ? 1 : 0;
        }
        return new Entry.Misfit(START, lines, Octets.of(document), fault, at, "document", detail);
    }

    /** The reading of one document. */
    private final class Reading {
        private final byte[] document;
        private final String text;
        private final Charset charset;

        Reading(byte[] document, String text, Charset charset) {
            this.document = document;
            this.text = text;
            this.charset = charset;
        }

        void walk(CapWalk walk, Consumer<? super Entry> consumer) throws XMLStreamException {
            Outcome<List<CapWalk.Found>> found = walk.read();
            found.fold(
                    alerts -> {
                        if (alerts.isEmpty()) {
                            consumer.accept(whole(document, Fault.ABSENT, START, "the document holds no alert"));
                            return 0;
                        }
                        Map<Integer, XmlExtents.Extent> extents = XmlExtents.of(text, "alert"::equals);
                        alerts.forEach(one -> consumer.accept(
                                entry(one, Objects.requireNonNull(extents.get(one.number()), "extent"))));
                        return alerts.size();
                    },
                    no -> {
                        Fault fault = no.reason() == Reason.DOCTYPE_FORBIDDEN ? Fault.DOCTYPE : Fault.LIMIT;
                        consumer.accept(whole(document, fault, walk.place(), no.detail()));
                        return 0;
                    });
        }

        private Entry entry(CapWalk.Found one, XmlExtents.Extent extent) {
            String own = text.substring(extent.from(), extent.to());
            Octets octets = Octets.of(one.isDocument() ? document : own.getBytes(charset));
            int lines = 1 + (int) own.chars().filter(ch -> ch == '\n').count();
            try {
                if (!one.isPlaced()) {
                    throw new CapAlert.Broken(Fault.SHAPE, "alert", "", "the alert stands outside an entry");
                }
                List<Term> noted = CapSignature.of(own).stream()
                        .map(word -> names.term("signature", word.name().toLowerCase(Locale.ROOT)))
                        .toList();
                CapAlert alert = new CapAlert(one.namespace(), one.values(), one.infos(), octets, noted);
                return new Entry.Fits(one.place(), lines, octets, alert.draft(names));
            } catch (CapAlert.Broken broken) {
                Place at = one.places().getOrDefault(broken.field() + " " + broken.text(), one.place());
                return new Entry.Misfit(
                        one.place(),
                        lines,
                        octets,
                        broken.fault(),
                        at,
                        broken.field(),
                        String.valueOf(broken.getMessage()));
            }
        }
    }
}
