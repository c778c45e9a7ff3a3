/**
 * The nodes that all share, how far away they are, and how busy.
 */
@NullMarked
package io.quorumlock.benchmark.node;

import org.jspecify.annotations.NullMarked;
