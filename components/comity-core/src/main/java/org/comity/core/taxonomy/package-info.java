/**
 * Attested equivalences between names of different schemes. Deliberately absent: any rule that equal strings mean the same.
 */
@NullMarked
package org.comity.core.taxonomy;

import org.jspecify.annotations.NullMarked;
