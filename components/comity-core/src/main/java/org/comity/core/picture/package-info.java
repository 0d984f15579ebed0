/**
 * The joint picture: the fold of everything admitted, never written to directly.
 */
@NullMarked
package org.comity.core.picture;

import org.jspecify.annotations.NullMarked;
