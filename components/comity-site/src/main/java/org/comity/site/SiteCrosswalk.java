package org.comity.site;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.comity.core.authority.AuthorityId;
import org.comity.core.boundary.Verified;
import org.comity.core.control.Statement;
import org.comity.core.reconcile.BoundaryAgent;
import org.comity.core.reconcile.Voice;
import org.comity.core.taxonomy.Equivalence;
import org.comity.core.taxonomy.Validity;
import org.comity.crosswalk.SssomTsv;

/** Signs what mapping sets say, each once, as far as the site's own authorities own the names in it. */
record SiteCrosswalk(BoundaryAgent agent, Map<String, Voice> voices) {

    private record Said(AuthorityId by, Statement statement) {}

    void attest(Path file) {
        if (!Files.exists(file)) {
            return;
        }
        String table = new String(Site.read(file).bytes(), StandardCharsets.UTF_8);
        List<SssomTsv.Mapping> rows = SssomTsv.read(table, Equivalence.Kind.PROPERTY)
                .fold(good -> good, no -> {
                    throw new SiteFault(file + " is refused: " + no.reason() + " " + no.detail());
                });
        List<Equivalence> said = new ArrayList<>();
        for (SssomTsv.Mapping row : rows) {
            said.add(row.outcome().fold(good -> good, no -> {
                throw new SiteFault(file + ":" + row.line() + " is refused: " + no.reason() + " " + no.detail());
            }));
        }
        attest(said, Validity.ALWAYS);
    }

    List<Site.Signed> attest(Collection<Equivalence> said, Validity validity) {
        Set<Said> before = before();
        List<Site.Signed> signed = new ArrayList<>();
        for (Equivalence one : said) {
            signed.add(new Site.Signed(one, state(one, new Statement.Equivalent(one, validity), before)));
        }
        release(signed);
        return List.copyOf(signed);
    }

    /** Takes back what the site's own authorities attested. */
    List<Site.Signed> revoke(Collection<Equivalence> said) {
        Set<Said> before = before();
        List<Site.Signed> signed = new ArrayList<>();
        for (Equivalence one : said) {
            signed.add(new Site.Signed(one, state(one, new Statement.EquivalenceRevocation(one.id()), before)));
        }
        release(signed);
        return List.copyOf(signed);
    }

    private void release(List<Site.Signed> signed) {
        if (signed.stream().anyMatch(one -> one.standing() == Site.Standing.SIGNED)) {
            agent.release();
        }
    }

    private Set<Said> before() {
        Set<Said> before = new HashSet<>();
        for (Verified one : agent.admitted()) {
            one.statement()
                    .ifPresent(
                            statement -> before.add(new Said(one.core().origin().authority(), statement)));
        }
        return before;
    }

    private Site.Standing state(Equivalence one, Statement statement, Set<Said> before) {
        Site.Standing standing = Site.Standing.OF_OTHERS;
        for (String scheme :
                new TreeSet<>(List.of(one.subject().scheme(), one.object().scheme()))) {
            Optional<Voice> owner = agent.agreement()
                    .ownerOf(scheme)
                    .flatMap(entry ->
                            Optional.ofNullable(voices.get(entry.authority().urn())));
            if (owner.isEmpty()) {
                continue;
            }
            boolean fresh = before.add(new Said(owner.get().authority(), statement));
            if (fresh) {
                agent.state(statement, owner.get());
            }
            standing = fresh || standing == Site.Standing.SIGNED ? Site.Standing.SIGNED : Site.Standing.SIGNED_BEFORE;
        }
        return standing;
    }
}
