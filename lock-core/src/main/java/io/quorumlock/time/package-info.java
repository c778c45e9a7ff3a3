/**
 * Clocks, timers and randomness: all that is not deterministic.
 */
@NullMarked
package io.quorumlock.time;

import org.jspecify.annotations.NullMarked;
