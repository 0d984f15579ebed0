/**
 * What parties co-sign in advance, as data: {@link org.comity.core.agreement.Agreement} is the main type.
 */
@NullMarked
package org.comity.core.agreement;

import org.jspecify.annotations.NullMarked;
