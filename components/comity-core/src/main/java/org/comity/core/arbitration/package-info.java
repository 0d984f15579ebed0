/**
 * Who prevails, by the policy that was agreed in advance, and why. Deliberately absent: any clock, any hash as a judge.
 */
@NullMarked
package org.comity.core.arbitration;

import org.jspecify.annotations.NullMarked;
