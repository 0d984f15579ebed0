package org.comity.core.divergence;

import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.comity.core.control.Frontiers;
import org.comity.core.mesh.Digest;
import org.comity.core.mesh.Encoding;

/** The verdicts of all domains at one vector of frontiers, sorted by domain; the same on every side that holds that S. */
public record DivergenceCertificate(Frontiers frontiers, List<DomainVerdict> domains) {

    public DivergenceCertificate {
        Objects.requireNonNull(frontiers, "frontiers");
        domains = domains.stream()
                .sorted(Comparator.comparing(DomainVerdict::domain))
                .toList();
    }

    /** The verdict of that domain. */
    public Optional<DomainVerdict> of(String domain) {
        return domains.stream().filter(one -> one.domain().equals(domain)).findFirst();
    }

    /** "comity-divergence-v1": frontiers, then each domain's name, verdict and counts. */
    public Digest digest() {
        return Encoding.of("comity-divergence-v1")
                .digest(frontiers.digest())
                .list(domains, DivergenceCertificate::encode)
                .digest();
    }

    private static void encode(Encoding out, DomainVerdict one) {
        out.text(one.domain())
                .text(one.verdict().name())
                .number(one.contentions())
                .number(one.contested())
                .number(one.undecidable())
                .number(one.unproven())
                .number(one.forkDepth())
                .number(one.controlConflicts())
                .number(one.equivocations());
    }
}
