/**
 * Meshes in one process for tests: real keys, real wire, real stores in memory, time and network by hand. Main type:
 * {@link org.comity.testkit.LocalMeshes}. Deliberately absent: mocks.
 */
@NullMarked
package org.comity.testkit;

import org.jspecify.annotations.NullMarked;
