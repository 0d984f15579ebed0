/**
 * One mesh opened from its folder: agreement, keys, store, ledger and channel as the beans that routes name, the same in every
 * runtime. Main type: {@link org.comity.site.Site}. Deliberately absent: any framework but Camel's ports, and brokers.
 */
@NullMarked
package org.comity.site;

import org.jspecify.annotations.NullMarked;
