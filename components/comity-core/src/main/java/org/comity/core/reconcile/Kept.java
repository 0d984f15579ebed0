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
        byte[] why = new byte[in.getInt()];
        in.get(why);
        byte[] octets = new byte[in.remaining()];
        in.get(octets);
        String[] parts = new String(why, StandardCharsets.UTF_8).split("\n", 2);
        return new Kept(Reason.valueOf(parts[0]), parts[1], Octets.of(octets));
    }
}
