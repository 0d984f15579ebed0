package org.comity.examples.merger;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.comity.core.agreement.Agreement;
import org.comity.core.agreement.Comparison;
import org.comity.core.agreement.ShippedPolicy;
import org.comity.core.mesh.Octets;
import org.comity.xml.AgreementDocument;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoTest {
    @TempDir
    Path folder;

    @Test
    void theirPolicyIsTheOneThatShipsForMasterData() throws Exception {
        // When
        List<Comparison> chain =
                AgreementDocument.read(Octets.of(Demo.resource("terms.xml"))).fold(Agreement::chain, no -> List.of());

        // Then
        assertThat(chain).isEqualTo(ShippedPolicy.SURVIVORSHIP.chain());
    }

    @Test
    void bothCompaniesComeToOnePictureAndEachRuleOfTheirPolicyDecidesSomething() throws Exception {
        // Given
        ByteArrayOutputStream said = new ByteArrayOutputStream();

        // When
        boolean same = Demo.tell(folder.resolve("demo"), new PrintStream(said, true, StandardCharsets.UTF_8));

        // Then
        String story = said.toString(StandardCharsets.UTF_8);
        assertThat(same).as(story).isTrue();
        List<String> end = story.substring(story.indexOf("The next day"))
                .lines()
                .map(line -> line.strip().replaceAll(" +", " "))
                .toList();
        assertThat(end)
                .as(story)
                .contains(
                        "address 10042 = C-0017 12 Mill Road, Port Ellis, GB (billing) RECENCY of 3 (priority 20, corroboration 2, recency 0)",
                        "address 10077 = C-0031 1 Reservoir Way, Port Ellis, GB (billing) CORROBORATION of 3 (priority 20,"
                                + " corroboration 2, recency 0)",
                        "address 10093 = C-0044 Pier 7, Port Ellis, GB (billing) RECENCY of 2 (priority 20, corroboration 1, recency 0)",
                        "credit 10042 = C-0017 50000 (erp) MERGE_DECISION of 2 (priority 20, corroboration 1, recency -1)",
                        "place PX-7730 Plant 3, hall A (service) PRIORITY of 2 (priority 30, corroboration 1, recency 0)",
                        "set aside: billing.txt 5:71 credit NOT_A_NUMBER: the column holds numbers spelled like 1250");
        assertThat(story.substring(0, story.indexOf("The next day")))
                .contains("waits for both stewards", "UNANIMOUS of 3");
        List<String> digests = end.stream()
                .filter(line -> line.contains(" picture "))
                .map(line -> line.replaceAll(".* picture ([0-9a-f]{64}), .*", "$1"))
                .toList();
        assertThat(digests).hasSize(2);
        assertThat(digests.get(0)).matches("[0-9a-f]{64}").isEqualTo(digests.get(1));
    }
}
