/**
 * What happens at the boundary: {@link org.comity.core.boundary.Verification} makes Verified, through ports that wire and crypto implement.
 */
@NullMarked
package org.comity.core.boundary;

import org.jspecify.annotations.NullMarked;
