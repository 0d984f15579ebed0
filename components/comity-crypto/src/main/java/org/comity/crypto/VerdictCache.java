package org.comity.crypto;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * Verdicts by what they were given on, in two generations: what is asked for again outlives a flood of what is asked for once.
 * Verdicts hold for ever, because nothing that they depend on is outside their key. Thread-safe.
 */
final class VerdictCache<K, V> {
    private final int generationMax;
    private volatile Map<K, V> young = new ConcurrentHashMap<>();
    private volatile Map<K, V> old = Map.of();

    /** A cache that keeps at most twice as many verdicts. */
    VerdictCache(int generationMax) {
        this.generationMax = generationMax;
    }

    V get(K key, Supplier<V> judge) {
        V known = young.get(key);
        if (known != null) {
            return known;
        }
        V before = old.get(key);
        V verdict = before != null ? before : judge.get();
        keep(key, verdict);
        return verdict;
    }

    private synchronized void keep(K key, V verdict) {
        if (young.size() >= generationMax) {
            old = young;
            young = new ConcurrentHashMap<>();
        }
        young.put(key, verdict);
    }
}
