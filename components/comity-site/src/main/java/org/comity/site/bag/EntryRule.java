package org.comity.site.bag;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.comity.core.mesh.Outcome;
import org.comity.core.mesh.Reason;

/**
 * What may stand in a bag, whatever file system it comes to: plain names that lie inside it, no two that differ by case alone, and
 * no more than the stated maxima.
 */
final class EntryRule {
    private static final int DEPTH_MAX = 4;
    private static final int NAME_LENGTH_MAX = 200;
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_-](?:[A-Za-z0-9._-]*[A-Za-z0-9_-])?");

    /** Names that are devices on some system, whatever their ending. */
    private static final Pattern DEVICE = Pattern.compile("(?i)(?:con|prn|aux|nul|com[0-9]|lpt[0-9])(?:\\..*)?");

    private final Map<String, String> folded = new HashMap<>();
    private long octets;

    /** Admits one more file or folder; its name, or why not. */
    Outcome<String> admit(String name, long size) {
        return plain(name).then(plain -> counted(plain, size));
    }

    private Outcome<String> counted(String name, long size) {
        String other = folded.putIfAbsent(name.toLowerCase(Locale.ROOT), name);
        if (other != null) {
            return Outcome.no(Reason.BAG_ENTRY_FORBIDDEN, shown(name) + " and " + shown(other) + " are one name");
        }
        if (folded.size() > BagFiles.ENTRIES_MAX) {
            return Outcome.no(Reason.LIMIT_EXCEEDED, "more than " + BagFiles.ENTRIES_MAX + " files and folders");
        }
        octets += size;
        if (size < 0 || size > BagFiles.FILE_OCTETS_MAX || octets > BagFiles.BAG_OCTETS_MAX) {
            return Outcome.no(Reason.LIMIT_EXCEEDED, shown(name) + " of " + size + " octets");
        }
        return Outcome.yes(name);
    }

    /** A name that may stand in a bag; a no with BAG_ENTRY_FORBIDDEN or LIMIT_EXCEEDED otherwise. */
    static Outcome<String> plain(String name) {
        String[] parts = name.split("/", -1);
        if (parts.length > DEPTH_MAX) {
            return Outcome.no(Reason.LIMIT_EXCEEDED, "folders deeper than " + DEPTH_MAX);
        }
        if (name.length() > NAME_LENGTH_MAX) {
            return Outcome.no(Reason.LIMIT_EXCEEDED, "a name of " + name.length() + " characters");
        }
        for (String part : parts) {
            if (!PLAIN.matcher(part).matches() || DEVICE.matcher(part).matches()) {
                return Outcome.no(Reason.BAG_ENTRY_FORBIDDEN, shown(name) + " is no plain name");
            }
        }
        return Outcome.yes(name);
    }

    /** A name as an operator may see it: no control characters, not endless. */
    static String shown(String name) {
        String plain = name.replaceAll("[^ -~]", "?");
        return "'" + (plain.length() > 80 ? plain.substring(0, 80) + "..." : plain) + "'";
    }
}
