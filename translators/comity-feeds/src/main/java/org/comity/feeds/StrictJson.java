package org.comity.feeds;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.CharConversionException;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.comity.core.mesh.Outcome;
import org.comity.core.mesh.Reason;

/** The one JSON reader of feeds: no duplicate keys, nothing after the end, limits on size, depth, names and strings. */
public final class StrictJson {

    /** The largest document, in octets. */
    public static final int SIZE_MAX = 32 * 1024 * 1024;

    private static final StreamReadConstraints LIMITS = StreamReadConstraints.builder()
            .maxNestingDepth(32)
            .maxDocumentLength(SIZE_MAX)
            .maxStringLength(1024 * 1024)
            .maxNameLength(4096)
            .maxNumberLength(64)
            .build();

    private static final JsonFactory FACTORY = JsonFactory.builder()
            .streamReadConstraints(LIMITS)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private static final ObjectReader READER = JsonMapper.builder(FACTORY)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build()
            .readerFor(JsonNode.class);

    private StrictJson() {}

    /** A parser under the same limits, for readers that must know where each value stands. */
    public static JsonParser parser(byte[] document) throws IOException {
        return FACTORY.createParser(document);
    }

    /** The tree, {@link Reason#LIMIT_EXCEEDED} or {@link Reason#MALFORMED}. */
    public static Outcome<JsonNode> read(byte[] document) {
        if (document.length > SIZE_MAX) {
            return Outcome.no(Reason.LIMIT_EXCEEDED, "a document has at most " + SIZE_MAX + " octets");
        }
        try {
            JsonNode tree = READER.readValue(document);
            return tree == null || tree.isMissingNode()
                    ? Outcome.no(Reason.MALFORMED, "the document is empty")
                    : Outcome.yes(tree);
        } catch (StreamConstraintsException beyond) {
            return Outcome.no(Reason.LIMIT_EXCEEDED, "the JSON is deeper or longer than the stated maximum");
        } catch (JsonProcessingException | CharConversionException broken) {
            return Outcome.no(Reason.MALFORMED, "the document is not well-formed JSON");
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }
}
