package org.comity.core.temporal;

import java.util.Arrays;
import java.util.BitSet;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A numbered collection. A copy shares all pages, and writes to its own copy of a page alone. */
final class Slots<T> {
    private static final int BITS = 7;
    private static final int PAGE = 1 << BITS;

    private @Nullable Object[][] pages;
    private final BitSet own = new BitSet();
    private int size;

    Slots() {
        this.pages = new Object[0][];
    }

    private Slots(Slots<T> shared) {
        this.pages = shared.pages.clone();
        this.size = shared.size;
    }

    Slots<T> copy() {
        return new Slots<>(this);
    }

    int size() {
        return size;
    }

    @SuppressWarnings("unchecked")
    T get(int index) {
        return (T)
                Objects.requireNonNull(pages[index >>> BITS][index & PAGE - 1], "a slot is filled before it is read");
    }

    int add(T value) {
        if (size >>> BITS == pages.length) {
            pages = Arrays.copyOf(pages, pages.length + Math.max(1, pages.length >> 3));
            for (int page = size >>> BITS; page < pages.length; page++) {
                pages[page] = new Object[page == 0 ? 4 : PAGE];
                own.set(page);
            }
        }
        size++;
        set(size - 1, value);
        return size - 1;
    }

    void set(int index, T value) {
        int page = index >>> BITS;
        if (!own.get(page)) {
            pages[page] = pages[page].clone();
            own.set(page);
        }
        if ((index & PAGE - 1) >= pages[page].length) {
            pages[page] = Arrays.copyOf(pages[page], PAGE);
        }
        pages[page][index & PAGE - 1] = value;
    }
}
