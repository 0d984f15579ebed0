package org.comity.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.apache.camel.main.Main;
import org.apache.camel.main.MainConfigurationProperties;
import org.comity.cli.check.Finding;
import org.comity.cli.check.RouteCheck;
import org.comity.site.Site;
import org.comity.site.SiteFault;
import org.comity.site.SiteSettings;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** Runs routes with the beans of a site. */
@Command(
        name = "run",
        mixinStandardHelpOptions = true,
        description = {
            "Runs routes written in YAML until it is stopped.",
            "Settings come from comity.properties beside the first file; --property goes before them."
        })
@SuppressWarnings("NullAway.Init") // picocli sets the fields before the command runs
final class RunCommand implements Callable<Integer> {
    private static final String SETTINGS = "comity.properties";
    /** Named, not searched for: to search is to read the whole of the command's own jar. */
    private static final String TEMPLATES = "classpath:comity/routes/comity-boundary.yaml";

    /** A line a message, no traces. */
    private static final String LOG_FORMAT = "java.util.logging.SimpleFormatter.format";

    private final Clock clock;

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--property",
            paramLabel = "<name=value>",
            description = "A setting, or a placeholder of the routes.")
    private Map<String, String> properties = new LinkedHashMap<>();

    @Option(names = "--check", description = "Check first, and start only where nothing is found.")
    private boolean check;

    @Option(names = "--dev", description = "Load routes again when their files change.")
    private boolean dev;

    @Option(names = "--seconds", paramLabel = "<n>", description = "Stop after so many seconds.")
    private int seconds;

    @ParentCommand
    private Comity comity;

    @Parameters(paramLabel = "<routes.yaml>", arity = "1..*", description = "Files that run together.")
    private List<Path> files;

    RunCommand(Clock clock) {
        this.clock = clock;
    }

    @Override
    public Integer call() throws Exception {
        if (!comity.verbose() && System.getProperty(LOG_FORMAT) == null) {
            System.setProperty(LOG_FORMAT, "%1$tT %4$s %5$s%n");
        }
        Map<String, String> texts = CheckCommand.texts(spec, files);
        if (check) {
            List<Finding> findings = new RouteCheck().check(texts);
            if (!findings.isEmpty()) {
                Finding first = findings.get(0);
                throw new Refusal("not started: " + first.file() + ":" + first.line() + ": " + first.sentence()
                        + (findings.size() == 1 ? "" : ", and " + (findings.size() - 1) + " more"));
            }
        }
        Path base =
                Optional.ofNullable(files.get(0).toAbsolutePath().getParent()).orElseThrow();
        Map<String, String> settings = settings(base);
        try {
            Optional<Site> site = site(settings, base);
            try {
                return run(settings, site);
            } finally {
                site.ifPresent(Site::close);
            }
        } catch (SiteFault e) {
            throw refusal(e);
        }
    }

    private Map<String, String> settings(Path base) throws IOException {
        Path file = base.resolve(SETTINGS);
        Map<String, String> settings = Files.exists(file) ? BundleCommand.settings(file) : new TreeMap<>();
        settings.putAll(properties);
        return settings;
    }

    /** Routes that need no site may run without one. */
    private Optional<Site> site(Map<String, String> settings, Path base) {
        boolean configured = settings.keySet().stream().anyMatch(name -> name.startsWith(SiteSettings.PREFIX));
        return configured ? Optional.of(Site.open(SiteSettings.of(settings, base), clock)) : Optional.empty();
    }

    private int run(Map<String, String> settings, Optional<Site> site) throws Exception {
        Main main = new Main();
        configure(main.configure());
        settings.forEach((name, value) -> {
            if (!name.startsWith(SiteSettings.PREFIX)) {
                main.addInitialProperty(name, value);
            }
        });
        site.ifPresent(one -> one.beans().forEach(main::bind));
        try {
            main.run();
        } catch (Exception e) {
            throw refusal(e);
        }
        return main.getExitCode();
    }

    private void configure(MainConfigurationProperties main) {
        main.withName("comity")
                .withShutdownTimeout(10)
                .withDurationMaxSeconds(seconds)
                .withRoutesIncludePattern(files.stream()
                        .map(file -> "file:" + file.toAbsolutePath())
                        .collect(Collectors.joining(",", TEMPLATES + ",", "")));
        if (dev) {
            main.withRoutesReloadEnabled(true)
                    .withRoutesReloadDirectory(
                            String.valueOf(files.get(0).toAbsolutePath().getParent()))
                    .withRoutesReloadPattern(files.stream()
                            .map(file -> String.valueOf(file.getFileName()))
                            .collect(Collectors.joining(",")));
        }
    }

    /** What failed in one sentence: that of the innermost cause. */
    private Exception refusal(Exception failure) {
        Throwable inner = failure;
        String sentence = failure.toString();
        while (inner != null) {
            sentence = inner.getMessage() == null ? inner.toString() : inner.getMessage();
            inner = next(inner);
        }
        return new Refusal("not started: " + sentence.lines().findFirst().orElse(sentence), failure);
    }

    private static @Nullable Throwable next(Throwable failure) {
        return failure instanceof SiteFault || failure.getCause() == failure ? null : failure.getCause();
    }
}
