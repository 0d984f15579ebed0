package org.comity.feeds.mapped;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.comity.core.mesh.Octets;
import org.comity.feeds.Delivery;
import org.comity.feeds.Fault;
import org.comity.feeds.Place;
import org.comity.feeds.mapped.SourceRecord.Cells;

/**
 * What templates see: a record, or one line of a record that takes several. A record of several lines answers only where
 * they agree.
 */
final class Line {
    private final SourceRecord record;
    private final int number;
    private final Octets original;
    private final Delivery delivery;
    private final Map<String, Map<String, String>> tables;
    private final Map<String, Cell> known = new HashMap<>();

    /**
     * @param number of the record in its document, from 1
     */
    Line(SourceRecord record, int number, Octets original, Delivery delivery, Map<String, Map<String, String>> tables) {
        this.record = record;
        this.number = number;
        this.original = original;
        this.delivery = delivery;
        this.tables = tables;
    }

    /** Each line of the record by itself. */
    List<Line> each() {
        List<Line> each = new ArrayList<>();
        record.lines()
                .forEach(one -> each.add(
                        new Line(new SourceRecord(record.span(), List.of(one)), number, original, delivery, tables)));
        return each;
    }

    Place place() {
        return record.span().place();
    }

    Map<String, Map<String, String>> tables() {
        return tables;
    }

    /** From here on {@code @time} is this text. */
    void setTime(String time) {
        known.put("@time", Cell.text(time, place()));
    }

    /** The cell that the reference leads to. */
    Cell cell(String reference) {
        Cell cell = known.get(reference);
        if (cell == null) {
            cell = find(reference);
            known.put(reference, cell);
        }
        return cell;
    }

    private Cell find(String reference) {
        return switch (reference) {
            case "@name" -> Cell.text(delivery.name(), place());
            case "@at" -> Cell.text(delivery.at().toString(), place());
            case "@number" -> Cell.text(Integer.toString(number), place());
            case "@line" -> Cell.text(Integer.toString(place().line()), place());
            case "@time" -> Cell.absent(place());
            case "@digest" -> Cell.text(original.digest().hex(), place());
            default -> agreed(reference);
        };
    }

    private Cell agreed(String reference) {
        Cell first = record.lines().get(0).cell(reference);
        for (Cells line : record.lines().subList(1, record.lines().size())) {
            Cell other = line.cell(reference);
            if (other.kind() != first.kind() || !other.text().equals(first.text())) {
                throw new Unfit(
                        Fault.LINES_DISAGREE, other.place(), reference, "lines of one record have different values");
            }
        }
        return first;
    }
}
