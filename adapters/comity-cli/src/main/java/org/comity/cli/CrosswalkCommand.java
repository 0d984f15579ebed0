package org.comity.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.comity.core.mesh.Outcome;
import org.comity.core.observation.Term;
import org.comity.core.taxonomy.Crosswalk;
import org.comity.core.taxonomy.Equivalence;
import org.comity.crosswalk.Cardinality;
import org.comity.crosswalk.Comparison;
import org.comity.crosswalk.MappingSet;
import org.comity.crosswalk.SkosTurtle;
import org.comity.crosswalk.SssomTsv;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Checks, compares and explains mapping sets. */
@Command(
        name = "crosswalk",
        mixinStandardHelpOptions = true,
        description = "Checks, compares and explains mapping sets (.tsv and .json of SSSOM, .ttl of SKOS).")
@SuppressWarnings("NullAway.Init") // picocli sets the fields before the command runs
final class CrosswalkCommand implements Runnable {
    private static final String UNSPECIFIED = "https://w3id.org/semapv/vocab/UnspecifiedMatching";

    @Spec
    private CommandSpec spec;

    /** What a set says: each mapping as an equivalence, or why it is none. */
    private record Set(Optional<MappingSet> whole, List<SssomTsv.Mapping> mappings) {
        List<Equivalence> equivalences() {
            List<Equivalence> taken = new ArrayList<>();
            mappings.forEach(one -> one.outcome().fold(taken::add, no -> false));
            return taken;
        }
    }

    static CommandLine commandLine() {
        return new CommandLine(new CrosswalkCommand());
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Say what to do: check, diff or explain");
    }

    private void say(String line) {
        PrintWriter out = spec.commandLine().getOut();
        out.println(line.replaceAll("[\\p{Cc}\\p{Cf}]", "?"));
        out.flush();
    }

    @Command(
            name = "check",
            mixinStandardHelpOptions = true,
            description = {
                "Says what is an equivalence, what is none and why, and what contradicts itself.",
                "Exit 0: nothing is broken or contradicted; 1: something is."
            })
    int check(
            @Parameters(paramLabel = "<set>") Path file,
            @Option(names = "--kind", description = "authority, property, term or feature", defaultValue = "term")
                    String kind)
            throws IOException {
        Set set = set(file, kind);
        Map<String, Integer> none = new TreeMap<>();
        int[] broken = {0};
        for (int i = 0; i < set.mappings().size(); i++) {
            int number = i + 1;
            set.mappings().get(i).outcome().fold(yes -> 0, no -> {
                none.merge(no.reason() + " " + no.detail(), 1, Integer::sum);
                if (no.reason() == org.comity.core.mesh.Reason.MALFORMED) {
                    broken[0]++;
                    say("mapping " + number + " " + no.reason() + " " + no.detail());
                }
                return 0;
            });
        }
        say("mappings " + set.mappings().size() + ", equivalences "
                + set.equivalences().size());
        none.forEach((why, count) -> say("none " + count + " " + why));
        List<Cardinality.Wrong> wrong = set.whole().map(Cardinality::check).orElse(List.of());
        wrong.forEach(one -> say("mapping " + one.mapping() + " states the cardinality " + one.stated()
                + ", the set has " + one.counted()));
        Comparison own = Comparison.of(set.equivalences(), List.of());
        own.disagreements().forEach(this::say);
        return broken[0] == 0 && wrong.isEmpty() && own.disagreements().isEmpty() ? 0 : 1;
    }

