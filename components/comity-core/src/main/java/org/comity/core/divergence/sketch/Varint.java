package org.comity.core.divergence.sketch;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;

/** Numbers in as few octets as hold them: seven bits an octet, least significant first, the eighth bit where more follow. */
final class Varint {
    private static final int BITS = 7;
    private static final int MORE = 0x80;

    private Varint() {}

    static void write(ByteArrayOutputStream out, long number) {
        long rest = number;
        while (rest >= MORE) {
            out.write((int) (rest & (MORE - 1)) | MORE);
            rest >>>= BITS;
        }
        out.write((int) rest);
    }

    /**
     * Reads a number from 0 to 2^63-1 in its shortest form.
     *
     * @throws IllegalArgumentException when it has another form
     * @throws java.nio.BufferUnderflowException when the octets end early
     */
    static long read(ByteBuffer in) {
        long number = 0;
        for (int shift = 0; shift < Long.SIZE - 1; shift += BITS) {
            int octet = in.get() & 0xff;
            number |= (long) (octet & (MORE - 1)) << shift;
            if (octet < MORE) {
                if (octet == 0 && shift > 0) {
                    break;
                }
                return number;
            }
        }
        throw new IllegalArgumentException("a number is longer than it needs to be");
    }

    /** Numbers of either sign, small ones first: 0, -1, 1, -2, 2. */
    static void writeSigned(ByteArrayOutputStream out, long number) {
        write(out, number << 1 ^ number >> Long.SIZE - 1);
    }

    /** Reads what {@link #writeSigned} wrote. */
    static long readSigned(ByteBuffer in) {
        long folded = read(in);
        return folded >>> 1 ^ -(folded & 1);
    }
}
