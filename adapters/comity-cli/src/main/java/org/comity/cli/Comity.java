package org.comity.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
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
    private static final String COMPLETION = "completion";

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before the command runs
    private CommandSpec spec;

    @Option(names = "--verbose", scope = ScopeType.INHERIT, description = "Show the whole trace of what fails.")
    private boolean verbose;

    /** Runs one command and exits with its code. */
    public static void main(String[] args) {
        System.exit(
                commandLine(Clock.systemUTC(), args.length == 0 ? "" : args[0]).execute(args));
    }

    /** The command line with all its parts; the clock dates what {@code keygen} issues. */
    public static CommandLine commandLine(Clock clock) {
        return commandLine(clock, "");
    }

    /**
     * To read what all commands can do costs more than most of them: where one is asked for, it alone is read. Completion speaks of
     * all.
     */
    static CommandLine commandLine(Clock clock, String asked) {
        Map<String, Supplier<Object>> parts = parts(clock);
        boolean alone = parts.containsKey(asked) && !asked.equals(COMPLETION);
        Comity comity = new Comity();
        CommandLine line = new CommandLine(comity);
        parts.forEach((name, part) -> {
            if (!alone || name.equals(asked)) {
                line.addSubcommand(name, part.get());
            }
        });
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

    /** Every part by its name, in the order of the help. */
    private static Map<String, Supplier<Object>> parts(Clock clock) {
        Map<String, Supplier<Object>> parts = new LinkedHashMap<>();
        parts.put("verify", VerifyCommand::new);
        parts.put("reconcile", ReconcileCommand::new);
        parts.put("audit", AuditCommand::new);
        parts.put("explain", ExplainCommand::new);
        parts.put("export", ExportCommand::new);
        parts.put("quarantine", QuarantineCommand::new);
        parts.put("affected", AffectedCommand::new);
        parts.put("bundle", () -> new BundleCommand(clock));
        parts.put(COMPLETION, AutoComplete.GenerateCompletion::new);
        parts.put("init", () -> new InitCommand(clock));
        parts.put("check", CheckCommand::new);
        parts.put("run", () -> new RunCommand(clock));
        parts.put("pack", () -> new MediaCommand.Pack(clock));
        parts.put("unpack", () -> new MediaCommand.Unpack(clock));
        parts.put("receipts", () -> new MediaCommand.Receipts(clock));
        parts.put("partition", () -> new PartitionCommand(clock));
        parts.put("withheld", () -> new WithheldCommand(clock));
        parts.put("keygen", () -> new KeygenCommand(clock));
        parts.put("agreement", AgreementCommand::commandLine);
        parts.put("merge", () -> MergeCommand.commandLine(clock));
        parts.put("cut", () -> CutCommand.commandLine(clock));
        parts.put("feed", FeedCommand::commandLine);
        parts.put("crosswalk", () -> CrosswalkCommand.commandLine(clock));
        parts.put("ledger", LedgerCommand::commandLine);
        parts.put("broker", () -> BrokerCommand.commandLine(clock));
        return parts;
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
