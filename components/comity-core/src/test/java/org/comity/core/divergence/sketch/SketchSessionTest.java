package org.comity.core.divergence.sketch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.comity.core.mesh.Octets;
import org.comity.core.mesh.Oid;
import org.comity.core.mesh.Outcome;
import org.junit.jupiter.api.Test;

class SketchSessionTest {
    private static String reason(Outcome<?> outcome) {
        return outcome.fold(any -> "YES", no -> no.reason().name());
    }

    @Test
    void findsTheDifferenceOfPairsOfSets() {
        for (int seed = 0; seed < 200; seed++) {
            // Given
            Random random = new Random(seed);
            Sessions sets = Sessions.differing(random, random.nextInt(200), 1 + random.nextInt(120));

            // When
            Sessions.Run run = sets.run(seed);

            // Then
            assertThat(run.end()).as("seed %d", seed).isEqualTo("FOUND");
            assertThat(run.rounds()).as("seed %d", seed).isLessThanOrEqualTo(3);
            assertThat(new HashSet<>(run.wanted()))
                    .as("seed %d", seed)
                    .isEqualTo(Sessions.without(sets.theirs(), sets.ours()));
            assertThat(new HashSet<>(run.offered()))
                    .as("seed %d", seed)
                    .isEqualTo(Sessions.without(sets.ours(), sets.theirs()));
        }
    }

    @Test
    void costsAtMost512OctetsWhereNothingDiffers() {
        for (int size : new int[] {0, 1, 1_000, 50_000}) {
            // Given
            List<Oid> set = Sessions.some(new Random(size), size);
            List<Oid> shuffled = new ArrayList<>(set);
            Collections.shuffle(shuffled, new Random(1));

            // When
            Sessions.Run run = new Sessions(set, shuffled).run(3);

            // Then
            assertThat(run.end()).isEqualTo("SAME");
            assertThat(run.rounds()).isEqualTo(1);
            assertThat(run.octets()).isLessThanOrEqualTo(512);
        }
    }

    /** Changes one octet of the symbols, never of the digest that the other side claims. */
    private static UnaryOperator<Octets> corrupting(Random random) {
        return message -> {
            byte[] octets = message.bytes();
            if (octets.length > 40) {
                octets[33 + random.nextInt(octets.length - 33)] ^= (byte) (1 << random.nextInt(8));
            }
            return Octets.of(octets);
        };
    }

    @Test
    void aCorruptedSymbolNeverYieldsAWrongDifferenceSilently() {
        int refused = 0;
        for (int seed = 0; seed < 3_000; seed++) {
            // Given
            Random random = new Random(seed);
            Sessions sets = Sessions.differing(random, random.nextInt(200), 1 + random.nextInt(60));

            // When
            Sessions.Run run = sets.run(seed, corrupting(random));

            // Then: either the corruption did not matter, or it is refused by name
            if (run.end().equals("FOUND")) {
                assertThat(new HashSet<>(run.wanted())).isEqualTo(Sessions.without(sets.theirs(), sets.ours()));
                assertThat(new HashSet<>(run.offered())).isEqualTo(Sessions.without(sets.ours(), sets.theirs()));
            } else {
                assertThat(run.end())
                        .as("seed %d", seed)
                        .isIn("MALFORMED", "LIMIT_EXCEEDED", "SKETCH_INCONSISTENT", "SET_DIFFERS");
                refused++;
            }
        }
        assertThat(refused).isGreaterThan(1_000);
    }

    @Test
    void aSenderThatHidesAMemberIsFoundOutByTheDigest() {
        // Given: symbols of a set without one member, under the digest of the whole
        Random random = new Random(9);
        Sessions sets = Sessions.differing(random, 100, 5);
        List<Oid> shown = new ArrayList<>(sets.theirs());
        shown.remove(17);
        byte[] claim = new SetSketch(sets.theirs(), Sessions.salt(1)).digest().bytes();

        // When
        Sessions.Run run = new Sessions(shown, sets.ours()).run(1, message -> {
            byte[] octets = message.bytes();
            System.arraycopy(claim, 0, octets, 1, claim.length);
            return Octets.of(octets);
        });

        // Then
        assertThat(run.end()).isEqualTo("SET_DIFFERS");
    }

