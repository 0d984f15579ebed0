package org.comity.crypto.path;

import java.security.Provider;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.bouncycastle.asn1.x500.X500Name;
import org.comity.core.mesh.Outcome;
import org.comity.core.mesh.Reason;

/**
 * Looks for a valid path from a leaf to one of the anchors through certificates in any order: depth first, only along certificates
 * that lead to an anchor by name, within a fixed number of steps. Thread-safe.
 */
public final class PathSearch {
    /** Signatures checked and paths judged, together. */
    private static final int STEPS_MAX = 128;

    private final Provider provider;
    private final PathValidator validator;

    /** A search over a provider. */
    public PathSearch(Provider provider) {
        this.provider = provider;
        this.validator = new PathValidator(provider);
    }

    /**
     * Finds a path.
     *
     * @param others what may stand between leaf and anchor
     * @return the first valid path, or a no with CREDENTIAL_NOT_VALID that tells what was wrong with the first one tried
     */
    public Outcome<CertificatePath> find(
            PathCertificate leaf, Collection<PathCertificate> others, List<PathCertificate> anchors, PathRules rules) {
        Walk walk = new Walk(leadingTo(anchors, new LinkedHashSet<>(others)), anchors, rules);
        return walk.from(List.of(leaf))
                .map(Outcome::yes)
                .orElseGet(() -> Outcome.no(Reason.CREDENTIAL_NOT_VALID, walk.complaint()));
    }

    /** Those from which issuers' names lead to an anchor. */
    private static List<PathCertificate> leadingTo(List<PathCertificate> anchors, Set<PathCertificate> others) {
        Set<X500Name> names = new HashSet<>();
        anchors.forEach(anchor -> names.add(anchor.subject()));
        Set<PathCertificate> leading = new LinkedHashSet<>();
        for (boolean grown = true; grown; ) {
            grown = false;
            for (PathCertificate one : others) {
                if (names.contains(one.issuer()) && leading.add(one)) {
                    names.add(one.subject());
                    grown = true;
                }
            }
        }
        return List.copyOf(leading);
    }

    /** One search: what is left of its steps, and its first complaint. */
    private final class Walk {
        private final List<PathCertificate> others;
        private final List<PathCertificate> anchors;
        private final PathRules rules;
        private int steps = STEPS_MAX;
        private Optional<String> first = Optional.empty();

        Walk(List<PathCertificate> others, List<PathCertificate> anchors, PathRules rules) {
            this.others = others;
            this.anchors = anchors;
            this.rules = rules;
        }

        String complaint() {
            return steps <= 0
                    ? "no path within " + STEPS_MAX + " steps"
                    : first.orElse("the chain does not lead to an anchor");
        }

        Optional<CertificatePath> from(List<PathCertificate> chain) {
            PathCertificate top = chain.get(chain.size() - 1);
            for (PathCertificate anchor : anchors) {
                if (top.issuer().equals(anchor.subject()) && steps-- > 0) {
                    Outcome<CertificatePath> verdict = validator.validate(chain, anchor, rules);
                    Optional<CertificatePath> found = verdict.fold(Optional::of, no -> remember(no.detail()));
                    if (found.isPresent()) {
                        return found;
                    }
                }
            }
            long intermediates =
                    chain.stream().skip(1).filter(one -> !one.isSelfIssued()).count();
            return chain.size() < PathValidator.PATH_MAX && intermediates <= rules.depthMax()
                    ? through(chain, top)
                    : Optional.empty();
        }

        private Optional<CertificatePath> through(List<PathCertificate> chain, PathCertificate top) {
            for (PathCertificate next : others) {
                boolean named = !chain.contains(next) && top.issuer().equals(next.subject());
                Optional<CertificatePath> found = named && steps-- > 0 ? past(chain, next) : Optional.empty();
                if (found.isPresent()) {
                    return found;
                }
            }
            return Optional.empty();
        }

        private Optional<CertificatePath> past(List<PathCertificate> chain, PathCertificate next) {
            PathCertificate top = chain.get(chain.size() - 1);
            if (!top.isSignedBy(next.certificate().getPublicKey(), provider)) {
                return remember("the key of its issuer does not verify a certificate");
            }
            List<PathCertificate> longer = new ArrayList<>(chain);
            longer.add(next);
            return from(longer);
        }

        private Optional<CertificatePath> remember(String complaint) {
            first = first.isPresent() ? first : Optional.of(complaint);
            return Optional.empty();
        }
    }
}
