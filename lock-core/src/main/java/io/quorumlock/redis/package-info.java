/**
 * Voting nodes that are Redis servers, reached through Lettuce.
 */
@NullMarked
package io.quorumlock.redis;

import org.jspecify.annotations.NullMarked;
