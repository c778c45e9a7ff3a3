/**
 * Sessions: what an instance renews on each node instead of its leases.
 */
@NullMarked
package io.quorumlock.quorum.session;

import org.jspecify.annotations.NullMarked;
