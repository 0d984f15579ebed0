/**
 * Legacy formats to drafts of observations, one draft a record. Main types: {@link org.comity.feeds.ComcatFeed}, {@link
 * org.comity.feeds.PdlFeed} and {@link org.comity.feeds.CapFeed}. Deliberately absent: signing, and every statement of a source about which networks' events
 * are the same. Association is signed by whom the agreement names, never leaked by a feed.
 */
@NullMarked
package org.comity.feeds;

import org.jspecify.annotations.NullMarked;
