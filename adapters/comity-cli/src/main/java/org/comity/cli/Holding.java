package org.comity.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.comity.core.agreement.Agreement;
import org.comity.core.boundary.Verified;
import org.comity.core.mesh.Octets;
import org.comity.core.reconcile.Arbitrated;
import org.comity.core.reconcile.Bundle;
import org.comity.core.reconcile.Kept;
import org.comity.site.Site;
import org.comity.site.SiteFault;
import org.comity.site.SiteSettings;

/**
 * S as a bundle holds it, or a site that does not run.
 *
 * @param admitted in the order of admission
 */
record Holding(Agreement genesis, List<Verified> admitted, Arbitrated now, List<Kept> kept) {

    /** Reads a bundle, or where it is a folder or its name ends in {@code .properties} the site of these settings. */
    static Holding read(Path file, Clock clock) throws IOException {
        if (!Files.isDirectory(file) && !file.toString().endsWith(".properties")) {
            return ofBundle(file);
        }
        try (Site site = site(file, clock)) {
            return new Holding(
                    site.agent().genesis(),
                    site.agent().admitted(),
                    site.agent().current(),
                    site.agent().refused());
        }
    }

    /** Opens the site of these settings; what cannot work is said in one sentence. */
    static Site site(Path given, Clock clock) throws IOException {
        Path file = Inputs.settings(given);
        Path base = Optional.ofNullable(file.toAbsolutePath().getParent()).orElseThrow();
        try {
            return Site.open(SiteSettings.of(BundleCommand.settings(file), base), clock);
        } catch (SiteFault fault) {
            throw new Refusal(String.valueOf(fault.getMessage()), fault);
        }
    }

    private static Holding ofBundle(Path file) throws IOException {
        Bundle bundle = Inputs.bundle(file);
        Arbitrated now = Inputs.sound(file).derived().orElseThrow();
        Map<Octets, Verified> released = now.detected().ordered().released().stream()
                .collect(Collectors.toMap(one -> one.observation().octets(), Function.identity()));
        List<Verified> admitted = bundle.observations().stream()
                .flatMap(octets -> Optional.ofNullable(released.get(octets)).stream())
                .toList();
        return new Holding(now.detected().ordered().genesis(), admitted, now, bundle.kept());
    }
}
