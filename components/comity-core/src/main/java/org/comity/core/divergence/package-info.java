/**
 * Is it safe to merge? A certificate, the same on every side. What differs is told by frontiers.
 */
@NullMarked
package org.comity.core.divergence;

import org.jspecify.annotations.NullMarked;
