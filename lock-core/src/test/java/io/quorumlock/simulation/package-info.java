/**
 * A deterministic world in which the classes that run in production run on virtual time.
 */
@NullMarked
package io.quorumlock.simulation;

import org.jspecify.annotations.NullMarked;
