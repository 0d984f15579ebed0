package org.comity.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.time.Clock;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The command and its parts. */
@Command(
        name = "comity",
        mixinStandardHelpOptions = true,
        version = "comity 0.1.0",
        description = "Checks and explains what independent meshes said to one another, offline.")
public final class Comity implements Runnable {
    private static final String NO_MEMORY =
            "the memory does not suffice for this: give it more, for example JAVA_TOOL_OPTIONS=-Xmx4g";

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before the command runs
    private CommandSpec spec;

    @Option(names = "--verbose", scope = ScopeType.INHERIT, description = "Show the whole trace of what fails.")
    private boolean verbose;

    /** Runs one command and exits with its code. */
    public static void main(String[] args) {
        System.exit(commandLine(Clock.systemUTC()).execute(args));
    }

    /** The command line; the clock dates what {@code keygen} issues. */
    public static CommandLine commandLine(Clock clock) {
        Comity comity = new Comity();
        CommandLine line = new CommandLine(comity)
                .addSubcommand(new VerifyCommand())
                .addSubcommand(new ReconcileCommand())
                .addSubcommand(new AuditCommand())
                .addSubcommand(new ExplainCommand())
                .addSubcommand(new ExportCommand())
                .addSubcommand(new QuarantineCommand())
                .addSubcommand(new AffectedCommand())
                .addSubcommand(new BundleCommand(clock))
                .addSubcommand("completion", new AutoComplete.GenerateCompletion())
                .addSubcommand(new InitCommand(clock))
                .addSubcommand(new CheckCommand())
                .addSubcommand(new RunCommand(clock))
                .addSubcommand(new MediaCommand.Pack(clock))
                .addSubcommand(new MediaCommand.Unpack(clock))
                .addSubcommand(new MediaCommand.Receipts(clock))
                .addSubcommand(new PartitionCommand(clock))
                .addSubcommand(new WithheldCommand(clock))
                .addSubcommand(new KeygenCommand(clock))
                .addSubcommand(AgreementCommand.commandLine())
                .addSubcommand(MergeCommand.commandLine(clock))
                .addSubcommand(CutCommand.commandLine(clock))
                .addSubcommand(FeedCommand.commandLine())
                .addSubcommand(CrosswalkCommand.commandLine(clock))
                .addSubcommand(LedgerCommand.commandLine())
                .addSubcommand(BrokerCommand.commandLine(clock));
        line.setExecutionStrategy(result -> {
            try (Progress progress = Progress.of(line.getErr(), System.console() != null && !runs(result))) {
                return new CommandLine.RunLast().execute(result);
            } catch (OutOfMemoryError spent) {
                line.getErr().println(NO_MEMORY);
                line.getErr().flush();
                return 1;
            }
        });
        line.setExecutionExceptionHandler((failure, command, result) -> {
            PrintWriter err = command.getErr();
            if (comity.verbose()) {
                failure.printStackTrace(err);
            } else {
                err.println(sentence(failure));
            }
            err.flush();
            return 1;
        });
        return line;
    }

    private static String sentence(Exception failure) {
        String said = String.valueOf(failure.getMessage()).lines().findFirst().orElse("");
        if (failure instanceof Refusal) {
            return said;
        }
        if (failure.getCause() instanceof OutOfMemoryError) {
            return NO_MEMORY;
        }
        if (failure instanceof FileSystemException file) {
            return "cannot read or write " + file.getFile() + ": " + why(file);
        }
        return failure instanceof IOException
                ? "cannot read or write " + said
                : "this should not happen: " + failure.getClass().getSimpleName() + " " + said
                        + ": --verbose shows the trace, please report it";
    }

    private static String why(FileSystemException failure) {
        if (failure instanceof NoSuchFileException) {
            return "there is no such file or folder";
        }
        if (failure instanceof AccessDeniedException) {
            return "its permissions forbid it";
        }
        return failure instanceof FileAlreadyExistsException
                ? "it is there already"
                : String.valueOf(failure.getReason());
    }

    /** Whether what fails is shown with its trace. */
    boolean verbose() {
        return verbose;
    }

    /** Routes that run say themselves what they do. */
    private static boolean runs(CommandLine.ParseResult result) {
        return result.hasSubcommand() && result.subcommand().commandSpec().userObject() instanceof RunCommand;
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Say what to do: see comity --help");
    }
}
