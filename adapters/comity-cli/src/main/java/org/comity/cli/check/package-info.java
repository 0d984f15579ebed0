/**
 * Reads routes written in YAML without starting them, and says what cannot work. Main type:
 * {@link org.comity.cli.check.RouteCheck}. Deliberately absent: the network, the registry, and anything that a route does.
 */
@NullMarked
package org.comity.cli.check;

import org.jspecify.annotations.NullMarked;
