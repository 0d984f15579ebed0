package org.comity.core.temporal;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.comity.core.mesh.Digest;
import org.comity.core.mesh.Oid;

/**
 * Oids by number, packed, with the way back. A number once given stays. A reader that knows how many there were when it was
 * made may go on while one writer adds more.
 */
final class Oids {
    private static final int BITS = 10;
    private static final int PAGE = 1 << BITS;
    private static final int WORDS = 4;

    private long[][] words = {};
    /** Each number, from one, with the half of its oid's last word by which the oid has no place: zero where there is none. */
    private long[] table = new long[16];

    private int size;

    int size() {
        return size;
    }

    /** The table of now: a reader keeps it, for the writer may move to a larger one. */
    long[] table() {
        return table;
    }

    /** The pages of now. */
    long[][] words() {
        return words;
    }

    /** The number of the oid, which is new where it equals the size before. */
    int intern(Oid oid) {
        int found = find(oid);
        return found >= 0 ? found : add(oid);
    }

    /** The number of the oid; -1 where it has none. */
    int find(Oid oid) {
        return find(words, table, size, oid);
    }

    private int add(Oid oid) {
        if (size >>> BITS == words.length) {
            words = Arrays.copyOf(words, words.length + 1);
            words[size >>> BITS] = new long[WORDS * PAGE];
        }
        long[] page = words[size >>> BITS];
        for (int i = 0; i < WORDS; i++) {
            page[(size & PAGE - 1) * WORDS + i] = oid.digest().word(i);
        }
        size++;
        if (size > table.length * 7L / 10) {
            grow();
        } else {
            enter(table, size - 1);
        }
        return size - 1;
    }

    private void grow() {
        long[] larger = new long[table.length + table.length / 5 + 16];
        for (int number = 0; number < size; number++) {
            enter(larger, number);
        }
        table = larger;
    }

    private void enter(long[] into, int number) {
        long word = word(words, number, 3);
        int slot = slot(word, into.length);
        while (into[slot] != 0) {
            slot = slot + 1 == into.length ? 0 : slot + 1;
        }
        into[slot] = word << 32 | number + 1;
    }

    /** By the last word: observations often come sorted by the first, which would fill a growing table from one end. */
    private static int slot(long word, int length) {
        return (int) ((word >>> 32) * length >>> 32);
    }

    static long word(long[][] words, int number, int index) {
        return words[number >>> BITS][(number & PAGE - 1) * WORDS + index];
    }

    /** The number of the oid among the first so many; -1 where it is not there. */
    static int find(long[][] words, long[] table, int count, Oid oid) {
        Digest digest = oid.digest();
        int half = (int) digest.word(3);
        int slot = slot(digest.word(3), table.length);
        while (table[slot] != 0) {
            int number = (int) table[slot] - 1;
            if ((int) (table[slot] >>> 32) == half
                    && number < count
                    && word(words, number, 0) == digest.word(0)
                    && word(words, number, 1) == digest.word(1)
                    && word(words, number, 2) == digest.word(2)
                    && word(words, number, 3) == digest.word(3)) {
                return number;
            }
            slot = slot + 1 == table.length ? 0 : slot + 1;
        }
        return -1;
    }

    /** The oid of that number. */
    static Oid oid(long[][] words, int number) {
        ByteBuffer buffer = ByteBuffer.allocate(Digest.SIZE);
        for (int i = 0; i < WORDS; i++) {
            buffer.putLong(word(words, number, i));
        }
        return new Oid(Digest.of(buffer.array()));
    }

    /** Compares two numbers by their oids. */
    static int compare(long[][] words, int one, int other) {
        for (int i = 0; i < WORDS; i++) {
            int order = Long.compareUnsigned(word(words, one, i), word(words, other, i));
            if (order != 0) {
                return order;
            }
        }
        return 0;
    }
}
