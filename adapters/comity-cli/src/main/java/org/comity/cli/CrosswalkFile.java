package org.comity.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.comity.core.mesh.Outcome;
import org.comity.core.taxonomy.Equivalence;
import org.comity.crosswalk.CodeTable;
import org.comity.crosswalk.MappingSet;
import org.comity.crosswalk.SkosRdfXml;
import org.comity.crosswalk.SkosTurtle;
import org.comity.crosswalk.SssomTsv;

/**
 * What a file of mappings says: each mapping as an equivalence, or why it is none.
 *
 * @param whole the set with every slot, where the file is SSSOM
 * @param place what the places of mappings count: lines, or mappings
 */
record CrosswalkFile(Optional<MappingSet> whole, List<SssomTsv.Mapping> mappings, String place) {
    static final String FORMS =
            "(.tsv and .json of SSSOM, .ttl, .nt and .rdf of SKOS, .csv with a mapping of the same name in .yml)";

    private static final String UNSPECIFIED = "https://w3id.org/semapv/vocab/UnspecifiedMatching";

    List<Equivalence> equivalences() {
        List<Equivalence> taken = new ArrayList<>();
        mappings.forEach(one -> one.outcome().fold(taken::add, no -> false));
        return taken;
    }

    static CrosswalkFile read(Path file, Equivalence.Kind kind) throws IOException {
        String name = file.toString();
        String form = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        if (Set.of("rdf", "owl", "xml").contains(form)) {
            return of(SkosRdfXml.read(Inputs.bytes(file), kind, UNSPECIFIED), name);
        }
        String text = Inputs.text(file);
        Path beside = Path.of(name.replaceAll("\\.(tsv|csv)$", ".yml"));
        Optional<String> described =
                !beside.equals(file) && Files.exists(beside) ? Optional.of(Inputs.text(beside)) : Optional.empty();
        return switch (form) {
            case "ttl", "nt" -> of(SkosTurtle.read(text, kind, UNSPECIFIED), name);
            case "csv" -> {
                String mapping = described.orElseThrow(() -> new Refusal(
                        "REFUSED " + name + ": " + beside + ", which says how the table is read, is missing"));
                yield of(
                        Inputs.good(CodeTable.mapping(mapping), beside.toString())
                                .read(text),
                        name);
            }
            case "json" -> {
                MappingSet whole = Inputs.good(MappingSet.ofJson(text.getBytes(StandardCharsets.UTF_8)), name);
                yield new CrosswalkFile(
                        Optional.of(whole), numbered(Inputs.good(whole.equivalences(kind), name)), "mapping");
            }
            default -> sssom(name, text, described, kind);
        };
    }

    private static CrosswalkFile sssom(String name, String text, Optional<String> metadata, Equivalence.Kind kind) {
        MappingSet whole = Inputs.good(
                metadata.map(yaml -> MappingSet.ofTsv(text, yaml)).orElseGet(() -> MappingSet.ofTsv(text)), name);
        List<SssomTsv.Mapping> mappings = Inputs.good(
                metadata.map(yaml -> SssomTsv.read(text, yaml, kind)).orElseGet(() -> SssomTsv.read(text, kind)), name);
        return new CrosswalkFile(Optional.of(whole), mappings, "line");
    }

    /** A mapping of JSON has no line of its own: it is counted. */
    private static List<SssomTsv.Mapping> numbered(List<SssomTsv.Mapping> mappings) {
        return IntStream.range(0, mappings.size())
                .mapToObj(i -> new SssomTsv.Mapping(i + 1, mappings.get(i).outcome()))
                .toList();
    }

    private static CrosswalkFile of(Outcome<List<SssomTsv.Mapping>> mappings, String name) {
        return new CrosswalkFile(Optional.empty(), Inputs.good(mappings, name), "line");
    }
}
