/**
 * The {@code comity} command for operators and offline auditors. Main type: {@link org.comity.cli.Comity}. Exit 0 good, 1
 * refused, 2 usage. Deliberately absent: any decision of its own.
 */
@NullMarked
package org.comity.cli;

import org.jspecify.annotations.NullMarked;
