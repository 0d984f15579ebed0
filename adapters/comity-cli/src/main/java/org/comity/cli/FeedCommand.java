package org.comity.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.comity.feeds.Delivery;
import org.comity.feeds.Entry;
import org.comity.feeds.Feed;
import org.comity.feeds.FeedReader;
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
    /** The feeds that need no mapping, and what they need instead. */
    private static final List<String> NAMED = List.of("cap", "comcat", "pdl");

    private static final List<String> PROPERTIES = List.of("base", "authorities");

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
            @Parameters(
                            paramLabel = "<mapping>",
                            description = {
                                "the mapping file, YAML; classpath: and the name of one that the kit brings;",
                                "or cap, comcat or pdl, with --set base=<uri> --set authorities=<sender>=<authority>"
                            })
                    String mapping,
            @Parameters(paramLabel = "<sample>", description = "a document of the feed") Path sample,
            @Option(
                            names = "--at",
                            paramLabel = "<time>",
                            description =
                                    "when it was published, for example 2026-03-07T12:00:00Z; by default the file's own time")
                    Instant at,
            @Option(names = "--set", paramLabel = "<name=value>", description = "a setting of the mapping")
                    Map<String, String> settings,
            @Option(names = "--json", description = "as one JSON object") boolean json)
            throws IOException {
        Feed feed = feed(mapping, settings == null ? Map.of() : settings);
        Instant published = at == null ? Files.getLastModifiedTime(sample).toInstant() : at;
        Delivery delivery = new Delivery(String.valueOf(sample.getFileName()), published);
        List<Entry> entries = feed.read(Inputs.bytes(sample), delivery);
        Tally tally = Tally.of(entries);
        PrintWriter out = spec.commandLine().getOut();
        (json ? FeedTrial.json(entries, tally) : FeedTrial.table(entries, tally)).forEach(out::println);
        out.flush();
        return tally.quarantined() == 0 ? 0 : 1;
    }

    private static Feed feed(String mapping, Map<String, String> settings) throws IOException {
        boolean named = NAMED.contains(mapping);
        if (!named && !mapping.startsWith("classpath:")) {
            Path file = Path.of(mapping);
            return new MappedFeed(Inputs.good(Mapping.read(Inputs.octets(file), settings), mapping));
        }
        FeedReader reader = new FeedReader();
        if (named) {
            settings.keySet().stream()
                    .filter(name -> !PROPERTIES.contains(name))
                    .findFirst()
                    .ifPresent(name -> {
                        throw new Refusal(
                                "REFUSED " + mapping + ": it has no setting " + name + "; it has " + PROPERTIES);
                    });
            reader.setFormat(mapping);
            reader.setBase(settings.getOrDefault("base", ""));
            reader.setAuthorities(settings.getOrDefault("authorities", ""));
        } else {
            reader.setMapping(mapping);
            reader.setSettings(settings.entrySet().stream()
                    .map(one -> one.getKey() + "=" + one.getValue())
                    .collect(Collectors.joining(",")));
        }
        try {
            return reader.feed();
        } catch (IllegalArgumentException broken) {
            throw new Refusal("REFUSED " + mapping + ": " + broken.getMessage());
        }
    }
}
