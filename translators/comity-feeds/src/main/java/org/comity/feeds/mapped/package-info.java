/**
 * Feeds by configuration: one mapping file says what each record of a CSV, fixed-width or JSON source becomes. Main types:
 * {@link org.comity.feeds.mapped.Mapping} and {@link org.comity.feeds.mapped.MappedFeed}. Deliberately absent: expressions
 * that compute, look anything up, or read a clock. A mapping is data, and the same octets always give the same drafts.
 */
@NullMarked
package org.comity.feeds.mapped;

import org.jspecify.annotations.NullMarked;
