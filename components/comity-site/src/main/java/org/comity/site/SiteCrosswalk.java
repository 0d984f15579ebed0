package org.comity.site;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.comity.core.control.Statement;
import org.comity.core.reconcile.BoundaryAgent;
import org.comity.core.reconcile.Voice;
import org.comity.core.taxonomy.Equivalence;
import org.comity.crosswalk.SssomTsv;

/** Signs what a mapping set says, once, as far as the site's own authorities own the names in it. */
record SiteCrosswalk(BoundaryAgent agent, Map<String, Voice> voices) {

    void attest(Path file) {
        if (!Files.exists(file)) {
            return;
        }
        String table = new String(Site.read(file).bytes(), StandardCharsets.UTF_8);
        List<SssomTsv.Mapping> rows = SssomTsv.read(table, Equivalence.Kind.PROPERTY)
                .fold(good -> good, no -> {
                    throw new SiteFault(file + " is refused: " + no.reason() + " " + no.detail());
                });
        boolean stated = false;
        for (SssomTsv.Mapping row : rows) {
            Equivalence one = row.outcome().fold(good -> good, no -> {
                throw new SiteFault(file + ":" + row.line() + " is refused: " + no.reason() + " " + no.detail());
            });
            stated |= attest(one);
        }
        if (stated) {
            agent.release();
        }
    }

    private boolean attest(Equivalence one) {
        boolean stated = false;
        for (String scheme :
                new TreeSet<>(List.of(one.subject().scheme(), one.object().scheme()))) {
            Optional<Voice> owner = agent.agreement()
                    .ownerOf(scheme)
                    .flatMap(entry ->
                            Optional.ofNullable(voices.get(entry.authority().urn())));
            if (owner.isPresent() && !isSaid(one, owner.get())) {
                agent.state(new Statement.Equivalent(one), owner.get());
                stated = true;
            }
        }
        return stated;
    }

    private boolean isSaid(Equivalence one, Voice by) {
        Statement said = new Statement.Equivalent(one);
        return agent.admitted().stream()
                .anyMatch(verified -> verified.statement().filter(said::equals).isPresent()
                        && verified.core().origin().authority().equals(by.authority()));
    }
}
