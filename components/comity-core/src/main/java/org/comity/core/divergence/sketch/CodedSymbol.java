package org.comity.core.divergence.sketch;

/**
 * One symbol of a sketch: of all ids that take part in it, their exclusive or, that of their checksums, and how many.
 */
public record CodedSymbol(long ids, long checks, int count) {}
