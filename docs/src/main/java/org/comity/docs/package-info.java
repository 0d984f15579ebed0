/**
 * Makes the pages of the site that are not written by hand, and checks its links. Main type: {@link org.comity.docs.Pages}.
 * Deliberately absent: anything that says a thing a second time.
 */
@NullMarked
package org.comity.docs;

import org.jspecify.annotations.NullMarked;
