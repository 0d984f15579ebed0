/**
 * Identities and digests that every mesh shares the form of. Deliberately absent: any registry of names.
 */
@NullMarked
package org.comity.core.mesh;

import org.jspecify.annotations.NullMarked;
