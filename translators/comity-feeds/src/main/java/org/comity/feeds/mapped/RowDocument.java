package org.comity.feeds.mapped;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.sql.Date;
import java.sql.Time;
import java.sql.Timestamp;
import java.time.format.DateTimeFormatter;
import java.time.temporal.TemporalAccessor;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * Rows as a database driver gives them, as octets: a JSON list with one flat object on each line, columns in the order of the
 * row. It is what is kept of a row, for a row has no octets of its own, and what {@code comity feed try} takes as a sample.
 * Dates and times are in ISO form, without an offset where the column has none; octets are Base64.
 */
public final class RowDocument {
    private RowDocument() {}

    /** The document; a value of a type that has no text is an empty list, which no mapping takes for text. */
    public static byte[] of(List<? extends Map<String, ?>> rows) {
        StringBuilder document = new StringBuilder("[");
        String between = "";
        for (Map<String, ?> row : rows) {
            ObjectNode object = JsonNodeFactory.instance.objectNode();
            row.forEach((name, value) -> put(object, name, Optional.ofNullable(value)));
            document.append(between).append(object);
            between = ",\n";
        }
        return document.append("]\n").toString().getBytes(StandardCharsets.UTF_8);
    }

    private static void put(ObjectNode object, String name, Optional<?> value) {
        if (value.isEmpty()) {
            object.putNull(name);
            return;
        }
        text(value.get()).ifPresentOrElse(text -> object.put(name, text), () -> object.putArray(name));
    }

    private static Optional<String> text(Object value) {
        if (value instanceof BigDecimal decimal) {
            return Optional.of(decimal.toPlainString());
        }
        if (value instanceof Timestamp time) {
            return Optional.of(DateTimeFormatter.ISO_LOCAL_DATE_TIME.format(time.toLocalDateTime()));
        }
        if (value instanceof Date date) {
            return Optional.of(date.toLocalDate().toString());
        }
        if (value instanceof Time time) {
            return Optional.of(DateTimeFormatter.ISO_LOCAL_TIME.format(time.toLocalTime()));
        }
        if (value instanceof java.util.Date date) {
            return Optional.of(date.toInstant().toString());
        }
        if (value instanceof byte[] octets) {
            return Optional.of(Base64.getEncoder().encodeToString(octets));
        }
        boolean spoken = value instanceof CharSequence
                || value instanceof Number
                || value instanceof Boolean
                || value instanceof Character
                || value instanceof TemporalAccessor
                || value instanceof UUID;
        return spoken ? Optional.of(value.toString()) : Optional.empty();
    }
}
