package org.comity.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.comity.core.mesh.Json;
import org.comity.site.Site;
import org.comity.site.SiteFault;
import org.comity.site.SiteSettings;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** What is done to a site that does not run. */
@SuppressWarnings("NullAway.Init") // picocli sets the fields before the command runs
abstract class SiteCommand implements Callable<Integer> {
    private final Clock clock;

    @Spec
    CommandSpec spec;

    @Option(names = "--json", description = "Answer with one JSON object.")
    private boolean json;

    @Parameters(
            index = "0",
            paramLabel = "<comity.properties>",
            description = "The settings of the site, or its folder.")
    private Path settings;

    SiteCommand(Clock clock) {
        this.clock = clock;
    }

    /** What was done, and the code that the command ends with. */
    abstract int run(Site site, List<String> lines, List<String> items);

    @Override
    public Integer call() throws IOException {
        Path file = Inputs.settings(settings);
        Path base = Optional.ofNullable(file.toAbsolutePath().getParent()).orElseThrow();
        List<String> lines = new ArrayList<>();
        List<String> items = new ArrayList<>();
        try (Site site = Site.open(SiteSettings.of(BundleCommand.settings(file), base), clock)) {
            int code = run(site, lines, items);
            String picture = site.agent().current().picture().digest().hex();
            lines.add("picture " + picture);
            PrintWriter out = spec.commandLine().getOut();
            if (json) {
                out.println(Json.object(
                        Json.field("good", Boolean.toString(code == 0)),
                        Json.field("picture", Json.quote(picture)),
                        Json.field("items", Json.array(items.stream()))));
            } else {
                lines.forEach(out::println);
            }
            out.flush();
            return code;
        } catch (SiteFault e) {
            throw new Refusal(String.valueOf(e.getMessage()), e);
        } catch (IllegalStateException e) {
            if (e.getCause() instanceof IOException broken) {
                throw new Refusal(e.getMessage() + ": is the medium there, and can it be written?", broken);
            }
            throw e;
        }
    }
}
