/**
 * Faults on purpose: a disk that forgets what was not forced. Main type: {@link org.comity.testkit.faults.CrashTrial}.
 * Deliberately absent: faults that only an own process can have, such as a kill.
 */
@NullMarked
package org.comity.testkit.faults;

import org.jspecify.annotations.NullMarked;
