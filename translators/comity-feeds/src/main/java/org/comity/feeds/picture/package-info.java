/**
 * The way back: the joint picture as CAP 1.2, CSV and JSON, every line with where it comes from: the observation, its
 * authority and the ruling. Main type: {@link org.comity.feeds.picture.PictureWriter}. Deliberately absent: a clock; the same
 * picture always gives the same octets.
 */
@NullMarked
package org.comity.feeds.picture;

import org.jspecify.annotations.NullMarked;
