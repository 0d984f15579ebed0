package org.comity.feeds.picture;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.comity.core.mesh.Octets;
import org.comity.core.picture.JointPicture;
import org.comity.core.reconcile.Recorded;
import org.jspecify.annotations.Nullable;

/**
 * The way back as a step of a route, set up by properties alone: a step of the picture comes in, a document goes out. As {@code
 * cap} it is a list of alerts, those that are new or changed since the step before; as {@code csv} or {@code json} the whole
 * picture.
 */
public final class PictureWriter {
    private final AtomicReference<@Nullable JointPicture> before = new AtomicReference<>();
    private String format = "cap";
    private String sender = "";

    /** {@code cap}, {@code csv} or {@code json}. */
    public void setFormat(String format) {
        if (!List.of("cap", "csv", "json").contains(format)) {
            throw new IllegalArgumentException("a picture is written as cap, csv or json, not as " + format);
        }
        this.format = format;
    }

    /** Who sends the alerts. */
    public void setSender(String sender) {
        this.sender = sender;
    }

    /** The documents: octets, or a list of octets for alerts. */
    public Object write(Object step) {
        JointPicture picture = picture(step);
        return switch (format) {
            case "csv" -> PictureTable.csv(picture).getBytes(StandardCharsets.UTF_8);
            case "json" -> PictureTable.json(picture).getBytes(StandardCharsets.UTF_8);
            default -> alerts(picture).stream().map(Octets::bytes).toList();
        };
    }

    private List<Octets> alerts(JointPicture now) {
        PictureAlerts alerts = new PictureAlerts(sender);
        JointPicture old = before.getAndSet(now);
        return old == null ? alerts.of(now) : alerts.since(old, now);
    }

    private static JointPicture picture(Object step) {
        if (step instanceof JointPicture.Delta delta) {
            return delta.picture();
        }
        if (step instanceof Recorded recorded) {
            return recorded.delta().picture();
        }
        if (step instanceof JointPicture picture) {
            return picture;
        }
        throw new IllegalArgumentException("a picture is written from what comity-project gives");
    }
}
