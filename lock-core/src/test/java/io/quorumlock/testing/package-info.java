/**
 * Test support: real Redis servers, timers by hand, and the contract that every voting
 * node keeps.
 */
@NullMarked
package io.quorumlock.testing;

import org.jspecify.annotations.NullMarked;
