package org.comity.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.comity.site.Site;
import org.comity.site.SiteFault;
import org.comity.site.SiteSettings;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Writes what an auditor needs of a site. */
@Command(
        name = "bundle",
        mixinStandardHelpOptions = true,
        description = "Writes the bundle of a site that does not run: all that audit, explain and reconcile need.")
@SuppressWarnings("NullAway.Init") // picocli sets the fields before the command runs
final class BundleCommand implements Callable<Integer> {
    private final Clock clock;

    @Spec
    private CommandSpec spec;

    @Parameters(
            index = "0",
            paramLabel = "<comity.properties>",
            description = "The settings of the site, or its folder.")
    private Path given;

    @Parameters(index = "1", paramLabel = "<bundle>", description = "The file to write.")
    private Path bundle;

    BundleCommand(Clock clock) {
        this.clock = clock;
    }

    @Override
    public Integer call() throws IOException {
        Path file = Inputs.settings(given);
        Path base = Optional.ofNullable(file.toAbsolutePath().getParent()).orElseThrow();
        try (Site site = Site.open(SiteSettings.of(settings(file), base), clock)) {
            Files.write(bundle, site.bundle().bytes());
            PrintWriter out = spec.commandLine().getOut();
            out.println("OK " + site.agent().current().picture().digest() + " " + bundle);
            out.flush();
        } catch (SiteFault e) {
            throw new Refusal(String.valueOf(e.getMessage()), e);
        }
        return 0;
    }

    /** The settings that a file of properties gives. */
    static Map<String, String> settings(Path file) throws IOException {
        Properties read = new Properties();
        try (Reader in = Files.newBufferedReader(file)) {
            read.load(in);
        } catch (IllegalArgumentException e) {
            throw new Refusal(file + ": " + e.getMessage() + ": a property is one line, name = value", e);
        }
        Map<String, String> settings = new TreeMap<>();
        read.stringPropertyNames().forEach(name -> settings.put(name, read.getProperty(name)));
        return settings;
    }
}
