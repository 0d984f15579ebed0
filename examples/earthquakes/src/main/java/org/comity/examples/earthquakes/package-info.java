/**
 * Two meshes reconcile real earthquakes. Main type: {@link org.comity.examples.earthquakes.Demo}. The routes are in
 * {@code earthquakes.yaml}; deliberately absent: any decision in Java.
 */
@NullMarked
package org.comity.examples.earthquakes;

import org.jspecify.annotations.NullMarked;
