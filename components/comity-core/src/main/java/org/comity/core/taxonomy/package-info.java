/**
 * Attested equivalences between names of different schemes. Main types: {@link org.comity.core.taxonomy.Equivalence}, {@link
 * org.comity.core.taxonomy.Crosswalk}. Deliberately absent: any rule that equal strings mean the same.
 */
@NullMarked
package org.comity.core.taxonomy;

import org.jspecify.annotations.NullMarked;