    private static SketchReceiver receiver(List<Oid> set) {
        return new SketchReceiver(new SetSketch(set, Sessions.salt(1)));
    }

    private static Octets message(List<Oid> set, int size, int from, List<CodedSymbol> symbols) {
        return new SymbolMessage(SetSketch.digestOf(set), size, from, symbols).write();
    }

    @Test
    void refusesSymbolsThatNoTwoSetsMake() {
        // Given
        List<Oid> set = Sessions.some(new Random(2), 1);
        Salt salt = Sessions.salt(1);
        long id = salt.id(set.get(0));
        CodedSymbol single = new CodedSymbol(id, salt.check(id), 1);

        // Then: alone the symbol is a difference; beside a rest of which it knows nothing it is none
        assertThat(reason(receiver(List.of()).take(message(set, 1, 0, List.of(single)))))
                .isEqualTo("YES");
        assertThat(reason(receiver(List.of()).take(message(set, 1, 0, List.of(single, new CodedSymbol(1, 2, 0))))))
                .isEqualTo("SKETCH_INCONSISTENT");
    }

    @Test
    void refusesAMemberThatOneSideCannotHaveAlone() {
        // Given: a set of one, seen beside one and the same set of two that counts it twice
        Oid one = Sessions.oid(new Random(2));
        Salt salt = Sessions.salt(1);
        long id = salt.id(one);
        SetSketch own = new SetSketch(List.of(one), salt);

        // When: the other side claims to hold it twice, so that one is left on its side
        Peeling twice = new Peeling(own);
        Peeling.State state = twice.take(List.of(new CodedSymbol(0, 0, 2)));

        // Then
        assertThat(state).isEqualTo(Peeling.State.INCONSISTENT);
        assertThat(new Peeling(own).take(List.of(new CodedSymbol(0, 0, 0)))).isEqualTo(Peeling.State.DONE);
        long alien = id + 1;
        assertThat(new Peeling(own).take(List.of(new CodedSymbol(id ^ alien, salt.check(id) ^ salt.check(alien), 0))))
                .as("the own side alone would have what it does not have")
                .isEqualTo(Peeling.State.INCONSISTENT);
    }

    @Test
    void anIdThatComesBackIsRefusedAndNeverLoops() {
        // Given: an id stands single where it belongs, and again, with the other sign, where it went
        Salt salt = Sessions.salt(1);
        long id = salt.id(Sessions.oid(new Random(3)));
        long check = salt.check(id);
        Columns honest = new Columns();
        honest.extend(64);
        Walkers walkers = new Walkers(salt, 1);
        walkers.add(id);
        walkers.walk(honest, 64);

        for (int at = 1; at < 64; at++) {
            List<CodedSymbol> symbols = new ArrayList<>();
            for (int i = 0; i < 64; i++) {
                CodedSymbol symbol = honest.get(i);
                symbols.add(
                        i == at
                                ? new CodedSymbol(symbol.ids() ^ id, symbol.checks() ^ check, 1 - symbol.count())
                                : symbol);
            }

            // Then
            assertThat(new Peeling(new SetSketch(List.of(), salt)).take(symbols))
                    .as("at %d", at)
                    .isEqualTo(Peeling.State.INCONSISTENT);
        }
    }

    @Test
    void refusesSymbolsOutOfTurnAndOfAnotherSet() {
        // Given
        List<Oid> theirs = Sessions.some(new Random(4), 500);
        List<Oid> others = theirs.subList(0, 499);
        SetSketch sketch = new SetSketch(theirs, Sessions.salt(1));
        SketchSender sender = new SketchSender(sketch);
        Octets first = sender.open();

        // Then
        SketchReceiver receiver = receiver(List.of());
        assertThat(reason(receiver.take(first))).isEqualTo("YES");
        assertThat(reason(receiver.take(first))).as("again").isEqualTo("SKETCH_INCONSISTENT");
        assertThat(reason(receiver.take(message(others, 500, 22, sketch.symbols(22, 30)))))
                .as("another set")
                .isEqualTo("SKETCH_INCONSISTENT");
        assertThat(reason(receiver.take(message(theirs, 499, 22, sketch.symbols(22, 30)))))
                .as("another size")
                .isEqualTo("SKETCH_INCONSISTENT");
        assertThat(reason(receiver.take(message(theirs, 500, 23, sketch.symbols(23, 30)))))
                .as("a gap")
                .isEqualTo("SKETCH_INCONSISTENT");
        assertThat(reason(receiver.take(message(theirs, 500, 22, sketch.symbols(22, 30)))))
                .as("the next")
                .isEqualTo("YES");
    }

