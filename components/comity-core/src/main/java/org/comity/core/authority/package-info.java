/**
 * Who may speak: credentials, scopes, attestations. Deliberately absent: keys and path validation, which are ports.
 */
@NullMarked
package org.comity.core.authority;

import org.jspecify.annotations.NullMarked;
