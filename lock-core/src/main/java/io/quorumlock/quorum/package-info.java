/**
 * The protocol: rounds of votes, leases that rest on them, and their renewal.
 */
@NullMarked
package io.quorumlock.quorum;

import org.jspecify.annotations.NullMarked;
