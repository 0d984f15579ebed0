package org.comity.cli;

import java.io.PrintWriter;
import java.time.Clock;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command and its parts. */
@Command(
        name = "comity",
        mixinStandardHelpOptions = true,
        version = "comity 0.1.0",
        description = "Checks and explains what independent meshes said to one another, offline.")
public final class Comity implements Runnable {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before the command runs
    private CommandSpec spec;

    /** Runs one command and exits with its code. */
    public static void main(String[] args) {
        System.exit(commandLine(Clock.systemUTC()).execute(args));
    }

    /** The command line; the clock dates what {@code keygen} issues. */
    static CommandLine commandLine(Clock clock) {
        CommandLine line = new CommandLine(new Comity())
                .addSubcommand(new VerifyCommand())
                .addSubcommand(new ReconcileCommand())
                .addSubcommand(new AuditCommand())
                .addSubcommand(new ExplainCommand())
                .addSubcommand(new ExportCommand())
                .addSubcommand(new QuarantineCommand())
                .addSubcommand(new AffectedCommand())
                .addSubcommand(new InitCommand(clock))
                .addSubcommand(new CheckCommand())
                .addSubcommand(new RunCommand(clock))
                .addSubcommand(new KeygenCommand(clock))
                .addSubcommand(AgreementCommand.commandLine())
                .addSubcommand(FeedCommand.commandLine())
                .addSubcommand(CrosswalkCommand.commandLine(clock))
                .addSubcommand(LedgerCommand.commandLine());
        line.setExecutionExceptionHandler((failure, command, result) -> {
            if (!(failure instanceof Refusal) && !(failure instanceof java.io.IOException)) {
                throw failure;
            }
            PrintWriter err = command.getErr();
            err.println(
                    failure instanceof Refusal ? failure.getMessage() : "cannot read or write " + failure.getMessage());
            err.flush();
            return 1;
        });
        return line;
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Say what to do: see comity --help");
    }
}
