/**
 * Shows in the health endpoint whether enough nodes vote, and whether campaigns go on.
 */
@NullMarked
package io.quorumlock.spring.health;

import org.jspecify.annotations.NullMarked;
