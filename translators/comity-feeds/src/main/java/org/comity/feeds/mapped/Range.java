package org.comity.feeds.mapped;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Which lines of a document are records.
 *
 * @param preamble how many lines stand before the heading, or before the first record where there is none
 * @param records what every record begins with; a line that begins otherwise is none and passed over. Empty: all are
 */
record Range(int preamble, Optional<Pattern> records) {
    private static final int BEGINNING = 256;

    boolean isRecord(String line) {
        return records.map(pattern -> pattern.matcher(line.substring(0, Math.min(BEGINNING, line.length())))
                        .lookingAt())
                .orElse(true);
    }
}
