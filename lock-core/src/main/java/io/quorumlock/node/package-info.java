/**
 * The seam to a voting node: batches of operations out, batches of answers back.
 */
@NullMarked
package io.quorumlock.node;

import org.jspecify.annotations.NullMarked;
