/**
 * Legacy formats to drafts of observations, one draft a record. Main types: {@link org.comity.feeds.ComcatFeed} and {@link
 * org.comity.feeds.PdlFeed}. Deliberately absent: signing, and every statement of a source about which networks' events
 * are the same. Association is signed by whom the agreement names, never leaked by a feed.
 */
@NullMarked
package org.comity.feeds;

import org.jspecify.annotations.NullMarked;
