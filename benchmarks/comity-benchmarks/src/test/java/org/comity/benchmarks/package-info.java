/** What a speed claim of the project rests on: each row beside its baseline, in one run. Nothing depends on it. */
@NullMarked
package org.comity.benchmarks;

import org.jspecify.annotations.NullMarked;
