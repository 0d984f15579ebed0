package org.comity.core.divergence.sketch;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** SipHash-2-4 (Aumasson and Bernstein 2012): a short keyed hash, unpredictable to whoever lacks the key. */
final class SipHash {
    private final long k0;
    private final long k1;

    SipHash(long k0, long k1) {
        this.k0 = k0;
        this.k1 = k1;
    }

    /** The 64-bit hash of the octets. */
    long of(byte[] message) {
        ByteBuffer in = ByteBuffer.wrap(message).order(ByteOrder.LITTLE_ENDIAN);
        Lanes lanes = new Lanes(k0, k1);
        while (in.remaining() >= Long.BYTES) {
            lanes.absorb(in.getLong());
        }
        long last = (long) message.length << 56;
        for (int shift = 0; in.hasRemaining(); shift += Byte.SIZE) {
            last |= (in.get() & 0xffL) << shift;
        }
        lanes.absorb(last);
        return lanes.finish();
    }

    /** The 64-bit hash of the eight octets of a number, least significant first. */
    long of(long number) {
        Lanes lanes = new Lanes(k0, k1);
        lanes.absorb(number);
        lanes.absorb((long) Long.BYTES << 56);
        return lanes.finish();
    }

    /** The state; it never leaves a call. */
    private static final class Lanes {
        private long a;
        private long b;
        private long c;
        private long d;

        Lanes(long k0, long k1) {
            a = k0 ^ 0x736f6d6570736575L;
            b = k1 ^ 0x646f72616e646f6dL;
            c = k0 ^ 0x6c7967656e657261L;
            d = k1 ^ 0x7465646279746573L;
        }

        void absorb(long word) {
            d ^= word;
            round();
            round();
            a ^= word;
        }

        long finish() {
            c ^= 0xff;
            round();
            round();
            round();
            round();
            return a ^ b ^ c ^ d;
        }

        private void round() {
            a += b;
            b = Long.rotateLeft(b, 13) ^ a;
            a = Long.rotateLeft(a, 32);
            c += d;
            d = Long.rotateLeft(d, 16) ^ c;
            a += d;
            d = Long.rotateLeft(d, 21) ^ a;
            c += b;
            b = Long.rotateLeft(b, 17) ^ c;
            c = Long.rotateLeft(c, 32);
        }
    }
}
