/**
 * The flow as Camel components, one scheme a part. Main types: {@link org.comity.camel.StageEndpoint},
 * {@link org.comity.camel.GatewayEndpoint} and {@link org.comity.camel.ObserveEndpoint}. Framework classes hold no decision:
 * body in, one domain call, body out. Deliberately absent: verdicts in headers.
 */
@NullMarked
package org.comity.camel;

import org.jspecify.annotations.NullMarked;
