package org.comity.core.boundary;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.comity.core.agreement.Limits;
import org.comity.core.mesh.Octets;
import org.comity.core.mesh.Outcome;
import org.comity.core.mesh.Reason;

/**
 * A consignment as it travels: the consignment's envelope first, then its members' envelopes verbatim, then the documents
 * that they need. Framing alone; nothing in it is believed.
 */
public record Parcel(Octets consignment, List<Octets> members, List<Octets> documents) {

    private static final byte[] MAGIC = "comity-parcel-1\n".getBytes(StandardCharsets.US_ASCII);

    public Parcel {
        Objects.requireNonNull(consignment, "consignment");
        members = List.copyOf(members);
        documents = List.copyOf(documents);
    }

    /** Magic, then the numbers of members and documents, then each part as a length of four octets and its octets. */
    public Octets octets() {
        List<Octets> parts = new ArrayList<>();
        parts.add(consignment);
        parts.addAll(members);
        parts.addAll(documents);
        int size = MAGIC.length + 2 * Integer.BYTES;
        for (Octets part : parts) {
            size = Math.addExact(size, Integer.BYTES + part.size());
        }
        ByteBuffer out = ByteBuffer.allocate(size).put(MAGIC);
        out.putInt(members.size()).putInt(documents.size());
        for (Octets part : parts) {
            out.putInt(part.size()).put(part.bytes());
        }
        return Octets.of(out.array());
    }

    /** Reads the frame back; MALFORMED or LIMIT_EXCEEDED otherwise. */
    public static Outcome<Parcel> read(Octets octets, Limits limits) {
        if (octets.size() > limits.consignmentOctetsMax()) {
            return Outcome.no(Reason.LIMIT_EXCEEDED, "a parcel of " + octets.size() + " octets");
        }
        ByteBuffer in = ByteBuffer.wrap(octets.bytes());
        try {
            byte[] magic = new byte[MAGIC.length];
            in.get(magic);
            int members = in.getInt();
            int documents = in.getInt();
            if (!Arrays.equals(magic, MAGIC)) {
                return Outcome.no(Reason.MALFORMED, "not a parcel");
            }
            if (members < 0 || documents < 0 || (long) members + documents > 4L * limits.consignmentItemsMax()) {
                return Outcome.no(Reason.LIMIT_EXCEEDED, "a parcel of " + members + " and " + documents + " parts");
            }
            Parcel parcel = new Parcel(part(in), parts(in, members), parts(in, documents));
            return in.hasRemaining() ? Outcome.no(Reason.MALFORMED, "octets after the last part") : Outcome.yes(parcel);
        } catch (BufferUnderflowException e) {
            return Outcome.no(Reason.MALFORMED, "the parcel ends early");
        }
    }

    private static List<Octets> parts(ByteBuffer in, int count) {
        List<Octets> parts = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            parts.add(part(in));
        }
        return parts;
    }

    private static Octets part(ByteBuffer in) {
        int size = in.getInt();
        if (size < 0 || size > in.remaining()) {
            throw new BufferUnderflowException();
        }
        byte[] bytes = new byte[size];
        in.get(bytes);
        return Octets.of(bytes);
    }
}
