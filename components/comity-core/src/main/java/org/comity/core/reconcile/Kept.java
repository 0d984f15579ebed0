package org.comity.core.reconcile;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.comity.core.boundary.Refusal;
import org.comity.core.mesh.Octets;
import org.comity.core.mesh.Reason;

/** Octets that were not taken, or wait, as the store keeps them: nothing is lost. */
public record Kept(Reason reason, String detail, Octets octets) {
    public Kept {
        Objects.requireNonNull(reason, "reason");
        Objects.requireNonNull(detail, "detail");
        Objects.requireNonNull(octets, "octets");
    }

    static Kept of(Refusal refusal) {
        return new Kept(refusal.reason(), refusal.detail(), refusal.octets());
    }

    /** The refusal that it keeps. */
    Refusal refusal() {
        return new Refusal(octets, reason, detail);
    }

    Octets write() {
        byte[] why = (reason.name() + "\n" + detail).getBytes(StandardCharsets.UTF_8);
        return Octets.of(ByteBuffer.allocate(Integer.BYTES + why.length + octets.size())
                .putInt(why.length)
                .put(why)
                .put(octets.bytes())
                .array());
    }

    static Kept read(Octets row) {
        ByteBuffer in = ByteBuffer.wrap(row.bytes());
        int size = in.getInt();
        if (size < 0 || size > in.remaining()) {
            throw new IllegalArgumentException("not a kept refusal");
        }
        byte[] why = new byte[size];
        in.get(why);
        byte[] octets = new byte[in.remaining()];
        in.get(octets);
        String[] parts = new String(why, StandardCharsets.UTF_8).split("\n", 2);
        if (parts.length != 2) {
            throw new IllegalArgumentException("not a kept refusal");
        }
        return new Kept(Reason.valueOf(parts[0]), parts[1], Octets.of(octets));
    }
}
