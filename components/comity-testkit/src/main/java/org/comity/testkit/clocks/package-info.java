/**
 * Devices and meshes with clocks that err, in a true time that nobody in them knows. Main type:
 * {@link org.comity.testkit.clocks.ClockSimulation}. Deliberately absent: signatures, which prove nothing about time.
 */
@NullMarked
package org.comity.testkit.clocks;

import org.jspecify.annotations.NullMarked;
