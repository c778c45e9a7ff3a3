/**
 * The contestants: this library, its peers, and the floor beneath them all.
 */
@NullMarked
package io.quorumlock.benchmark.library;

import org.jspecify.annotations.NullMarked;
