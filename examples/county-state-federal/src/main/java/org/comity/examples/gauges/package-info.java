/**
 * A county, its state and a federal agency under one agreement: three legacy feeds, each by its mapping file and a few lines of
 * YAML, one joint picture, alerts of CAP 1.2. Main type: {@link org.comity.examples.gauges.Demo}.
 */
@NullMarked
package org.comity.examples.gauges;

import org.jspecify.annotations.NullMarked;