    @Command(
            name = "diff",
            mixinStandardHelpOptions = true,
            description = {
                "Compares two sets. What they disagree on is shown pair by pair, and neither is applied.",
                "Exit 0: they do not disagree; 1: they do."
            })
    int diff(
            @Parameters(paramLabel = "<first>") Path first,
            @Parameters(paramLabel = "<second>") Path second,
            @Option(names = "--kind", description = "authority, property, term or feature", defaultValue = "term")
                    String kind)
            throws IOException {
        Comparison comparison =
                Comparison.of(set(first, kind).equivalences(), set(second, kind).equivalences());
        comparison.onlyFirst().forEach(one -> say("- " + text(one)));
        comparison.onlySecond().forEach(one -> say("+ " + text(one)));
        comparison.disagreements().forEach(this::say);
        say("agreed " + comparison.agreed().size() + ", only first "
                + comparison.onlyFirst().size() + ", only second "
                + comparison.onlySecond().size() + ", disagreements "
                + comparison.disagreements().size() + ", applicable "
                + comparison.applicable().size());
        return comparison.disagreements().isEmpty() ? 0 : 1;
    }

    @Command(
            name = "explain",
            mixinStandardHelpOptions = true,
            description = {
                "Says what a set knows of one name. Equal spelling in another scheme is never evidence.",
                "Exit 0: it has a match; 1: it has none."
            })
    int explain(
            @Parameters(paramLabel = "<set>") Path file,
            @Parameters(paramLabel = "<scheme>") String scheme,
            @Parameters(paramLabel = "<value>") String value,
            @Option(names = "--kind", description = "authority, property, term or feature", defaultValue = "term")
                    String kind)
            throws IOException {
        Term term = term(scheme, value);
        Set set = set(file, kind);
        Comparison own = Comparison.of(set.equivalences(), List.of());
        List<Crosswalk.Match> matches = Crosswalk.of(own.applicable()).of(kind(kind), term);
        matches.forEach(match -> say(term + " " + match.predicate() + " " + match.term() + " confidence "
                + match.confidencePermille() + "/1000"));
        own.disagreements().stream()
                .filter(one -> speaksOf(one.first(), term) || speaksOf(one.second(), term))
                .forEach(this::say);
        if (matches.isEmpty()) {
            say(term + " has no equivalence that applies");
        }
        return matches.isEmpty() ? 1 : 0;
    }

    private void say(Comparison.Disagreement one) {
        say("DISAGREE " + one.why() + ": " + text(one.first()) + " | " + text(one.second()));
    }

    private static boolean speaksOf(Equivalence one, Term term) {
        return one.subject().equals(term) || one.object().equals(term);
    }

    private static String text(Equivalence one) {
        return one.subject() + " " + one.predicate() + " " + one.object();
    }

    private Term term(String scheme, String value) {
        try {
            return new Term(scheme, value);
        } catch (IllegalArgumentException broken) {
            throw new ParameterException(spec.commandLine(), String.valueOf(broken.getMessage()));
        }
    }

    private Equivalence.Kind kind(String name) {
        try {
            return Equivalence.Kind.valueOf(name.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException broken) {
            throw new ParameterException(spec.commandLine(), "--kind must be authority, property, term or feature");
        }
    }

    /** A set in SKOS Turtle, SSSOM JSON, or in SSSOM/TSV whose metadata stands in comments or in a file of the same name in .yml. */
    private Set set(Path file, String kind) throws IOException {
        Equivalence.Kind kindOfNames = kind(kind);
        byte[] octets = Files.readAllBytes(file);
        if (file.toString().endsWith(".ttl")) {
            String turtle = new String(octets, StandardCharsets.UTF_8);
            return new Set(
                    Optional.empty(), Inputs.good(SkosTurtle.read(turtle, kindOfNames, UNSPECIFIED), file.toString()));
        }
        Path metadata = Path.of(file.toString().replaceAll("\\.tsv$", ".yml"));
        Outcome<MappingSet> read;
        if (file.toString().endsWith(".json")) {
            read = MappingSet.ofJson(octets);
        } else if (!metadata.equals(file) && Files.exists(metadata)) {
            read = MappingSet.ofTsv(
                    new String(octets, StandardCharsets.UTF_8), Files.readString(metadata, StandardCharsets.UTF_8));
        } else {
            read = MappingSet.ofTsv(new String(octets, StandardCharsets.UTF_8));
        }
        MappingSet whole = Inputs.good(read, file.toString());
        return new Set(Optional.of(whole), Inputs.good(whole.equivalences(kindOfNames), file.toString()));
    }
}
