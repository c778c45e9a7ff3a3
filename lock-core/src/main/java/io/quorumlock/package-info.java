/**
 * What a caller sees: locks, leases, fencing tokens and the exceptions.
 */
@NullMarked
package io.quorumlock;

import org.jspecify.annotations.NullMarked;
