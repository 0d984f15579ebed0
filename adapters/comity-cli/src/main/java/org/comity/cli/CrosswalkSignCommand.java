package org.comity.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import org.comity.core.taxonomy.Contradictions;
import org.comity.core.taxonomy.Equivalence;
import org.comity.core.taxonomy.Validity;
import org.comity.site.Site;
import org.comity.site.SiteFault;
import org.comity.site.SiteSettings;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Attests what a mapping set says with the keys of a site that does not run. */
@Command(
        name = "sign",
        mixinStandardHelpOptions = true,
        description = {
            "Attests what a mapping set says, as far as the site's authorities own the names in it.",
            "Nothing is signed of a set that is broken or contradicts itself. Exit 0: each mapping is signed by the site or is others'."
        })
@SuppressWarnings("NullAway.Init") // picocli sets the fields before the command runs
final class CrosswalkSignCommand implements Callable<Integer> {
    private final Clock clock;

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--settings",
            required = true,
            paramLabel = "<comity.properties>",
            description = "The settings of the site; relative paths begin at its folder.")
    private Path settings;

    @Option(names = "--kind", description = "authority, property, term, feature or unit", defaultValue = "term")
    private String kind;

    @Option(
            names = "--not-before",
            paramLabel = "<size>",
            description = "Ledger size of the own beacon from which it holds.")
    private @Nullable Long notBefore;

    @Option(
            names = "--not-after",
            paramLabel = "<size>",
            description = "Ledger size of the own beacon until which it holds.")
    private @Nullable Long notAfter;

    @Option(names = "--revoke", description = "Take back instead what the site attested, for ever.")
    private boolean revoke;

    @Parameters(paramLabel = "<set>", description = "A mapping set " + CrosswalkFile.FORMS + ".")
    private Path file;

    CrosswalkSignCommand(Clock clock) {
        this.clock = clock;
    }

    @Override
    public Integer call() throws IOException {
        List<Equivalence> set = sound();
        Validity validity = validity();
        List<Site.Signed> signed;
        try (Site site = Site.open(settings(), clock)) {
            signed = revoke ? site.revoke(set) : site.attest(set, validity);
        } catch (SiteFault fault) {
            throw new Refusal(String.valueOf(fault.getMessage()));
        }
        PrintWriter out = spec.commandLine().getOut();
        Map<Site.Standing, Integer> counts = new EnumMap<>(Site.Standing.class);
        for (Site.Signed one : signed) {
            counts.merge(one.standing(), 1, Integer::sum);
            out.println(one.standing() + " " + one.equivalence().id() + " " + one.equivalence());
        }
        counts.forEach((standing, count) -> out.println(standing + " " + count));
        out.flush();
        return 0;
    }

    private List<Equivalence> sound() throws IOException {
        CrosswalkFile set = CrosswalkFile.read(file, CrosswalkCommand.kind(spec, kind));
        boolean broken = set.mappings().stream()
                .anyMatch(one -> one.outcome()
                        .<Boolean>fold(yes -> false, no -> no.reason() == org.comity.core.mesh.Reason.MALFORMED));
        List<Equivalence> said = set.equivalences().stream().distinct().toList();
        boolean contradicts = !Contradictions.of(said).found().isEmpty();
        if (broken || contradicts && !revoke) {
            throw new Refusal("REFUSED " + file + ": it is broken or contradicts itself, see comity crosswalk check");
        }
        return said;
    }

    private Validity validity() {
        try {
            return new Validity(size(notBefore), size(notAfter));
        } catch (IllegalArgumentException broken) {
            throw new ParameterException(spec.commandLine(), String.valueOf(broken.getMessage()), broken);
        }
    }

    private static OptionalLong size(@Nullable Long size) {
        return size == null ? OptionalLong.empty() : OptionalLong.of(size);
    }

    private SiteSettings settings() throws IOException {
        Path site = Inputs.settings(settings);
        Path folder = Optional.ofNullable(site.toAbsolutePath().getParent()).orElseThrow();
        return SiteSettings.of(BundleCommand.settings(site), folder);
    }
}
