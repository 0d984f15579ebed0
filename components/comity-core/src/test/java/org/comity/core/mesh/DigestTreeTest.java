package org.comity.core.mesh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class DigestTreeTest {
    private static final DigestTree<String> NONE = DigestTree.empty(
            (key, value) -> Encoding.of("test").digest(key).text(value).digest());

    /** Keys that share long runs of digits, so that every depth is met. */
    private static Digest key(Random random) {
        byte[] bytes = new byte[Digest.SIZE];
        int shared = random.nextInt(3);
        ByteBuffer.wrap(bytes).putLong(shared).putInt(random.nextInt(12));
        bytes[Digest.SIZE - 1] = (byte) random.nextInt(40);
        return Digest.of(bytes);
    }

    @Test
    void saysWhatASortedMapSaysWhateverTheWayThatLedThere() {
        for (long seed = 0; seed < 200; seed++) {
            Random random = new Random(seed);
            TreeMap<Digest, String> model = new TreeMap<>();
            DigestTree<String> tree = NONE;
            for (int step = 0; step < 30; step++) {
                // When
                Map<Digest, Optional<String>> changes = new HashMap<>();
                for (int i = random.nextInt(60); i > 0; i--) {
                    changes.put(
                            key(random),
                            random.nextInt(3) == 0 ? Optional.empty() : Optional.of("v" + random.nextInt(5)));
                }
                TreeMap<Digest, String> before = new TreeMap<>(model);
                DigestTree<String> old = tree;
                tree = tree.with(changes);
                changes.forEach(
                        (key, value) -> value.ifPresentOrElse(text -> model.put(key, text), () -> model.remove(key)));

                // Then
                assertThat(tree.stream().map(DigestTree.Entry::key))
                        .as("seed %d", seed)
                        .containsExactlyElementsOf(model.keySet());
                assertThat(tree.values()).containsExactlyElementsOf(model.values());
                assertThat(tree.size()).isEqualTo(model.size());
                DigestTree<String> anew = DigestTree.of(
                                model.entrySet(),
                                Map.Entry::getKey,
                                (Digest key, Map.Entry<Digest, String> entry) -> Encoding.of("test")
                                        .digest(key)
                                        .text(entry.getValue())
                                        .digest())
                        .stream()
                        .reduce(
                                NONE,
                                (sum, entry) ->
                                        sum.with(entry.key(), entry.value().getValue()),
                                (one, other) -> one);
                assertThat(anew.digest()).isEqualTo(tree.digest());
                if (step % 10 == 9) {
                    assertThat(tree.digest()).isEqualTo(plain(List.copyOf(model.entrySet()), 0));
                }
                assertThat(old.values()).as("the older map stays").containsExactlyElementsOf(before.values());
                assertThat(tree.since(old)).isEqualTo(changes(before, model));
            }
        }
    }

    /** "comity-tree-v1" as it is written down, of entries sorted by key that share so many digits. */
    private static Digest plain(List<Map.Entry<Digest, String>> entries, int depth) {
        Encoding out = Encoding.of("comity-tree-v1");
        if (entries.size() <= DigestTree.RUN_MAX) {
            out.number(0);
            entries.forEach(one -> out.digest(one.getKey())
                    .digest(Encoding.of("test")
                            .digest(one.getKey())
                            .text(one.getValue())
                            .digest()));
            return out.digest();
        }
        out.number(1);
        for (char digit : "0123456789abcdef".toCharArray()) {
            List<Map.Entry<Digest, String>> branch = entries.stream()
                    .filter(one -> one.getKey().hex().charAt(depth) == digit)
                    .toList();
            out.octets(branch.isEmpty() ? new byte[0] : plain(branch, depth + 1).bytes());
        }
        return out.digest();
    }

    @Test
    void oneBuiltAtOnceIsTheOneThatGrewAndKeepsTheFirstOfEachKey() {
        for (long seed = 0; seed < 4; seed++) {
            Random random = new Random(seed);
            TreeMap<Digest, String> model = new TreeMap<>();
            List<Map.Entry<Digest, String>> given = new ArrayList<>();
            for (int i = 0; i < 9_000; i++) {
                Digest key = i % 9 == 0 ? key(random) : Digest.sha256(new byte[] {(byte) i, (byte) random.nextInt(90)});
                given.add(Map.entry(key, "v" + i));
                model.putIfAbsent(key, "v" + i);
            }

            // When
            DigestTree<Map.Entry<Digest, String>> built = DigestTree.<Map.Entry<Digest, String>>empty((key, one) ->
                            Encoding.of("test").digest(key).text(one.getValue()).digest())
                    .with(given, Map.Entry::getKey, (first, again) -> first);

            // Then
            assertThat(built.values().map(Map.Entry::getValue)).containsExactlyElementsOf(model.values());
            assertThat(built.digest()).isEqualTo(plain(List.copyOf(model.entrySet()), 0));
            DigestTree<Map.Entry<Digest, String>> few =
                    built.only(one -> one.getValue().endsWith("7"));
            model.values().removeIf(value -> !value.endsWith("7"));
            assertThat(few.values().map(Map.Entry::getValue)).containsExactlyElementsOf(model.values());
            assertThat(few.digest()).isEqualTo(plain(List.copyOf(model.entrySet()), 0));
            assertThat(few.since(built)).hasSize(built.size() - few.size());
            assertThat(built.only(any -> true)).isSameAs(built);
            assertThat(built.only(any -> false).digest()).isEqualTo(NONE.digest());
        }
    }

    private static List<DigestTree.Change<String>> changes(
            TreeMap<Digest, String> before, TreeMap<Digest, String> after) {
        TreeMap<Digest, Boolean> keys = new TreeMap<>();
        before.keySet().forEach(key -> keys.put(key, true));
        after.keySet().forEach(key -> keys.put(key, true));
        List<DigestTree.Change<String>> changes = new ArrayList<>();
        keys.keySet().forEach(key -> {
            Optional<String> old = Optional.ofNullable(before.get(key));
            Optional<String> now = Optional.ofNullable(after.get(key));
            if (!old.equals(now)) {
                changes.add(new DigestTree.Change<>(key, old, now));
            }
        });
        return changes;
    }

    @Test
    void itsDigestTellsApartWhatDiffersInOneKeyOrOneValue() {
        Random random = new Random(5);
        DigestTree<String> tree = NONE;
        for (int i = 0; i < 500; i++) {
            tree = tree.with(Digest.sha256(new byte[] {(byte) i, (byte) (i >> 8)}), "v");
        }
        Digest some = tree.iterator().next().key();

        assertThat(tree.with(some, "w").digest()).isNotEqualTo(tree.digest());
        assertThat(tree.without(some).digest()).isNotEqualTo(tree.digest());
        assertThat(tree.without(some).with(some, "v").digest()).isEqualTo(tree.digest());
        assertThat(tree.get(some)).contains("v");
        assertThat(tree.get(key(random))).isEmpty();
    }

    @Test
    void twoValuesOfOneKeyAreABug() {
        assertThatThrownBy(() -> DigestTree.of(List.of("a", "b"), any -> Digest.sha256(), (key, value) -> key))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
