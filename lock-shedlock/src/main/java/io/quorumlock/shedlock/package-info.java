/**
 * Lets ShedLock take its locks as leases on a quorum of nodes.
 */
@NullMarked
package io.quorumlock.shedlock;

import org.jspecify.annotations.NullMarked;
