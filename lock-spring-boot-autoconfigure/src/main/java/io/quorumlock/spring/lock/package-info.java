/**
 * Turns calls of {@link io.quorumlock.annotation.DistributedLock} methods into locked
 * ones.
 */
@NullMarked
package io.quorumlock.spring.lock;

import org.jspecify.annotations.NullMarked;
