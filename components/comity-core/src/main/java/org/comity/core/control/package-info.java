/**
 * Observations about governance: the closed list of {@link org.comity.core.control.Statement}s and who may issue each.
 */
@NullMarked
package org.comity.core.control;

import org.jspecify.annotations.NullMarked;
