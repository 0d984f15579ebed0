/**
 * Mesh-derived time: what S proves about precedence, and by which layer of evidence. Main type:
 * {@link org.comity.core.temporal.TemporalEvidence}. Deliberately absent: any clock.
 */
@NullMarked
package org.comity.core.temporal;

import org.jspecify.annotations.NullMarked;
