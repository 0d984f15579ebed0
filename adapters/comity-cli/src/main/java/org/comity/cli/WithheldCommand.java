package org.comity.cli;

import java.time.Clock;
import java.util.List;
import org.comity.core.mesh.Json;
import org.comity.core.mesh.Octets;
import org.comity.core.observation.Core;
import org.comity.core.reconcile.Withheld;
import org.comity.site.Site;
import picocli.CommandLine.Command;

/** Lists what the release gate holds, and why. */
@Command(
        name = "withheld",
        mixinStandardHelpOptions = true,
        description = {
            "Lists each own observation that the release gate has not let out, and why; none of it is told to the peer.",
            "It is judged again when terms, policies, equivalences or clearances change. The site must not run."
        })
final class WithheldCommand extends SiteCommand {
    WithheldCommand(Clock clock) {
        super(clock);
    }

    @Override
    int run(Site site, List<String> lines, List<String> items) {
        for (Withheld one : site.agent().withheld()) {
            Core core = core(site, one);
            lines.add("WITHHELD " + one.reason() + " " + core.feature() + " " + core.property() + " " + one.oid() + " "
                    + one.detail());
            items.add(Json.object(
                    Json.field("reason", Json.quote(one.reason().name())),
                    Json.field("detail", Json.quote(one.detail())),
                    Json.field("feature", Json.quote(core.feature().toString())),
                    Json.field("property", Json.quote(core.property().toString())),
                    Json.field("oid", Json.quote(one.oid().hex()))));
        }
        if (items.isEmpty()) {
            lines.add("nothing is withheld");
        }
        return 0;
    }

    private static Core core(Site site, Withheld one) {
        Octets octets = site.agent().node().octets(one.oid().digest()).orElseThrow();
        return Inputs.good(Inputs.WIRE.reader().read(octets), one.oid().toString())
                .observation()
                .core();
    }
}
