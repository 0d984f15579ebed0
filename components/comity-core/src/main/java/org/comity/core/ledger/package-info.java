/**
 * The append-only log of one mesh: RFC 9162 hashing, signed heads, proofs. Deliberately absent: where it is kept.
 */
@NullMarked
package org.comity.core.ledger;

import org.jspecify.annotations.NullMarked;
