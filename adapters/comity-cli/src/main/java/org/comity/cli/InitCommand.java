package org.comity.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.concurrent.Callable;
import org.comity.site.SiteFault;
import org.comity.site.Trial;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Writes a folder to begin with. */
@Command(
        name = "init",
        mixinStandardHelpOptions = true,
        description = {
            "Writes two meshes to try things with, a folder each: agreement, keys, a crosswalk, routes and settings.",
            "Each runs at once; run both and they meet."
        })
@SuppressWarnings("NullAway.Init") // picocli sets the fields before the command runs
final class InitCommand implements Callable<Integer> {
    private final Clock clock;

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "<folder>", description = "Where to write; what is there is not overwritten.")
    private Path folder;

    InitCommand(Clock clock) {
        this.clock = clock;
    }

    @Override
    public Integer call() {
        try {
            Trial.write(folder, new SecureRandom(), clock.instant());
        } catch (SiteFault e) {
            throw new Refusal(String.valueOf(e.getMessage()), e);
        }
        PrintWriter out = spec.commandLine().getOut();
        out.println("comity run " + folder.resolve("county").resolve("routes.yaml"));
        out.println("comity run " + folder.resolve("state").resolve("routes.yaml"));
        out.flush();
        return 0;
    }
}
