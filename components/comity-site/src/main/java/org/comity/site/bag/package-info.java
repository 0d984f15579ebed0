/**
 * Bags as media: RFC 8493 folders and ZIP files of one closed profile, read from hands that are not trusted and written so that a
 * halt leaves none that is half done. Main type: {@link org.comity.site.bag.Bag}. Deliberately absent: fetch lists, other
 * checksums than SHA-256, and any belief in what a bag says of itself.
 */
@NullMarked
package org.comity.site.bag;

import org.jspecify.annotations.NullMarked;
