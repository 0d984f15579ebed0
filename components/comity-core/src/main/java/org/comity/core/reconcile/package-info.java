/**
 * The whole flow as one pure function over a set of observations, and the single writer. Main type: {@link org.comity.core.reconcile.Reconciler}.
 */
@NullMarked
package org.comity.core.reconcile;

import org.jspecify.annotations.NullMarked;
