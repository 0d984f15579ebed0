/**
 * A site as Spring Boot beans, and its health for the actuator. Main type:
 * {@link org.comity.spring.ComityAutoConfiguration}. Deliberately absent: any decision.
 */
@NullMarked
package org.comity.spring;

import org.jspecify.annotations.NullMarked;
