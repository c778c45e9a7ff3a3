/**
 * What happens to leases and nodes, for those who count, log or show it.
 */
@NullMarked
package io.quorumlock.event;

import org.jspecify.annotations.NullMarked;
