package org.comity.feeds.mapped;

import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.comity.feeds.Fault;
import org.comity.feeds.Place;

/**
 * HL7 v2 messages in their text form, one or many. A segment ends with CR, LF or both; each message begins with MSH; envelopes
 * of files and batches (FHS, BHS, BTS, FTS) and the frames of MLLP are passed over. References are {@link Er7Path}s.
 *
 * @param records name of the segment of which each is a record; empty: each message is one. From such a segment a path without
 *     a number leads to itself, else to the last of the name before it, else to the first
 * @param columns what the mapping says of values, by reference
 */
record Hl7(Charset charset, Optional<String> records, Map<String, Column> columns) implements Source {
    private static final byte START_BLOCK = 0x0B;
    private static final byte END_BLOCK = 0x1C;
    private static final Set<String> ENVELOPE = Set.of("FHS", "BHS", "BTS", "FTS");

    Hl7 {
        columns = Map.copyOf(columns);
    }

    @Override
    public String format() {
        return "hl7";
    }

    @Override
    public boolean knows(String reference) {
        return Er7Path.isPath(reference);
    }

    @Override
    public void read(byte[] document, Set<String> references, SourceRecord.Sink sink) {
        Lines lines = new Lines(document, charset);
        List<SourceRecord.Span> open = new ArrayList<>();
        while (!lines.isAtEnd()) {
            SourceRecord.Span line = lines.rest();
            SourceRecord.Span span = unframed(lines, line);
            String name = name(lines, span);
            if (name.equals("MSH") || ENVELOPE.contains(name)) {
                message(lines, open, sink);
            }
            if (span.to() > span.from() && !ENVELOPE.contains(name)) {
                open.add(span);
            }
            lines.pass(line);
        }
        message(lines, open, sink);
    }

    /** The line without the octets that frame a message on its way (MLLP). */
    private static SourceRecord.Span unframed(Lines lines, SourceRecord.Span line) {
        int from = line.from();
        int to = line.to();
        while (from < to && lines.octet(from) == START_BLOCK) {
            from++;
        }
        while (from < to && lines.octet(to - 1) == END_BLOCK) {
            to--;
        }
        return new SourceRecord.Span(line.place(), line.lines(), from, to);
    }

    private static String name(Lines lines, SourceRecord.Span span) {
        StringBuilder name = new StringBuilder();
        for (int i = span.from(); i < Math.min(span.from() + 3, span.to()); i++) {
            name.append((char) (lines.octet(i) & 0xFF));
        }
        return name.toString();
    }

    private void message(Lines lines, List<SourceRecord.Span> open, SourceRecord.Sink sink) {
        if (open.isEmpty()) {
            return;
        }
        List<SourceRecord.Span> spans = List.copyOf(open);
        open.clear();
        SourceRecord.Span whole = whole(spans);
        Er7Message message;
        try {
            message = read(lines, spans, whole);
        } catch (Unfit unfit) {
            sink.reject(whole, unfit);
            return;
        }
        if (records.isEmpty()) {
            sink.record(new SourceRecord(whole, List.of(reference -> cell(reference, message, 0))));
            return;
        }
        boolean any = false;
        for (int i = 0; i < message.segments().size(); i++) {
            int from = i;
            if (message.segments().get(i).name().equals(records.get())) {
                any = true;
                sink.record(new SourceRecord(
                        message.segments().get(i).span(), List.of(reference -> cell(reference, message, from))));
            }
        }
        if (!any) {
            sink.reject(
                    whole, new Unfit(Fault.ABSENT, whole.place(), "source.records", "the message has no such segment"));
        }
    }

    private static SourceRecord.Span whole(List<SourceRecord.Span> spans) {
        SourceRecord.Span first = spans.get(0);
        SourceRecord.Span last = spans.get(spans.size() - 1);
        int count = last.place().line() + last.lines() - first.place().line();
        return new SourceRecord.Span(first.place(), count, first.from(), last.to());
    }

    private static Er7Message read(Lines lines, List<SourceRecord.Span> spans, SourceRecord.Span whole) {
        if (whole.to() - whole.from() > Lines.RECORD_MAX) {
            throw new Unfit(
                    Fault.LIMIT, whole.place(), "record", "a message has at most " + Lines.RECORD_MAX + " octets");
        }
        String header = lines.text(spans.get(0));
        if (!header.startsWith("MSH")) {
            throw new Unfit(
                    Fault.SHAPE, new Place(whole.place().line(), 1), "segment", "a message does not begin with MSH");
        }
        Er7Message message = new Er7Message(header, spans.get(0));
        for (SourceRecord.Span span : spans.subList(1, spans.size())) {
            message.add(lines.text(span), span);
        }
        return message;
    }

    private Cell cell(String reference, Er7Message message, int from) {
        return columns.getOrDefault(reference, Column.plain(reference))
                .checked(message.cell(Er7Path.of(reference), from));
    }
}
