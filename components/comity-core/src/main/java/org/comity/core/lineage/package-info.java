/**
 * Where an observation comes from, in W3C PROV terms. Links compose into one DAG over oids.
 */
@NullMarked
package org.comity.core.lineage;

import org.jspecify.annotations.NullMarked;
