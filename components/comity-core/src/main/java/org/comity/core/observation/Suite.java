package org.comity.core.observation;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A closed choice of signature algorithms, named by the year in which it was made. An agreement names one: no other algorithm is
 * evidence under it, and no later epoch names an older one. Another suite is a type of its own and an entry here.
 */
public interface Suite {

    /** The year that names it; a later one is never weaker. */
    int year();

    /** Its algorithms; never empty. */
    Set<SignatureAlgorithm> algorithms();

    /** The suite of that year; empty where there is none. */
    static Optional<Suite> of(int year) {
        return List.<Suite>of(Suite2026.SUITE).stream()
                .filter(one -> one.year() == year)
                .findFirst();
    }
}
