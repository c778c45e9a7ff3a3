/**
 * Metrics of locks, nodes and roles.
 */
@NullMarked
package io.quorumlock.spring.observation;

import org.jspecify.annotations.NullMarked;
