/**
 * What confidentiality labels mean: a policy orders classifications and types tags, and says whether a ceiling dominates a
 * label. Exact and pure. Deliberately absent: the form of labels and policy files, and any rule that equal strings of two
 * policies mean the same.
 */
@NullMarked
package org.comity.core.label;

import org.jspecify.annotations.NullMarked;
