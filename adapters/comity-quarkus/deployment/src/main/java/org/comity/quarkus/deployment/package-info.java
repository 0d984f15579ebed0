/**
 * What Quarkus does with the kit at build time. Main type: {@link org.comity.quarkus.deployment.ComityProcessor}. A native image
 * was not built; what it would need is registered. Deliberately absent: any decision.
 */
@NullMarked
package org.comity.quarkus.deployment;

import org.jspecify.annotations.NullMarked;
