/**
 * Mapping sets to equivalences and back. Main types: {@link org.comity.crosswalk.MappingSet} and {@link
 * org.comity.crosswalk.SssomTsv}. Deliberately absent: signing, and
 * any inference: what is no exact, broader or narrower match is reported and not taken.
 */
@NullMarked
package org.comity.crosswalk;

import org.jspecify.annotations.NullMarked;
