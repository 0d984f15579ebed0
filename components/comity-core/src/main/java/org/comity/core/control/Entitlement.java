package org.comity.core.control;

import java.util.Optional;
import org.comity.core.agreement.Agreement;
import org.comity.core.agreement.Domain;
import org.comity.core.authority.AgentId;
import org.comity.core.authority.AuthorityId;
import org.comity.core.authority.Credential;
import org.comity.core.authority.Role;

/**
 * Who may issue each kind of control statement, default deny. For joint acts this says who may sign; how many must is
 * the fold's to count.
 */
public final class Entitlement {

    private Entitlement() {}

    /** Whether the agreement lets the holder of this credential issue the statement. */
    public static boolean allows(Statement statement, Credential issuer, Agreement agreement) {
        return switch (statement.kind()) {
            case CONSIGNMENT -> consigns((Statement.Consignment) statement, issuer, agreement);
            case REVOCATION,
                    CHECKPOINT,
                    INCLUSION_RECEIPT,
                    RECEIPT,
                    CERTIFICATE,
                    AGREEMENT_EPOCH,
                    CUT,
                    QUARANTINE,
                    EQUIVOCATION,
                    CLEARANCE -> isAgent(issuer, agreement);
            case EQUIVALENCE -> owns((Statement.Equivalent) statement, issuer, agreement);
            case EQUIVALENCE_REVOCATION -> isAuthority(issuer, agreement);
            case ASSOCIATION -> associates((Statement.Association) statement, issuer, agreement);
            case MERGE_DECISION -> decides((Statement.MergeDecision) statement, issuer, agreement);
        };
    }

    private static boolean isAgent(Credential issuer, Agreement agreement) {
        return issuer.role() == Role.AGENT
                && agreement
                        .meshOf(new AgentId(issuer.subject()))
                        .filter(issuer.mesh()::equals)
                        .isPresent();
    }

    private static boolean consigns(Statement.Consignment consignment, Credential issuer, Agreement agreement) {
        return isAgent(issuer, agreement) && consignment.agent().urn().equals(issuer.subject());
    }

    private static boolean owns(Statement.Equivalent statement, Credential issuer, Agreement agreement) {
        String subject = statement.equivalence().subject().scheme();
        String object = statement.equivalence().object().scheme();
        return isAuthority(issuer, agreement)
                && agreement
                        .authority(new AuthorityId(issuer.subject()))
                        .filter(entry -> entry.owns(subject) || entry.owns(object))
                        .isPresent();
    }

    private static boolean associates(Statement.Association link, Credential issuer, Agreement agreement) {
        return isAuthority(issuer, agreement)
                && domain(link.domain(), agreement)
                        .flatMap(Domain::associator)
                        .filter(named -> named.urn().equals(issuer.subject()))
                        .isPresent();
    }

    private static boolean decides(Statement.MergeDecision decision, Credential issuer, Agreement agreement) {
        return isAuthority(issuer, agreement)
                && domain(decision.domain(), agreement)
                        .filter(found -> found.deciders().contains(new AuthorityId(issuer.subject())))
                        .isPresent();
    }

    private static Optional<Domain> domain(String name, Agreement agreement) {
        return agreement.domains().stream()
                .filter(domain -> domain.name().equals(name))
                .findFirst();
    }

    /** An authority that the agreement lists under the very mesh that vouches for it. */
    private static boolean isAuthority(Credential issuer, Agreement agreement) {
        return issuer.role() == Role.AUTHORITY
                && agreement
                        .authority(new AuthorityId(issuer.subject()))
                        .filter(entry -> entry.mesh().equals(issuer.mesh()))
                        .isPresent();
    }
}
