/**
 * The link to one node: batching, timeout and circuit breaker.
 */
@NullMarked
package io.quorumlock.quorum.link;

import org.jspecify.annotations.NullMarked;
