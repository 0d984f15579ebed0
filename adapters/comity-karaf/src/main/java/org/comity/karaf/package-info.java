/**
 * A site in Karaf, from one bundle that carries all it needs. Main type: {@link org.comity.karaf.ComityActivator}. Deliberately
 * absent: packages for other bundles, and any decision.
 */
@NullMarked
package org.comity.karaf;

import org.jspecify.annotations.NullMarked;
