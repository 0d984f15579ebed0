package org.comity.xml;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.comity.core.label.SecurityPolicy;
import org.comity.core.mesh.Octets;
import org.comity.core.mesh.Outcome;
import org.comity.core.observation.Label;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Labels and markings of ADatP-4774's examples under NATO's policy; the folder is given by the property comity.data. */
class LabelConformanceTest {
    private static Path folder = Path.of("");

    @BeforeAll
    static void data() {
        String data = System.getProperty("comity.data", "");
        Assumptions.assumeTrue(!data.isBlank(), "comity.data is not set");
        folder = Path.of(data, "labels");
    }

    private static Octets read(String name) throws IOException {
        return Octets.of(Files.readAllBytes(folder.resolve("nato").resolve(name)));
    }

    private static SecurityPolicyFile policy() throws IOException {
        return SecurityPolicyFile.read(read("nato-4774-policy.xml")).fold(file -> file, no -> {
            throw new AssertionError(no.detail());
        });
    }

    private static Outcome<Label> label(String name, SecurityPolicy policy) throws IOException {
        return LabelDocument.read(read(name), List.of(policy));
    }

    @Test
    void everyExpectationIsMet() throws IOException {
        // Given
        SecurityPolicyFile policy = policy();
        List<String> rows = Files.readAllLines(folder.resolve("expected.tsv"));
        // When
        List<String> found = new ArrayList<>();
        for (String row : rows.subList(1, rows.size())) {
            String[] cells = row.split("\t", -1);
            String language = cells[2].isEmpty() ? "en" : cells[2];
            Outcome<Label> label = label(cells[1], policy.policy());
            found.add(String.join("\t", cells[0], cells[1], cells[2])
                    + label.<String>fold(good -> "\ttrue\t" + policy.marking(good, language), no -> "\tfalse\t"));
        }
        // Then
        assertThat(found).hasSize(14).isEqualTo(rows.subList(1, rows.size()));
    }

    /** The source names 17-5 as not valid; every other label is, and both of its forms lead to one value. */
    @Test
    void everyLabelIsReadAndBothFormsMeanTheSame() throws IOException {
        // Given
        SecurityPolicy policy = policy().policy();
        Set<String> names = new TreeSet<>();
        try (Stream<Path> files = Files.list(folder.resolve("nato"))) {
            files.map(file -> file.getFileName().toString())
                    .filter(name -> !name.equals("nato-4774-policy.xml"))
                    .forEach(names::add);
        }
        assertThat(names).hasSize(13);
        for (String name : names) {
            // When
            String value =
                    label(name, policy).fold(Label::toString, no -> no.reason().name());
            // Then
            assertThat(value.equals("LABEL_NOT_VALID")).as(name).isEqualTo(name.contains("17-5"));
            assertThat(value.startsWith("Label[")).as(name).isEqualTo(!name.contains("17-5"));
            if (name.endsWith(".nato")) {
                assertThat(label(name.replace(".nato", ".xml"), policy)).isEqualTo(label(name, policy));
            }
        }
    }

    @Test
    void alteredLabelsAreRefusedAndNeverIgnored() throws IOException {
        // Given
        SecurityPolicy policy = policy().policy();
        String label = new String(read("nato-4774-17-6.nato").bytes(), java.nio.charset.StandardCharsets.UTF_8);
        for (String altered : List.of(
                label.replace(">NATO</Poli", ">NATO-1</Poli"),
                label.replace(">CONFIDENTIAL<", ">COSMIC<"),
                label.replace(">IRL<", ">IRE<"),
                label.replace("TagName=\"Only\"", "TagName=\"Sole\""),
                label.replace("TagName=\"Only\" Type=\"PERMISSIVE\"", "TagName=\"Only\" Type=\"INFORMATIVE\""))) {
            assertThat(altered).isNotEqualTo(label);
            // When
            Outcome<Label> outcome = LabelDocument.read(
                    Octets.of(altered.getBytes(java.nio.charset.StandardCharsets.UTF_8)), List.of(policy));
            // Then
            assertThat(outcome.<String>fold(Label::toString, no -> no.reason().name()))
                    .isEqualTo("LABEL_UNKNOWN");
        }
    }
}
