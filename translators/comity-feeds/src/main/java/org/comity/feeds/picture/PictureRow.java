package org.comity.feeds.picture;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.comity.core.arbitration.Ruling;
import org.comity.core.contention.Fact;
import org.comity.core.mesh.Octets;
import org.comity.core.observation.PhenomenonTime;
import org.comity.core.picture.JointPicture;

/** One statement of the joint picture, or of what it replaced, flat and by name. */
record PictureRow(Map<String, String> values) {

    /** Every statement, contention by contention, the winner first. */
    static List<PictureRow> of(JointPicture picture) {
        List<PictureRow> rows = new ArrayList<>();
        for (JointPicture.Entry entry : picture.entries()) {
            entry.contention().candidates().stream()
                    .filter(fact -> wins(fact, entry.ruling()))
                    .forEach(fact -> rows.add(row(picture, entry, fact, "prevails")));
            String other = entry.ruling().winner().isPresent() ? "loses" : "undecided";
            entry.contention().candidates().stream()
                    .filter(fact -> !wins(fact, entry.ruling()))
                    .forEach(fact -> rows.add(row(picture, entry, fact, other)));
            entry.contention().superseded().forEach(fact -> rows.add(row(picture, entry, fact, "superseded")));
        }
        return rows;
    }

    private static boolean wins(Fact fact, Ruling ruling) {
        return ruling.winner().filter(fact.oid()::equals).isPresent();
    }

    private static PictureRow row(JointPicture picture, JointPicture.Entry entry, Fact fact, String standing) {
        PhenomenonTime time = fact.core().phenomenonTime();
        Map<String, String> values = new LinkedHashMap<>();
        values.put("domain", entry.contention().domain().name());
        values.put("standing", standing);
        values.put("feature-scheme", fact.feature().scheme());
        values.put("feature", fact.feature().value());
        values.put("property-scheme", fact.core().property().scheme());
        values.put("property", fact.core().property().value());
        values.put("start", time.start().toString());
        values.put("end", time.end().toString());
        values.put("media-type", fact.core().result().mediaType());
        values.put("result", text(fact.core().result().content()));
        values.put("authority", fact.authority().urn());
        values.put("mesh", fact.mesh().urn());
        values.put("oid", fact.oid().hex());
        values.put("contention", entry.ruling().contention().hex());
        values.put("resolution", entry.ruling().resolution().name());
        values.put("decided-by", entry.ruling().decidedBy());
        values.put("agreement", picture.agreement().hex());
        values.put("frontiers", picture.frontiers().digest().hex());
        return new PictureRow(values);
    }

    /** As text, or in Base64 with {@code base64:} before it where it is none. */
    static String text(Octets content) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(content.bytes()))
                    .toString();
        } catch (CharacterCodingException none) {
            return "base64:" + Base64.getEncoder().encodeToString(content.bytes());
        }
    }
}
