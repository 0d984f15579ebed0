package org.comity.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.comity.feeds.Delivery;
import org.comity.feeds.Entry;
import org.comity.feeds.Tally;
import org.comity.feeds.mapped.MappedFeed;
import org.comity.feeds.mapped.Mapping;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Tries feeds. */
@Command(name = "feed", mixinStandardHelpOptions = true, description = "Tries a feed's mapping on a sample.")
@SuppressWarnings("NullAway.Init") // picocli sets the fields before the command runs
final class FeedCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    static CommandLine commandLine() {
        return new CommandLine(new FeedCommand());
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Say what to do: try");
    }

    @Command(
            name = "try",
            mixinStandardHelpOptions = true,
            description = {
                "Shows what each record becomes, and each that does not fit with line, column and fault.",
                "Exit 0: all fit; 1: some do not, or the mapping cannot be read."
            })
    int attempt(
            @Parameters(paramLabel = "<mapping>", description = "the mapping file, YAML") Path mapping,
            @Parameters(paramLabel = "<sample>", description = "a document of the feed") Path sample,
            @Option(names = "--at", description = "when it was published; by default the file's own time") Instant at,
            @Option(names = "--set", paramLabel = "<name=value>", description = "a setting of the mapping")
                    Map<String, String> settings,
            @Option(names = "--json", description = "as one JSON object") boolean json)
            throws IOException {
        Map<String, String> given = settings == null ? Map.of() : settings;
        MappedFeed feed = new MappedFeed(Inputs.good(Mapping.read(Inputs.octets(mapping), given), mapping.toString()));
        Instant published = at == null ? Files.getLastModifiedTime(sample).toInstant() : at;
        Delivery delivery = new Delivery(String.valueOf(sample.getFileName()), published);
        List<Entry> entries = feed.read(Inputs.bytes(sample), delivery);
        Tally tally = Tally.of(entries);
        PrintWriter out = spec.commandLine().getOut();
        (json ? FeedTrial.json(entries, tally) : FeedTrial.table(entries, tally)).forEach(out::println);
        out.flush();
        return tally.quarantined() == 0 ? 0 : 1;
    }
}