    @Test
    void refusesRepliesThatAskForWhatWasSentOrIsNotThere() {
        // Given
        Oid one = Sessions.oid(new Random(5));
        Salt salt = Sessions.salt(1);
        SketchSender sender = new SketchSender(new SetSketch(List.of(one), salt));
        sender.open();

        // Then
        assertThat(reason(sender.answer(new Reply.More(22).write()))).isEqualTo("SKETCH_INCONSISTENT");
        assertThat(reason(sender.answer(new Reply.More(23).write()))).isEqualTo("YES");
        assertThat(reason(sender.answer(new Reply.Wanted(List.of(1L)).write()))).isEqualTo("SKETCH_INCONSISTENT");
        assertThat(Sessions.yes(sender.answer(new Reply.Wanted(List.of(salt.id(one))).write())))
                .isEqualTo(new SketchSender.Wanted(List.of(one)));
    }

    @Test
    void oneMessageOnAMediumTellsTheDifference() {
        // Given
        Sessions sets = Sessions.differing(new Random(6), 2_000, 80);

        // When
        Octets message = new SketchSender(new SetSketch(sets.theirs(), Sessions.salt(1))).open(80 * 3 / 2 + 100);
        SketchReceiver.Turn turn = Sessions.yes(receiver(sets.ours()).take(message));

        // Then
        assertThat(turn).isInstanceOf(SketchReceiver.Found.class);
    }

    @Test
    void givesUpByNameWhereTheLimitDoesNotSuffice() {
        // Given: nothing but noise, up to the limit
        SketchReceiver receiver = receiver(List.of());
        List<CodedSymbol> noise = Collections.nCopies(SetSketch.SYMBOLS_MAX, new CodedSymbol(1, 2, 5));

        // Then
        List<CodedSymbol> first = new ArrayList<>(noise);
        first.set(0, new CodedSymbol(1, 2, 9));
        assertThat(reason(receiver.take(message(List.of(Sessions.at(1)), 9, 0, first))))
                .isEqualTo("LIMIT_EXCEEDED");
    }

    @Test
    void computesTheSameSymbolsInStepsOrAtOnce() {
        // Given
        List<Oid> set = Sessions.some(new Random(8), 300);
        SetSketch steps = new SetSketch(set, Sessions.salt(2));
        List<Oid> twice = new ArrayList<>(set);
        twice.addAll(set);
        Collections.reverse(twice);

        // When
        List<CodedSymbol> slowly = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            slowly.addAll(steps.symbols(i, i + 1));
        }

        // Then
        assertThat(slowly).isEqualTo(new SetSketch(twice, Sessions.salt(2)).symbols(0, 500));
        assertThat(slowly.get(0).count()).isEqualTo(300);
        assertThat(new SetSketch(set, Sessions.salt(3)).symbols(0, 500)).isNotEqualTo(slowly);
    }

    @Test
    void refusesAShortSaltAndTooManySymbols() {
        assertThatIllegalArgumentException().isThrownBy(() -> Salt.of(Octets.of(new byte[15])));
        assertThat(Salt.of(Octets.of(new byte[16]))).isNotNull();
        SetSketch empty = new SetSketch(List.of(), Sessions.salt(1));
        assertThatIllegalArgumentException().isThrownBy(() -> empty.symbols(0, SetSketch.SYMBOLS_MAX + 1));
        assertThat(empty.symbols(SetSketch.SYMBOLS_MAX - 1, SetSketch.SYMBOLS_MAX))
                .hasSize(1);
    }
}
