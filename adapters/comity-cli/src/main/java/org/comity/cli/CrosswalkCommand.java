package org.comity.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.comity.core.mesh.Outcome;
import org.comity.core.mesh.Reason;
import org.comity.core.observation.Term;
import org.comity.core.taxonomy.Contradiction;
import org.comity.core.taxonomy.Contradictions;
import org.comity.core.taxonomy.Crosswalk;
import org.comity.core.taxonomy.Equivalence;
import org.comity.crosswalk.Cardinality;
import org.comity.crosswalk.Comparison;
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
        description = "Checks, compares, explains and signs mapping sets " + CrosswalkFile.FORMS + ".")
@SuppressWarnings("NullAway.Init") // picocli sets the fields before the command runs
final class CrosswalkCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    static CommandLine commandLine(Clock clock) {
        return new CommandLine(new CrosswalkCommand())
                .addSubcommand(new CrosswalkSignCommand(clock))
                .addSubcommand(new CrosswalkUpgradeCommand());
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Say what to do: check, diff, explain, sign or upgrade");
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
            @Option(names = "--kind", description = "authority, property, term, feature or unit", defaultValue = "term")
                    String kind)
            throws IOException {
        CrosswalkFile set = set(file, kind);
        Map<String, Integer> none = new TreeMap<>();
        boolean sound = true;
        for (SssomTsv.Mapping one : set.mappings()) {
            sound &= one.outcome().<Boolean>fold(yes -> true, no -> none(set.place() + " " + one.line(), no, none));
        }
        Map<Equivalence.Predicate, Integer> said = new EnumMap<>(Equivalence.Predicate.class);
        set.equivalences().forEach(one -> said.merge(one.predicate(), 1, Integer::sum));
        say("mappings " + set.mappings().size() + ", equivalences "
                + set.equivalences().size());
        said.forEach((predicate, count) -> say(predicate + " " + count));
        none.forEach((why, count) -> say("none " + count + " " + why));
        List<Cardinality.Wrong> wrong = set.whole().map(Cardinality::check).orElse(List.of());
        wrong.forEach(one -> say("mapping " + one.mapping() + " states the cardinality " + one.stated()
                + ", the set has " + one.counted()));
        Contradictions own = Contradictions.of(set.equivalences());
        own.found().forEach(this::say);
        say("applicable "
                + (set.equivalences().stream().distinct().count()
                        - own.contradicted().size()) + ", contradicted "
                + own.contradicted().size());
        return sound && wrong.isEmpty() && own.found().isEmpty() ? 0 : 1;
    }

    /** Counts a mapping that is no equivalence; shows it where it is broken, and says whether it is sound. */
    private boolean none(String place, Outcome.No<?> no, Map<String, Integer> none) {
        boolean sound = no.reason() != Reason.MALFORMED;
        none.merge(sound ? no.reason() + " " + no.detail() : no.reason().name(), 1, Integer::sum);
        if (!sound) {
            say(place + " " + no.reason() + " " + no.detail());
        }
        return sound;
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
            @Option(names = "--kind", description = "authority, property, term, feature or unit", defaultValue = "term")
                    String kind)
            throws IOException {
        Comparison comparison =
                Comparison.of(set(first, kind).equivalences(), set(second, kind).equivalences());
        comparison.onlyFirst().forEach(one -> say("- " + one));
        comparison.onlySecond().forEach(one -> say("+ " + one));
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
            @Option(names = "--kind", description = "authority, property, term, feature or unit", defaultValue = "term")
                    String kind)
            throws IOException {
        Term term = term(scheme, value);
        CrosswalkFile set = set(file, kind);
        Contradictions own = Contradictions.of(set.equivalences());
        List<Equivalence> applicable = set.equivalences().stream()
                .filter(one -> !own.contradicted().contains(one))
                .distinct()
                .toList();
        List<Crosswalk.Match> matches = Crosswalk.of(applicable).of(kind(spec, kind), term);
        matches.forEach(match -> {
            Equivalence by = match.path().get(0).equivalence();
            say(term + " " + match.predicate() + " " + match.term() + " confidence " + match.confidencePermille()
                    + "/1000, " + by.justification()
                    + by.factor().map(one -> ", factor " + one).orElse("")
                    + by.reviewer().map(who -> ", reviewed by " + who).orElse("") + ", id " + by.id());
        });
        own.found().stream()
                .filter(one -> one.mappings().stream().anyMatch(said -> speaksOf(said, term)))
                .forEach(this::say);
        if (matches.isEmpty()) {
            say(term + " has no equivalence that applies");
        }
        return matches.isEmpty() ? 1 : 0;
    }

    private void say(Contradiction one) {
        say("CONTRADICTION " + one.why() + ": "
                + String.join(
                        " | ", one.mappings().stream().map(Object::toString).toList()));
    }

    private void say(Comparison.Disagreement one) {
        say("DISAGREE " + one.why() + ": " + one.first() + " | " + one.second());
    }

    private static boolean speaksOf(Equivalence one, Term term) {
        return one.subject().equals(term) || one.object().equals(term);
    }

    private Term term(String scheme, String value) {
        try {
            return new Term(scheme, value);
        } catch (IllegalArgumentException broken) {
            throw new ParameterException(spec.commandLine(), String.valueOf(broken.getMessage()));
        }
    }

    private CrosswalkFile set(Path file, String kind) throws IOException {
        return CrosswalkFile.read(file, kind(spec, kind));
    }

    static Equivalence.Kind kind(CommandSpec spec, String name) {
        try {
            return Equivalence.Kind.valueOf(name.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException broken) {
            throw new ParameterException(
                    spec.commandLine(), "--kind must be authority, property, term, feature or unit", broken);
        }
    }
}
