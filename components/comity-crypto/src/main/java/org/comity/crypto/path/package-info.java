/**
 * Certification paths (RFC 5280) under the anchors of one mesh. Main types: {@link org.comity.crypto.path.PathValidator}, which
 * judges, and {@link org.comity.crypto.path.PathRules}, which holds all that a verdict depends on besides the certificates. Bouncy Castle does
 * section 6; the certificate profile of section 4, and whatever an anchor itself constrains, is judged here, because common validators
 * ignore both. Deliberately absent: any clock, any fetching of certificates or lists, any installed provider.
 */
@NullMarked
package org.comity.crypto.path;

import org.jspecify.annotations.NullMarked;
