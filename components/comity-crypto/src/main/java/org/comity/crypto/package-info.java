/**
 * Keys, credentials and signatures, with Bouncy Castle. Main types: {@link org.comity.crypto.MeshRoot}, which issues, and
 * {@link org.comity.crypto.PathCredentialCheck} and {@link org.comity.crypto.ProviderSignatureCheck}, which check.
 * Deliberately absent: any clock; who is believed is decided by the agreement alone.
 */
@NullMarked
package org.comity.crypto;

import org.jspecify.annotations.NullMarked;
