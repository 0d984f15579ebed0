package org.comity.site.bag;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.comity.core.mesh.Digest;
import org.comity.core.mesh.Octets;
import org.comity.core.mesh.Outcome;
import org.comity.core.mesh.Reason;

/** The tag files of RFC 8493, section 2, as text and back. */
final class TagFile {
    /** The whole of {@code bagit.txt}. */
    static final String DECLARATION = "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n";

    private static final Pattern LISTED = Pattern.compile("([0-9A-Fa-f]{64})[ \\t]+(\\S.*)");
    private static final Pattern TAG = Pattern.compile("([^:\\s][^:]*):[ \\t](.*)");
    private static final Pattern OXUM = Pattern.compile("([0-9]{1,18})\\.([0-9]{1,9})");

    private TagFile() {}

    /** The octets of a text. */
    static Octets octets(String text) {
        return Octets.of(text.getBytes(StandardCharsets.UTF_8));
    }

    /** A manifest: a line a file, sorted by name. */
    static String manifest(SortedMap<String, Digest> files) {
        StringBuilder text = new StringBuilder();
        files.forEach((name, digest) ->
                text.append(digest.hex()).append("  ").append(name).append('\n'));
        return text.toString();
    }

    /** Reads a manifest; BAG_MALFORMED, BAG_ENTRY_FORBIDDEN or LIMIT_EXCEEDED otherwise. */
    static Outcome<SortedMap<String, Digest>> manifest(String file, Octets octets) {
        return lines(file, octets).then(lines -> {
            SortedMap<String, Digest> files = new TreeMap<>();
            Set<String> folded = new HashSet<>();
            for (String line : lines) {
                Matcher listed = LISTED.matcher(line);
                if (!listed.matches()) {
                    return Outcome.no(Reason.BAG_MALFORMED, file + " has a line that is no SHA-256 and a name");
                }
                String name = listed.group(2);
                Outcome<String> plain = EntryRule.plain(name);
                if (!plain.fold(good -> true, no -> false)) {
                    return plain.map(never -> files);
                }
                if (!folded.add(name.toLowerCase(Locale.ROOT))) {
                    return Outcome.no(Reason.BAG_MALFORMED, file + " lists " + EntryRule.shown(name) + " twice");
                }
                files.put(name, Digest.parse(listed.group(1).toLowerCase(Locale.ROOT)));
            }
            return Outcome.yes(files);
        });
    }

    /** Whether the declaration is of the one profile. */
    static Outcome<Octets> declaration(Octets octets) {
        return lines("bagit.txt", octets).then(lines -> {
            List<String> own = DECLARATION.lines().toList();
            boolean shaped = lines.size() == 2
                    && lines.get(0).startsWith("BagIt-Version: ")
                    && lines.get(1).startsWith("Tag-File-Character-Encoding: ");
            if (!shaped) {
                return Outcome.no(Reason.BAG_MALFORMED, "bagit.txt is not of its two lines");
            }
            return lines.equals(own)
                    ? Outcome.yes(octets)
                    : Outcome.no(Reason.BAG_PROFILE_NOT_ALLOWED, "bagit.txt says another version or encoding");
        });
    }

    /**
     * The size and the number of files that {@code bag-info.txt} states of the payload.
     *
     * @return a no with BAG_MALFORMED where it states none, or two
     */
    static Outcome<long[]> oxum(Octets octets) {
        return lines("bag-info.txt", octets).then(lines -> {
            Map<String, String> tags = new HashMap<>();
            for (String line : lines) {
                Matcher tag = TAG.matcher(line);
                boolean goesOn = line.startsWith(" ") || line.startsWith("\t");
                if (!goesOn && !tag.matches()) {
                    return Outcome.no(Reason.BAG_MALFORMED, "bag-info.txt has a line that is no tag");
                }
                if (!goesOn
                        && tags.put(
                                        tag.group(1).toLowerCase(Locale.ROOT),
                                        tag.group(2).strip())
                                != null
                        && tag.group(1).equalsIgnoreCase("Payload-Oxum")) {
                    return Outcome.no(Reason.BAG_MALFORMED, "bag-info.txt states Payload-Oxum twice");
                }
            }
            Matcher oxum = OXUM.matcher(tags.getOrDefault("payload-oxum", ""));
            return oxum.matches()
                    ? Outcome.yes(new long[] {Long.parseLong(oxum.group(1)), Long.parseLong(oxum.group(2))})
                    : Outcome.no(Reason.BAG_MALFORMED, "bag-info.txt states no Payload-Oxum");
        });
    }

    /** The lines of a text in UTF-8, each ended by LF, CR or CRLF. */
    private static Outcome<List<String>> lines(String file, Octets octets) {
        String text;
        try {
            text = StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(octets.bytes()))
                    .toString();
        } catch (CharacterCodingException e) {
            return Outcome.no(Reason.BAG_MALFORMED, file + " is not UTF-8");
        }
        return Outcome.yes(new ArrayList<>(text.lines().toList()));
    }
}
