/**
 * Starts Redis nodes and several instances of the order service, and ends them again.
 */
@NullMarked
package io.quorumlock.sample.launcher;

import org.jspecify.annotations.NullMarked;
