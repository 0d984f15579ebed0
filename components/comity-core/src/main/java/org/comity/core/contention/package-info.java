/**
 * Which observations compete: facts, features that are the same, contentions. Deliberately absent: who wins.
 */
@NullMarked
package org.comity.core.contention;

import org.jspecify.annotations.NullMarked;
