package org.comity.crosswalk;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.comity.core.mesh.Outcome;
import org.comity.core.mesh.Reason;
import org.comity.core.taxonomy.Equivalence;
import org.jspecify.annotations.Nullable;

/**
 * Mapping sets in SSSOM/TSV: reads them as equivalences row by row, and writes equivalences as a set.
 *
 * <p>Taken are the mapping properties of SKOS, exactMatch with the modifier Not, and exactMatch with {@code
 * sssom:NoTermFound} on one side. Every other predicate, a composed entity and a literal are good SSSOM and no equivalence: their rows
 * answer {@link Reason#NO_EQUIVALENCE}. How an identifier becomes a scheme and a value is the rule of {@link Iri}. A
 * confidence is rounded down to permille; a row that states none has 1000, the signer's full word. The kind of names is the
 * extension column {@value #KIND_COLUMN}, or where it is absent or empty the kind that the caller gives.
 */
public final class SssomTsv {

    /** The extension column for the kind of names that a row relates. */
    public static final String KIND_COLUMN = "ext_kind";

    /** What became of the row that starts on this line, from 1. */
    public record Mapping(int line, Outcome<Equivalence> outcome) {
        public Mapping {
            Objects.requireNonNull(outcome, "outcome");
        }
    }

    private SssomTsv() {}

    /** Reads a set whose metadata stands in the comments before the table. */
    public static Outcome<List<Mapping>> read(String table, Equivalence.Kind kind) {
        return new Reading(kind, Optional.empty()).read(table);
    }

    /** Reads a set whose metadata is a YAML file of its own. */
    public static Outcome<List<Mapping>> read(String table, String metadata, Equivalence.Kind kind) {
        return new Reading(kind, Optional.of(metadata)).read(table);
    }

    /**
     * The set that says exactly these equivalences: the same text whatever their order and number of copies. {@link
     * Reason#MALFORMED} where a term has no IRI that leads back to it, for example of a scheme that ends in a sharp sign.
     */
    public static Outcome<String> write(Collection<Equivalence> equivalences) {
        boolean good = equivalences.stream().allMatch(SssomSheet::canSay);
        return good
                ? Outcome.yes(SssomSheet.of(equivalences))
                : Outcome.no(Reason.MALFORMED, "a term has no IRI that leads back to it");
    }

    /** One pass over a table that keeps what each row means and nothing of the row. */
    private static final class Reading implements Tsv.Sink {
        private final Equivalence.Kind kind;
        private final Optional<String> metadata;
        private final Set<String> owned = new HashSet<>();
        private final List<Mapping> mappings = new ArrayList<>();
        private Outcome<String> fault = Outcome.yes("");
        private @Nullable SetHeader header;
        private @Nullable SssomRow rows;

        Reading(Equivalence.Kind kind, Optional<String> metadata) {
            this.kind = kind;
            this.metadata = metadata;
        }

        /** Once, and again where a row turns out to state itself what was taken to stand for all before it. */
        Outcome<List<Mapping>> read(String table) {
            int before;
            Outcome<Integer> whole;
            do {
                before = owned.size();
                mappings.clear();
                rows = null;
                whole = Tsv.scan(table, '\t', this);
            } while (owned.size() > before);
            return whole.then(any -> fault).then(good -> {
                boolean empty = rows == null && isGood();
                return empty
                        ? Outcome.no(Reason.MALFORMED, "the set has no table")
                        : Outcome.yes(List.copyOf(mappings));
            });
        }

        private boolean isGood() {
            return fault.fold(yes -> true, no -> false);
        }

        @Override
        public void header(List<String> comments) {
            Outcome<SetHeader> read = SetMetadata.read(metadata.orElseGet(() -> String.join("\n", comments)))
                    .then(SetHeader::of)
                    .map(good -> good.without(owned));
            header = read.<@Nullable SetHeader>fold(good -> good, no -> null);
            fault = read.map(good -> "");
        }

        @Override
        public void row(Tsv.Row row) {
            if (rows != null) {
                mappings.add(new Mapping(row.line(), rows.read(row.cells())));
            } else if (header != null && isGood()) {
                fault = columns(header, row);
            }
        }

        private Outcome<String> columns(SetHeader good, Tsv.Row row) {
            List<String> columns = MappingSetTsv.columns(row.cells());
            Optional<String> broken = MappingSetTsv.fault(columns).map(fault -> "line " + row.line() + ": " + fault);
            Optional<String> missing = Stream.of("predicate_id", "mapping_justification")
                    .filter(needed -> !columns.contains(needed))
                    .map(needed -> "no mapping has a " + needed)
                    .findFirst();
            if (broken.or(() -> missing).isPresent()) {
                return Outcome.no(Reason.MALFORMED, broken.or(() -> missing).get());
            }
            rows = new SssomRow(good, columns, kind, owned);
            return Outcome.yes("");
        }
    }
}
