package org.comity.feeds;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.math.RoundingMode;
import org.comity.core.agreement.Location;
import org.comity.core.contention.EventAssociator.Sighting;
import org.comity.core.mesh.Outcome;
import org.comity.core.mesh.Reason;
import org.comity.core.observation.Draft;
import org.comity.core.observation.FeatureOfInterest;
import org.comity.core.observation.PhenomenonTime;
import org.comity.core.observation.Result;

/** When and where an event was, read back from an observation that a feed of this package made. */
public final class Hypocentre {

    /** The longest number: an exponent of another size would cost its reader more than it says. */
    private static final int DIGITS_MAX = 80;

    private Hypocentre() {}

    /** What an associator sees of a draft. A retraction may name no place: then it is {@link Reason#MALFORMED}. */
    public static Outcome<Sighting> of(Draft draft) {
        return of(draft.feature(), draft.phenomenonTime(), draft.result());
    }

    /**
     * What an associator sees of an observation, its place rounded to the nearest micro-degree, about 0.1 metres; {@link
     * Reason#MALFORMED} where the result is of another media type or names no place.
     */
    public static Outcome<Sighting> of(FeatureOfInterest feature, PhenomenonTime time, Result result) {
        if (!QuakeResult.MEDIA_TYPE.equals(result.mediaType())) {
            return Outcome.no(Reason.MALFORMED, "the result is not of the media type " + QuakeResult.MEDIA_TYPE);
        }
        return StrictJson.read(result.content().bytes()).then(json -> placed(feature, time, json));
    }

    /**
     * The place, in micro-degrees.
     *
     * @throws IllegalArgumentException when it is not on the globe
     */
    static Location place(String latitude, String longitude) {
        return new Location(micro(latitude, 90), micro(longitude, 180));
    }

    private static Outcome<Sighting> placed(FeatureOfInterest feature, PhenomenonTime time, JsonNode json) {
        try {
            Location place = place(text(json, "latitude"), text(json, "longitude"));
            return Outcome.yes(new Sighting(feature, time.start(), place));
        } catch (IllegalArgumentException broken) {
            return Product.malformed(broken);
        }
    }

    private static String text(JsonNode json, String key) {
        JsonNode value = json.path(key);
        if (!value.isTextual() || value.textValue().length() > DIGITS_MAX) {
            throw new IllegalArgumentException(key + " is missing");
        }
        return value.textValue();
    }

    private static int micro(String degrees, int degreesMax) {
        BigDecimal value = new BigDecimal(degrees);
        if (Math.abs((long) value.scale()) > DIGITS_MAX) {
            throw new IllegalArgumentException("a place has at most " + DIGITS_MAX + " digits");
        }
        if (value.abs().compareTo(BigDecimal.valueOf(degreesMax)) > 0) {
            throw new IllegalArgumentException("a place lies within 90 degrees of latitude and 180 of longitude");
        }
        return value.movePointRight(6).setScale(0, RoundingMode.HALF_EVEN).intValueExact();
    }
}
