package org.comity.feeds;

import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Set;
import org.comity.core.authority.AuthorityId;
import org.comity.core.observation.Draft;

/**
 * What became of all entries of one or more documents: read = observed + superseded + quarantined.
 *
 * @param observed drafts that nothing read outdates
 * @param superseded drafts of a series of which the same authority's higher edition was read, or the very same draft again;
 *     without editions, all but the last of a series
 * @param quarantined misfits
 */
public record Tally(long read, long observed, long superseded, long quarantined) {

    private record Series(AuthorityId authority, String series) {}

    /** Counts them; documents in the order in which they came. */
    public static Tally of(Collection<Entry> entries) {
        long observed = standing(entries).size();
        long fits = entries.stream()
                .filter(entry -> entry.fold(any -> true, misfit -> false))
                .count();
        return new Tally(entries.size(), observed, fits - observed, entries.size() - fits);
    }

    /** Those whose drafts nothing read outdates, by identity; documents in the order in which they came. */
    public static Set<Entry> standing(Collection<Entry> entries) {
        Map<Series, Draft> newest = new HashMap<>();
        entries.forEach(entry -> entry.fold(
                fits -> newest.merge(key(fits.draft()), fits.draft(), (old, next) -> isLower(next, old) ? old : next),
                misfit -> null));
        Set<Draft> seen = new HashSet<>();
        Set<Entry> standing = Collections.newSetFromMap(new IdentityHashMap<>());
        for (Entry entry : entries) {
            boolean stands = entry.fold(
                    fits -> {
                        Draft last = newest.getOrDefault(key(fits.draft()), fits.draft());
                        return !isOutdated(fits.draft(), last) && seen.add(fits.draft());
                    },
                    misfit -> false);
            if (stands) {
                standing.add(entry);
            }
        }
        return standing;
    }

    private static Series key(Draft draft) {
        return new Series(draft.authority(), draft.series());
    }

    /** Two different drafts of one edition outdate neither: the authority contradicts itself, and the fold shows it. */
    private static boolean isOutdated(Draft draft, Draft last) {
        return haveEditions(draft, last) ? isLower(draft, last) : draft != last;
    }

    private static boolean isLower(Draft one, Draft other) {
        return haveEditions(one, other)
                && one.edition().getAsLong() < other.edition().getAsLong();
    }

    private static boolean haveEditions(Draft one, Draft other) {
        return one.edition().isPresent() && other.edition().isPresent();
    }
}
