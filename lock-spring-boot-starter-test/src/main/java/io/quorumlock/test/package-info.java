/**
 * Locks and leader election for tests: the engine of production on nodes in memory and on
 * time that the test moves.
 */
@NullMarked
package io.quorumlock.test;

import org.jspecify.annotations.NullMarked;
