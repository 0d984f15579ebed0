package org.comity.xml;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.comity.core.lineage.ProvConstraints;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** Published PROV documents, good ones and broken ones, each with its verdict; and small ones of each kind. */
class ProvConstraintsTest {

    @Test
    void givesTheStatedVerdictOnAllHandedDocuments() throws IOException {
        // Given
        String data = System.getProperty("comity.data", "");
        Assumptions.assumeFalse(data.isEmpty(), "no data set is given");
        Path folder = Path.of(data, "provenance");
        Map<String, Integer> counts = new TreeMap<>();
        List<String> wrong = new ArrayList<>();

        // When
        List<String> lines = Files.readAllLines(folder.resolve("expected.tsv"));
        for (String line : lines.subList(1, lines.size())) {
            String[] fields = line.split("\t", -1);
            String found = verdict(fields[0], Files.readAllBytes(folder.resolve(fields[0])));
            counts.merge(fields[1] + " " + found, 1, Integer::sum);
            boolean good = switch (fields[1]) {
                case "valid" -> found.equals("accepted");
                case "malformed" -> found.equals("not read");
                default -> !found.equals("accepted") && !found.equals("not read");
            };
            if (!good) {
                wrong.add(fields[0] + ": " + found);
            }
        }

        // Then
        System.out.println("provenance documents: " + counts + ", wrong " + wrong.size());
        assertThat(wrong).isEmpty();
        assertThat(lines).hasSize(143);
    }

    private static String verdict(String name, byte[] octets) {
        return ProvFiles.read(name, octets)
                .<String>fold(
                        document -> ProvConstraints.check(document)
                                .fold(good -> "accepted", no -> no.reason().name()),
                        no -> "not read");
    }
}
