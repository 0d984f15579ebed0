package org.comity.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.comity.core.observation.Term;
import org.comity.core.taxonomy.Contradictions;
import org.comity.core.taxonomy.Crosswalk;
import org.comity.core.taxonomy.Equivalence;
import org.comity.crosswalk.SssomTsv;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** A crosswalk of 100,000 mappings from its text to an index, and one lookup in it. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class CrosswalkBenchmark {

    static final int MAPPINGS = 100_000;

    private final String set = set();
    private final Crosswalk crosswalk = load(set);
    private final Term[] names = names();
    private int next;

    /** Four in five mappings are exact, one to one between two code lists; every hundredth contradicts another. */
    static String set() {
        StringBuilder table = new StringBuilder("#curie_map:\n#  a: \"urn:example:codes:a#\"\n"
                + "#  b: \"urn:example:codes:b#\"\n"
                + "subject_id\tpredicate_id\tobject_id\tmapping_justification\tconfidence\n");
        for (int i = 0; i < MAPPINGS; i++) {
            String predicate = i % 5 == 4 ? "broadMatch" : "exactMatch";
            int object = i % 100 == 50 ? i - 1 : i;
            table.append("a:C").append(i).append("\tskos:").append(predicate).append("\tb:K");
            table.append(object).append("\tsemapv:ManualMappingCuration\t0.95\n");
        }
        return table.toString();
    }

    static Crosswalk load(String set) {
        List<Equivalence> said = new ArrayList<>(MAPPINGS);
        SssomTsv.read(set, Equivalence.Kind.TERM)
                .fold(rows -> rows, no -> {
                    throw new IllegalStateException(no.detail());
                })
                .forEach(row -> row.outcome().fold(said::add, no -> false));
        Contradictions contradictions = Contradictions.of(said);
        said.removeIf(contradictions.contradicted()::contains);
        return Crosswalk.of(said);
    }

    private static Term[] names() {
        Term[] names = new Term[1 << 14];
        for (int i = 0; i < names.length; i++) {
            names[i] = new Term("urn:example:codes:a", "C" + (int) (i * 7_919L % MAPPINGS));
        }
        return names;
    }

    /** Text to index: read, checked for contradictions, indexed both ways. */
    @Benchmark
    public Object load() {
        return load(set);
    }

    /** What is said of one name of 200,000. */
    @Benchmark
    public Object lookup() {
        next = (next + 1) & (names.length - 1);
        return crosswalk.of(Equivalence.Kind.TERM, names[next]);
    }
}
