package org.comity.feeds.mapped;

import java.util.Arrays;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.comity.core.mesh.Octets;
import org.comity.feeds.Delivery;
import org.comity.feeds.Entry;
import org.comity.feeds.Fault;
import org.comity.feeds.Feed;
import org.comity.feeds.Place;
import org.comity.feeds.mapped.SourceRecord.Sink;
import org.comity.feeds.mapped.SourceRecord.Span;

/**
 * A feed that a mapping describes: octets to drafts and misfits, a pure function of document, delivery and mapping. A record
 * that does not fit does not hide the others. Thread-safe.
 */
public final class MappedFeed implements Feed {

    /** The largest document, in octets. */
    public static final int SIZE_MAX = 32 * 1024 * 1024;

    /** The most entries of one document; the rest of it is then one misfit. */
    public static final int ENTRIES_MAX = 1_000_000;

    private final Mapping mapping;

    public MappedFeed(Mapping mapping) {
        this.mapping = Objects.requireNonNull(mapping, "mapping");
    }

    /**
     * Hands over each entry as it is read: one for each rule that applies to a record, or one misfit where none does. A
     * document that cannot be read at all is one misfit that keeps the whole.
     */
    @Override
    public void read(byte[] document, Delivery delivery, Consumer<? super Entry> consumer) {
        Reading reading = new Reading(document, delivery, consumer);
        Place start = new Place(1, 1);
        Span all = new Span(start, Math.max(1, lines(document)), 0, document.length);
        if (document.length > SIZE_MAX) {
            reading.reject(
                    all, new Unfit(Fault.LIMIT, start, "document", "a document has at most " + SIZE_MAX + " octets"));
            return;
        }
        try {
            Grouping grouping = new Grouping(mapping.group(), reading);
            boolean single = mapping.group().isEmpty();
            mapping.source().read(document, columns(), single ? reading : grouping);
            grouping.end();
        } catch (Unfit unfit) {
            reading.reject(reading.rest(all), unfit);
        }
    }

    private Set<String> columns() {
        return mapping.references().stream()
                .filter(name -> !name.startsWith("@"))
                .collect(Collectors.toSet());
    }

    private static int lines(byte[] document) {
        int lines = document.length == 0 || document[document.length - 1] == '\n' ? 0 : 1;
        for (byte octet : document) {
            lines += octet == '\n' ? 1 : 0;
        }
        return lines;
    }

    /** The reading of one document. */
    private final class Reading implements Sink {
        private final byte[] document;
        private final Delivery delivery;
        private final Consumer<? super Entry> consumer;
        private int entries;
        private int records;
        private int reached;
        private int line = 1;

        Reading(byte[] document, Delivery delivery, Consumer<? super Entry> consumer) {
            this.document = document;
            this.delivery = delivery;
            this.consumer = consumer;
        }

        /** What of the document was not handed over. */
        Span rest(Span all) {
            return reached == 0
                    ? all
                    : new Span(new Place(line, 1), Math.max(1, all.lines() - line + 1), reached, document.length);
        }

        @Override
        public void reject(Span span, Unfit unfit) {
            reached(span);
            consumer.accept(misfit(span, original(span), unfit));
        }

        @Override
        public void record(SourceRecord record) {
            if (entries >= ENTRIES_MAX) {
                throw new Unfit(
                        Fault.LIMIT,
                        record.span().place(),
                        "document",
                        "a document has at most " + ENTRIES_MAX + " entries");
            }
            reached(record.span());
            Octets original = original(record.span());
            int before = entries;
            Line seen = new Line(record, ++records, original, delivery, mapping.tables());
            try {
                requireUsable(seen);
                record.lines().forEach(one -> mapping.declared().forEach(one::cell));
                for (Rule rule : mapping.rules()) {
                    apply(rule, seen, record.span(), original);
                }
                if (entries == before) {
                    throw new Unfit(Fault.NO_RULE, seen.place(), "when", "no rule of the mapping applies");
                }
            } catch (Unfit unfit) {
                entries++;
                consumer.accept(misfit(record.span(), original, unfit));
            }
        }

        private void requireUsable(Line seen) {
            for (Mapping.Unusable one : mapping.unusable()) {
                if (one.when().holds(seen)) {
                    String field = one.when().values().keySet().stream()
                            .sorted()
                            .findFirst()
                            .orElse("record");
                    throw new Unfit(Fault.UNUSABLE, seen.cell(field).place(), field, one.because());
                }
            }
        }

        private void apply(Rule rule, Line seen, Span span, Octets original) {
            Entry entry;
            try {
                if (!rule.appliesTo(seen)) {
                    return;
                }
                entry = new Entry.Fits(span.place(), span.lines(), original, rule.draft(seen, original));
            } catch (Unfit unfit) {
                entry = misfit(span, original, unfit);
            }
            entries++;
            consumer.accept(entry);
        }

        private void reached(Span span) {
            reached = span.to();
            line = span.place().line() + span.lines();
        }

        private Octets original(Span span) {
            return Octets.of(Arrays.copyOfRange(document, span.from(), span.to()));
        }

        private Entry misfit(Span span, Octets original, Unfit unfit) {
            return new Entry.Misfit(
                    span.place(), span.lines(), original, unfit.fault(), unfit.place(), unfit.field(), unfit.detail());
        }
    }
}
