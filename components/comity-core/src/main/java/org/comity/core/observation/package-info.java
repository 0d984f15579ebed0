/**
 * The only thing that crosses: a signed, governed record of a fact, in W3C SOSA terms. Deliberately absent: the wire.
 */
@NullMarked
package org.comity.core.observation;

import org.jspecify.annotations.NullMarked;
