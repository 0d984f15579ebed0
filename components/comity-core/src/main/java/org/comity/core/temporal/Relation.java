package org.comity.core.temporal;

/** How one observation stands to another in time. */
public enum Relation {
    BEFORE,
    AFTER,
    /** Nothing proves an order. */
    CONCURRENT
}
