/**
 * Shows in the health endpoint whether enough nodes vote.
 */
@NullMarked
package io.quorumlock.spring.health;

import org.jspecify.annotations.NullMarked;
