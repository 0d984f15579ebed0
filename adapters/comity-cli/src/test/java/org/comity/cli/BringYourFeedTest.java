package org.comity.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Follows the page from its first block to its last: files are written, commands are run, what they print is compared. */
class BringYourFeedTest {
    private static final Path PAGE = Path.of("../../translators/comity-feeds/src/main/docs/bring-your-feed.md");
    private static final Pattern BLOCK = Pattern.compile("(?m)^```(\\S+)(?: (\\S+))?\n((?s:.*?))^```$");

    @TempDir
    Path folder;

    private String printed = "";

    @Test
    void everySnippetOfThePageDoesWhatThePageSays() throws Exception {
        Matcher blocks = BLOCK.matcher(Files.readString(PAGE));
        List<String> kinds = new ArrayList<>();
        while (blocks.find()) {
            String kind = blocks.group(1);
            kinds.add(kind);
            switch (kind) {
                case "csv", "yaml" -> Files.writeString(folder.resolve(blocks.group(2)), blocks.group(3));
                case "console" -> run(blocks.group(3));
                case "output" -> assertThat(lines(printed)).containsSubsequence(lines(blocks.group(3)));
                default -> throw new AssertionError("a block of a kind that is not followed: " + kind);
            }
        }
        assertThat(kinds).contains("csv", "yaml", "console", "output");
        assertThat(folder.resolve("inbox/.done/roads.csv")).exists();
    }

    /** Lines without the time and level that a log puts before them. */
    private static List<String> lines(String text) {
        return text.lines()
                .map(line ->
                        line.replaceFirst("^\\d\\d:\\d\\d:\\d\\d [A-Z]+ ", "").stripTrailing())
                .filter(line -> !line.isEmpty())
                .toList();
    }

    private void run(String commands) throws Exception {
        StringBuilder all = new StringBuilder();
        for (String command : commands.lines().toList()) {
            assertThat(command).startsWith("$ ");
            String[] words = command.substring(2).split(" ");
            switch (words[0] + " " + words[1]) {
                case "mkdir inbox" -> Files.createDirectory(folder.resolve(words[1]));
                case "cp roads.csv" -> Files.copy(folder.resolve(words[1]), folder.resolve(words[2]));
                case "comity run" -> all.append(inItsOwnProcess(words));
                default -> all.append(comity(words));
            }
        }
        printed = all.toString();
    }

    private String comity(String[] words) {
        StringWriter out = new StringWriter();
        CommandLine line = Comity.commandLine(Clock.systemUTC());
        line.setOut(new PrintWriter(out));
        line.setErr(new PrintWriter(out));
        line.execute(Stream.of(words)
                .skip(1)
                .map(word ->
                        word.matches("roads\\..*|trial") ? folder.resolve(word).toString() : word)
                .toArray(String[]::new));
        return out.toString();
    }

    private String inItsOwnProcess(String[] words) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                Comity.class.getName()));
        command.addAll(List.of(words).subList(1, words.length));
        Path log = folder.resolve("run.log");
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(Files.readString(log)).isZero();
        return Files.readString(log);
    }
}
