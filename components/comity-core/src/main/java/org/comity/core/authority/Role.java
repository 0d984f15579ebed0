package org.comity.core.authority;

/** What a key may be used for. One key has one role; the credential's extended key usage says which. */
public enum Role {
    /** Speaks for an authority: data, equivalences, associations, merge decisions, revocations. */
    AUTHORITY,
    /** Carries across: consignments, receipts, certificates, agreement epochs, cuts. */
    AGENT,
    /** Signs the heads of the mesh's ledger. */
    LEDGER
}
