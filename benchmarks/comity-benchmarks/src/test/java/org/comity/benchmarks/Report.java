package org.comity.benchmarks;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.NoBenchmarksException;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/** Runs the benchmarks that match, in one run, and prints medians and ratios. */
public final class Report {

    private static final String BASELINE = "BaselineBenchmark.camelXmlSecurity %s PLATFORM";

    private Report() {}

    /** The one argument selects benchmarks, and the reports beside them, by a regular expression. */
    public static void main(String[] arguments) throws RunnerException {
        Pattern selected = Pattern.compile(arguments.length == 0 ? ".*" : arguments[0]);
        Map<String, Double> medians = new TreeMap<>();
        run(selected)
                .forEach(result -> medians.put(
                        name(result), result.getPrimaryResult().getStatistics().getPercentile(50)));
        System.out.println(
                "medians, one run, microseconds an observation; the ratio is to camel-xmlsecurity as it comes");
        medians.forEach((name, median) -> System.out.println(row(name, median, medians)));
        Map<Class<?>, Supplier<String>> beside = new LinkedHashMap<>();
        beside.put(Retained.class, Retained::report);
        beside.put(TimeRows.class, TimeRows::report);
        beside.put(FlowShare.class, FlowShare::report);
        beside.put(ChannelRows.class, ChannelRows::report);
        beside.put(SketchReport.class, SketchReport::report);
        beside.put(PictureReport.class, () -> PictureReport.report(1_000_000));
        beside.put(Startup.class, Startup::report);
        beside.forEach((rows, report) -> {
            if (selected.matcher(rows.getSimpleName()).find()) {
                System.out.println(report.get());
            }
        });
    }

    private static Collection<RunResult> run(Pattern selected) throws RunnerException {
        try {
            return new Runner(new OptionsBuilder()
                            .include(selected.pattern())
                            .forks(1)
                            .warmupIterations(4)
                            .warmupTime(TimeValue.seconds(1))
                            .measurementIterations(7)
                            .measurementTime(TimeValue.seconds(1))
                            .jvmArgs("-Xmx1g")
                            .build())
                    .run();
        } catch (NoBenchmarksException e) {
            return List.of();
        }
    }

    private static String name(RunResult result) {
        String name = result.getParams().getBenchmark().replaceFirst("^.*\\.(?=[^.]+\\.[^.]+$)", "");
        StringBuilder full = new StringBuilder(name);
        for (String key : result.getParams().getParamsKeys()) {
            full.append(' ').append(result.getParams().getParam(key));
        }
        return full.toString();
    }

    private static String row(String name, double median, Map<String, Double> medians) {
        String algorithm = name.contains("ED25519") ? "ED25519" : "ECDSA_P256_SHA256";
        Double baseline = medians.get(String.format(Locale.ROOT, BASELINE, algorithm));
        String ratio = baseline == null ? "" : String.format(Locale.ROOT, "%8.1fx", baseline / median);
        return String.format(Locale.ROOT, "%-64s %10.2f %s", name, median, ratio);
    }
}
