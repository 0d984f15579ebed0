package org.comity.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * How long the shipped command takes from the shell to its answer, and how large it is: `verify` of one file, and `run` with the boundary
 * route until Camel says that it is up. Each is a new process, started by the script that ships, after the first has left its archive.
 */
final class Startup {
    private static final int VERIFICATIONS = 11;
    private static final int RUNS = 5;
    private static final int SECONDS_MAX = 120;

    private final Path command;
    private final Path folder;

    private Startup(Path command, Path folder) {
        this.command = command;
        this.folder = folder;
    }

    static String report() {
        Path command = Path.of(System.getProperty("comity.command", "comity"));
        if (!Files.isExecutable(command)) {
            return "start of the command: not measured, " + command + " was not built";
        }
        try {
            Path folder = Files.createTempDirectory("comity-startup");
            try {
                return new Startup(command, folder).measure();
            } finally {
                try (Stream<Path> files = Files.walk(folder)) {
                    files.sorted(Comparator.reverseOrder())
                            .forEach(file -> file.toFile().delete());
                }
            }
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private String measure() throws IOException, InterruptedException {
        Path trial = folder.resolve("trial");
        time("init", trial);
        Path county = trial.resolve("county");
        time("run", county.resolve("routes.yaml"), "--seconds", 2);
        Path bundle = folder.resolve("county.bundle");
        time("bundle", county.resolve("comity.properties"), bundle);
        Path exported = folder.resolve("exported");
        time("export", bundle, exported);
        Object[] verify = {
            "verify",
            "--agreement",
            exported.resolve("agreement.xml"),
            "--documents",
            exported.resolve("documents"),
            first(exported.resolve("observations"))
        };
        time(verify);
        double[] answers = new double[VERIFICATIONS];
        for (int i = 0; i < VERIFICATIONS; i++) {
            answers[i] = time(verify);
        }
        double[] ups = new double[RUNS];
        for (int i = 0; i < RUNS; i++) {
            ups[i] = up("run", county.resolve("routes.yaml"));
        }
        return "start of the command, ms (best, median), and what is aimed at"
                + row("verify one file, start to answer", answers, 700)
                + row("run with the boundary route, until up", ups, 3_000)
                + String.format(
                        Locale.ROOT,
                        "%n  %-40s %9.1f MB (below 100)",
                        "comity.jar",
                        Files.size(command.resolveSibling("comity.jar")) / 1e6);
    }

    private static String row(String what, double[] taken, int aim) {
        Arrays.sort(taken);
        return String.format(
                Locale.ROOT, "%n  %-40s %9.0f %9.0f (below %d)", what, taken[0], taken[taken.length / 2], aim);
    }

    private static Path first(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.min(Comparator.naturalOrder()).orElseThrow();
        }
    }

    /** Milliseconds from the start to the end, which must be a good one. */
    private double time(Object... arguments) throws IOException, InterruptedException {
        long started = System.nanoTime();
        Process process = start(arguments);
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        boolean ended = process.waitFor(SECONDS_MAX, TimeUnit.SECONDS);
        double taken = (System.nanoTime() - started) / 1e6;
        if (!ended || process.exitValue() != 0) {
            process.destroyForcibly();
            throw new IllegalStateException(List.of(arguments) + ": " + said);
        }
        return taken;
    }

    /** Milliseconds until Camel says that all routes have started. */
    private double up(Object... arguments) throws IOException, InterruptedException {
        long started = System.nanoTime();
        Process process = start(arguments);
        try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
            Predicate<String> isUp = line -> line.contains("Apache Camel") && line.contains(" started in ");
            if (out.lines().noneMatch(isUp)) {
                throw new IllegalStateException(List.of(arguments) + " was never up");
            }
            return (System.nanoTime() - started) / 1e6;
        } finally {
            process.destroy();
            process.waitFor();
        }
    }

    private Process start(Object... arguments) throws IOException {
        List<String> line = new ArrayList<>(List.of(command.toString()));
        Stream.of(arguments).map(Object::toString).forEach(line::add);
        return new ProcessBuilder(line).redirectErrorStream(true).start();
    }
}
