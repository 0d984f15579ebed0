package org.comity.cli;

import java.io.PrintWriter;
import java.time.Clock;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** A command about what several must sign; its subcommands are methods that answer in lines. */
@SuppressWarnings("NullAway.Init") // picocli sets the fields before the command runs
abstract class JointCommand implements Runnable {
    final Clock clock;

    private final String subcommands;

    @Spec
    CommandSpec spec;

    JointCommand(Clock clock, String subcommands) {
        this.clock = clock;
        this.subcommands = subcommands;
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Say what to do: " + subcommands);
    }

    int say(List<String> lines) {
        PrintWriter out = spec.commandLine().getOut();
        lines.forEach(out::println);
        out.flush();
        return 0;
    }
}
