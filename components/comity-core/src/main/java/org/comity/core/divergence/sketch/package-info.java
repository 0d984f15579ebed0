/**
 * What differs between two sets, at a cost that follows the difference and not the sets: a rateless sketch of 64-bit ids
 * that are salted anew for each session. Main types: {@link org.comity.core.divergence.sketch.SketchSender} and
 * {@link org.comity.core.divergence.sketch.SketchReceiver}. Deliberately absent: content, transport, and trust. A
 * difference is believed only after the digests of both sets agree, which a party that chooses its ids cannot bend.
 */
@NullMarked
package org.comity.core.divergence.sketch;

import org.jspecify.annotations.NullMarked;
