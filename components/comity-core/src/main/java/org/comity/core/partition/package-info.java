/**
 * How two sides meet: what each shows, and the session that opens when both have proven who they are. Main type:
 * {@link org.comity.core.partition.Session}. Deliberately absent: anything that enters S.
 */
@NullMarked
package org.comity.core.partition;

import org.jspecify.annotations.NullMarked;
