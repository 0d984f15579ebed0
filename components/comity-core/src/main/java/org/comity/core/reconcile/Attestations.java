package org.comity.core.reconcile;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.comity.core.agreement.Agreement;
import org.comity.core.agreement.AuthorityEntry;
import org.comity.core.agreement.Domain;
import org.comity.core.authority.AuthorityId;
import org.comity.core.boundary.Verified;
import org.comity.core.contention.NotCounted;
import org.comity.core.control.Statement;
import org.comity.core.mesh.Digest;
import org.comity.core.mesh.Reason;
import org.comity.core.observation.Term;
import org.comity.core.taxonomy.Attested;
import org.comity.core.taxonomy.Contradictions;
import org.comity.core.taxonomy.Equivalence;
import org.comity.core.taxonomy.Validity;

/**
 * The equivalences in force: attested by those who must, not taken back, and free of contradiction while they hold together.
 *
 * @param notApplied the statements behind the others, and why
 * @param contradicted how many equivalences contradict and so are not applied
 */
record Attestations(List<Attested> applied, List<NotCounted> notApplied, int contradicted) {

    /** The most combinations of periods for which contradictions are looked for; beyond, all periods count as one. */
    private static final int PERIODS_MAX = 256;

    static Attestations of(Agreement agreement, Collection<Verified> statements) {
        Set<List<Object>> revoked = new HashSet<>();
        Map<Equivalence, List<Attested.Attestation>> said = new HashMap<>();
        Map<Digest, Equivalence> byId = new TreeMap<>();
        for (Verified one : statements) {
            AuthorityId by = new AuthorityId(one.credential().subject());
            if (one.statement().orElseThrow() instanceof Statement.EquivalenceRevocation back) {
                revoked.add(List.of(by, back.equivalence()));
            } else if (one.statement().orElseThrow() instanceof Statement.Equivalent act) {
                said.computeIfAbsent(act.equivalence(), any -> new ArrayList<>())
                        .add(new Attested.Attestation(one.oid(), one.mesh(), by, act.validity()));
            }
        }
        said.keySet().forEach(one -> byId.put(one.id(), one));
        List<NotCounted> notApplied = new ArrayList<>();
        List<Attested> enough = new ArrayList<>();
        byId.forEach((id, one) -> {
            List<Attested.Attestation> standing = new ArrayList<>();
            for (Attested.Attestation attestation : said.getOrDefault(one, List.of())) {
                if (revoked.contains(List.of(attestation.authority(), id))) {
                    notApplied.add(new NotCounted(attestation.oid(), Reason.EQUIVALENCE_REVOKED));
                } else {
                    standing.add(attestation);
                }
            }
            if (attested(agreement, one, standing)) {
                enough.add(new Attested(one, standing));
            } else {
                standing.forEach(by -> notApplied.add(new NotCounted(by.oid(), Reason.SIGNERS_TOO_FEW)));
            }
        });
        Set<Equivalence> contradicted = contradicted(agreement, enough);
        enough.stream()
                .filter(one -> contradicted.contains(one.equivalence()))
                .flatMap(one -> one.by().stream())
                .forEach(by -> notApplied.add(new NotCounted(by.oid(), Reason.STATEMENTS_CONFLICT)));
        List<Attested> applied = enough.stream()
                .filter(one -> !contradicted.contains(one.equivalence()))
                .toList();
        return new Attestations(applied, notApplied, contradicted.size());
    }

    /** Exact between authorities: both owners; anything else only narrows, and one of them is enough. */
    private static boolean attested(Agreement agreement, Equivalence one, List<Attested.Attestation> by) {
        if (!one.isExact()) {
            return !by.isEmpty();
        }
        Set<AuthorityId> signed =
                by.stream().map(Attested.Attestation::authority).collect(Collectors.toSet());
        return owner(agreement, one.subject()).filter(signed::contains).isPresent()
                && owner(agreement, one.object()).filter(signed::contains).isPresent();
    }

    private static Optional<AuthorityId> owner(Agreement agreement, Term name) {
        return agreement.ownerOf(name.scheme()).map(AuthorityEntry::authority);
    }

    /** What contradicts while it holds together: a code that is given a new meaning from a beacon on contradicts nothing. */
    private static Set<Equivalence> contradicted(Agreement agreement, List<Attested> enough) {
        Set<Term> agreed = agreement.domains().stream()
                .map(Domain::property)
                .map(property -> new Term(property.scheme(), property.value()))
                .collect(Collectors.toSet());
        Set<Equivalence> contradicted = new HashSet<>();
        for (Map<AuthorityId, Validity> period : periods(enough)) {
            List<Equivalence> together = enough.stream()
                    .filter(one -> holdsIn(one, period))
                    .map(Attested::equivalence)
                    .toList();
            contradicted.addAll(Contradictions.of(together, agreed).contradicted());
        }
        return contradicted;
    }

    private static boolean holdsIn(Attested one, Map<AuthorityId, Validity> period) {
        return period.entrySet().stream().allMatch(entry -> {
            List<Validity> own = one.by().stream()
                    .filter(by -> by.authority().equals(entry.getKey()))
                    .map(Attested.Attestation::validity)
                    .toList();
            return own.isEmpty() || own.stream().anyMatch(entry.getValue()::meets);
        });
    }

    /** The combinations of the authorities' periods between the beacons that they name; one without end where none is named. */
    private static List<Map<AuthorityId, Validity>> periods(List<Attested> enough) {
        Map<AuthorityId, Set<Long>> cuts = new TreeMap<>(Comparator.naturalOrder());
        for (Attested one : enough) {
            for (Attested.Attestation by : one.by()) {
                by.validity().notBefore().ifPresent(cut -> cut(cuts, by, cut));
                by.validity().notAfter().ifPresent(cut -> cut(cuts, by, cut));
            }
        }
        List<Map<AuthorityId, Validity>> periods = List.of(Map.of());
        for (Map.Entry<AuthorityId, Set<Long>> entry : cuts.entrySet()) {
            List<Map<AuthorityId, Validity>> finer = new ArrayList<>();
            for (Map<AuthorityId, Validity> period : periods) {
                for (Validity own : Validity.between(entry.getValue())) {
                    Map<AuthorityId, Validity> more = new TreeMap<>(period);
                    more.put(entry.getKey(), own);
                    finer.add(more);
                }
            }
            if (finer.size() > PERIODS_MAX) {
                return List.of(Map.of());
            }
            periods = finer;
        }
        return periods;
    }

    private static void cut(Map<AuthorityId, Set<Long>> cuts, Attested.Attestation by, long cut) {
        cuts.computeIfAbsent(by.authority(), any -> new HashSet<>()).add(cut);
    }
}
