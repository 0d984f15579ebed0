package org.comity.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.comity.core.observation.Draft;
import org.comity.core.observation.PhenomenonTime;
import org.comity.core.observation.Result;
import org.comity.feeds.Entry;
import org.comity.feeds.Tally;

/** What a trial of a feed found, for people and for programs. */
final class FeedTrial {
    private static final int WIDTH_MAX = 48;
    private static final int RESULT_MAX = 80;
    private static final int TEXT_MAX = 4096;
    private static final String SUPERSEDED = "SUPERSEDED";

    private FeedTrial() {}

    /** A table of the drafts, one of the misfits, and the count. */
    static List<String> table(List<Entry> entries, Tally tally) {
        List<String[]> drafts = new ArrayList<>();
        drafts.add(new String[] {"LINE", "FEATURE", "PROPERTY", "TIME", "SERIES", "STANDING", "RESULT"});
        List<String[]> misfits = new ArrayList<>();
        misfits.add(new String[] {"PLACE", "FAULT", "FIELD", "WHY"});
        Set<Entry> standing = Tally.standing(entries);
        for (Entry entry : entries) {
            entry.fold(
                    fits -> drafts.add(row(fits, standing.contains(entry))),
                    misfit -> misfits.add(
                            new String[] {misfit.at().toString(), misfit.fault().name(), misfit.field(), misfit.detail()
                            }));
        }
        List<String> lines = new ArrayList<>();
        if (drafts.size() > 1) {
            lines.addAll(aligned(drafts));
            lines.add("");
        }
        if (misfits.size() > 1) {
            lines.addAll(aligned(misfits));
            lines.add("");
        }
        lines.add("read " + tally.read() + " = observed " + tally.observed() + " + superseded " + tally.superseded()
                + " + quarantined " + tally.quarantined());
        return lines;
    }

    private static String[] row(Entry.Fits fits, boolean stands) {
        Draft draft = fits.draft();
        return new String[] {
            Integer.toString(fits.place().line()),
            draft.feature().name(),
            draft.property().name(),
            time(draft.phenomenonTime()),
            draft.series(),
            stands ? draft.standing().name() : SUPERSEDED,
            shown(text(draft.result()).orElse(draft.result().content().size() + " octets"), RESULT_MAX)
        };
    }

    /** A result that people can read. */
    private static Optional<String> text(Result result) {
        return result.content().size() <= TEXT_MAX && result.mediaType().matches("text/.*|application/json")
                ? Optional.of(new String(result.content().bytes(), StandardCharsets.UTF_8))
                : Optional.empty();
    }

    private static String time(PhenomenonTime time) {
        return time.start().equals(time.end()) ? time.start().toString() : time.start() + "/" + time.end();
    }

    /** Columns as wide as their widest cell; no control character of a source reaches the terminal. */
    private static List<String> aligned(List<String[]> rows) {
        int[] widths = new int[rows.get(0).length];
        for (String[] row : rows) {
            for (int i = 0; i < row.length; i++) {
                row[i] = shown(row[i], i == row.length - 1 ? Integer.MAX_VALUE : WIDTH_MAX);
                widths[i] = Math.max(widths[i], row[i].length());
            }
        }
        return rows.stream()
                .map(row -> {
                    StringBuilder line = new StringBuilder();
                    for (int i = 0; i < row.length; i++) {
                        line.append(row[i]).append(" ".repeat(widths[i] - row[i].length() + 2));
                    }
                    return line.toString().stripTrailing();
                })
                .toList();
    }

    private static String shown(String text, int widthMax) {
        String clean = text.replaceAll("[\\p{Cc}\\p{Cf}]", "?");
        return clean.length() > widthMax ? clean.substring(0, widthMax - 3) + "..." : clean;
    }

    /** One object: entries in the order of the document, and the count. */
    static List<String> json(List<Entry> entries, Tally tally) {
        ObjectNode report = JsonNodeFactory.instance.objectNode();
        ArrayNode list = report.putArray("entries");
        Set<Entry> standing = Tally.standing(entries);
        for (Entry entry : entries) {
            ObjectNode one = list.addObject();
            one.put("line", entry.place().line()).put("lines", entry.lines());
            entry.fold(fits -> draft(one, fits.draft(), standing.contains(entry)), misfit -> misfit(one, misfit));
        }
        report.putObject("tally")
                .put("read", tally.read())
                .put("observed", tally.observed())
                .put("superseded", tally.superseded())
                .put("quarantined", tally.quarantined());
        return Arrays.asList(report.toString());
    }

    private static ObjectNode draft(ObjectNode one, Draft draft, boolean stands) {
        one.put("fits", true)
                .put("authority", draft.authority().urn())
                .put("feature", draft.feature().name())
                .put("property", draft.property().name())
                .put("start", draft.phenomenonTime().start().toString())
                .put("end", draft.phenomenonTime().end().toString())
                .put("series", draft.series())
                .put("record", draft.recordId())
                .put("standing", stands ? draft.standing().name() : SUPERSEDED)
                .put("mediaType", draft.result().mediaType())
                .put("resultOctets", draft.result().content().size());
        text(draft.result()).ifPresent(text -> one.put("result", text));
        draft.edition().ifPresent(edition -> one.put("edition", edition));
        return one;
    }

    private static ObjectNode misfit(ObjectNode one, Entry.Misfit misfit) {
        return one.put("fits", false)
                .put("atLine", misfit.at().line())
                .put("atColumn", misfit.at().column())
                .put("fault", misfit.fault().name())
                .put("reason", misfit.reason().name())
                .put("field", misfit.field())
                .put("detail", misfit.detail());
    }
}
