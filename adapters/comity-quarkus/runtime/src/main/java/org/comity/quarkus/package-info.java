/**
 * A site as beans of Camel Quarkus. Main type: {@link org.comity.quarkus.ComityRecorder}. Deliberately absent: any decision.
 */
@NullMarked
package org.comity.quarkus;

import org.jspecify.annotations.NullMarked;
