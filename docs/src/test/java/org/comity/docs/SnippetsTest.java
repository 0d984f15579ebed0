package org.comity.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.comity.cli.check.RouteCheck;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every snippet of the pages works: commands are run in order, routes are checked, Java is compiled. */
class SnippetsTest {
    private static final Path PAGES = Path.of("src/main/docs");
    private static final Path SCHEMES = Path.of("../components/comity-camel/src/main/docs");

    @TempDir
    Path folder;

    static Stream<Path> pages() throws IOException {
        return Stream.concat(Pages.files(PAGES, ".adoc").stream(), Pages.files(SCHEMES, ".adoc").stream());
    }

    static Stream<Path> pagesWithCommands() throws IOException {
        return pages().filter(page -> !snippets(page, "sh").isEmpty());
    }

    private static List<String> snippets(Path page, String language) {
        try {
            return Pattern.compile("\\[source," + language + "]\\n----\\n(.*?)\\n----", Pattern.DOTALL)
                    .matcher(Files.readString(page))
                    .results()
                    .map(found -> found.group(1))
                    .toList();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @ParameterizedTest
    @MethodSource("pagesWithCommands")
    void commandsOfAPageRunInOrder(Path page) throws Exception {
        // Given
        Path comity =
                Path.of(System.getProperty("comity.script")).toAbsolutePath().normalize();
        Path script = Files.writeString(folder.resolve("page.sh"), String.join("\n", snippets(page, "sh")) + "\n");
        Path empty = Files.createDirectory(folder.resolve("empty"));
        Path log = folder.resolve("log");

        // When
        ProcessBuilder builder = new ProcessBuilder("bash", "-euo", "pipefail", script.toString())
                .directory(empty.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        builder.environment().merge("PATH", comity.getParent().toString(), (path, own) -> own + ":" + path);
        Process process = builder.start();
        boolean ended = process.waitFor(10, TimeUnit.MINUTES);
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();

        // Then
        assertThat(ended).as("ends by itself").isTrue();
        assertThat(process.exitValue()).as(Files.readString(log)).isZero();
        if (page.endsWith("tutorial.adoc")) {
            assertThat(audits(Files.readString(log)))
                    .hasSize(2)
                    .satisfies(two -> assertThat(two.get(0)).isEqualTo(two.get(1)));
            assertThat(Files.readString(log))
                    .contains("closed by flood")
                    .contains("sheriff")
                    .contains("PREVAILS");
        }
        if (page.endsWith("decide.adoc")) {
            assertThat(Files.readString(log))
                    .containsPattern("merge-decision [0-9a-f]{64}: IN_FORCE")
                    .contains("0 contentions wait")
                    .containsPattern("cut [0-9a-f]{64}: IN_FORCE")
                    .doesNotContain("DECISION_STALE");
        }
    }

    private static List<String> audits(String log) {
        return log.lines().filter(line -> line.matches("OK [0-9a-f]{64}")).toList();
    }

    @ParameterizedTest
    @MethodSource("pages")
    void routesOfAPagePassTheCheckAndItsJavaCompiles(Path page) throws Exception {
        for (String yaml : snippets(page, "yaml")) {
            assertThat(new RouteCheck().check(Map.of("page.yaml", yaml))).isEmpty();
        }
        for (String java : snippets(page, "java")) {
            if (!java.startsWith("include::")) {
                assertThat(compile(java)).isZero();
            }
        }
    }

    private int compile(String body) throws IOException {
        Path source = Files.writeString(
                folder.resolve("Snippet.java"),
                "class Snippet extends org.apache.camel.builder.RouteBuilder { public void configure() {\n" + body
                        + "\n}}");
        List<String> arguments = new ArrayList<>(List.of("-proc:none", "-d", folder.toString()));
        arguments.addAll(List.of("-cp", System.getProperty("java.class.path"), source.toString()));
        return ToolProvider.getSystemJavaCompiler().run(null, null, null, arguments.toArray(String[]::new));
    }

    @Test
    void everyMeterStandsOnItsPage() throws IOException {
        // Given
        String code = Files.readString(
                Path.of("../components/comity-camel/src/main/java/org/comity/camel/ComityMeters.java"));

        // When
        List<String> meters = Pattern.compile("\"(comity\\.[a-z.]+)\"")
                .matcher(code)
                .results()
                .map(found -> found.group(1))
                .distinct()
                .toList();

        // Then
        assertThat(meters).hasSizeGreaterThan(5);
        assertThat(Files.readString(PAGES.resolve("reference/metrics.adoc"))).contains(meters);
    }

    @Test
    void aLinkThatLeadsNowhereIsFound() throws IOException {
        // Given
        Files.writeString(
                folder.resolve("a.html"),
                "<p id=\"here\"><a href=\"#here\">1</a><a href=\"b.html\">2</a><a href=\"a.html#there\">3</a>"
                        + "<a href=\"https://example.org/x\">4</a></p>");

        // When
        List<String> broken = Links.broken(folder);

        // Then
        assertThat(broken).containsExactly("a.html -> b.html", "a.html -> a.html#there");
    }
}
