package org.comity.examples.merger;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.comity.core.arbitration.Ruling;
import org.comity.core.contention.Fact;
import org.comity.core.observation.FeatureOfInterest;
import org.comity.core.picture.JointPicture;

/** For people: what survives of each attribute, whose word it is, and what it was decided by. */
final class Survivors {
    private Survivors() {}

    /** A line for each contention in which more than one system speaks, sorted, and how many there are beside. */
    static List<String> lines(JointPicture picture) {
        List<JointPicture.Entry> contested = picture.entries().stream()
                .filter(entry -> entry.contention().candidates().size() > 1)
                .toList();
        String beside = "and " + (picture.entries().size() - contested.size()) + " of which one system alone speaks";
        return Stream.concat(contested.stream().map(Survivors::line).sorted(), Stream.of(beside))
                .toList();
    }

    private static String line(JointPicture.Entry entry) {
        String names = entry.contention().group().features().stream()
                .map(FeatureOfInterest::value)
                .sorted()
                .collect(Collectors.joining(" = "));
        Ruling ruling = entry.ruling();
        Optional<Fact> winner = entry.contention().candidates().stream()
                .filter(fact -> ruling.winner().filter(fact.oid()::equals).isPresent())
                .findFirst();
        return String.format(
                Locale.ROOT,
                "%-8s %-15s %-42s %s",
                entry.contention().domain().name(),
                names,
                winner.map(Survivors::said).orElse("waits for both stewards"),
                ruling.decidedBy() + " of " + entry.contention().candidates().size()
                        + winner.map(fact -> values(ruling, fact)).orElse(""));
    }

    private static String said(Fact fact) {
        String text = new String(fact.core().result().content().bytes(), StandardCharsets.UTF_8);
        String system = fact.authority().urn().substring(fact.authority().urn().lastIndexOf(':') + 1);
        String values =
                text.replaceAll("\"[a-z]+\":", "").replaceAll("[{}\"]", "").replace(",", ", ");
        return values + " (" + system + ")";
    }

    /** What each comparator of the policy gave to the winner. */
    private static String values(Ruling ruling, Fact winner) {
        return ruling.rows().stream()
                .filter(row -> row.candidate().equals(winner.oid()))
                .flatMap(row -> row.values().stream())
                .filter(value -> value.value().isPresent())
                .map(value -> value.comparison().toLowerCase(Locale.ROOT) + " "
                        + value.value().getAsLong())
                .collect(Collectors.joining(", ", " (", ")"));
    }
}
