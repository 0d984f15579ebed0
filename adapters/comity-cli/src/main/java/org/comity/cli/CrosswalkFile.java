package org.comity.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.comity.core.mesh.Outcome;
import org.comity.core.taxonomy.Equivalence;
import org.comity.crosswalk.CodeTable;
import org.comity.crosswalk.MappingSet;
import org.comity.crosswalk.SkosTurtle;
import org.comity.crosswalk.SssomTsv;

/**
 * What a file of mappings says: each mapping as an equivalence, or why it is none.
 *
 * @param whole the set with every slot, where the file is SSSOM
 */
record CrosswalkFile(Optional<MappingSet> whole, List<SssomTsv.Mapping> mappings) {
    static final String FORMS = "(.tsv and .json of SSSOM, .ttl of SKOS, .csv with a mapping of the same name in .yml)";

    private static final String UNSPECIFIED = "https://w3id.org/semapv/vocab/UnspecifiedMatching";

    List<Equivalence> equivalences() {
        List<Equivalence> taken = new ArrayList<>();
        mappings.forEach(one -> one.outcome().fold(taken::add, no -> false));
        return taken;
    }

    static CrosswalkFile read(Path file, Equivalence.Kind kind) throws IOException {
        String name = file.toString();
        byte[] octets = Files.readAllBytes(file);
        String text = new String(octets, StandardCharsets.UTF_8);
        if (name.endsWith(".ttl")) {
            return of(SkosTurtle.read(text, kind, UNSPECIFIED), name);
        }
        Path beside = Path.of(name.replaceAll("\\.(tsv|csv)$", ".yml"));
        boolean described = !beside.equals(file) && Files.exists(beside);
        if (name.endsWith(".csv")) {
            if (!described) {
                throw new Refusal("REFUSED " + name + ": " + beside + ", which says how the table is read, is missing");
            }
            String mapping = Files.readString(beside, StandardCharsets.UTF_8);
            return of(Inputs.good(CodeTable.mapping(mapping), beside.toString()).read(text), name);
        }
        Outcome<MappingSet> read = name.endsWith(".json")
                ? MappingSet.ofJson(octets)
                : described
                        ? MappingSet.ofTsv(text, Files.readString(beside, StandardCharsets.UTF_8))
                        : MappingSet.ofTsv(text);
        MappingSet whole = Inputs.good(read, name);
        return new CrosswalkFile(Optional.of(whole), Inputs.good(whole.equivalences(kind), name));
    }

    private static CrosswalkFile of(Outcome<List<SssomTsv.Mapping>> mappings, String name) {
        return new CrosswalkFile(Optional.empty(), Inputs.good(mappings, name));
    }
}
