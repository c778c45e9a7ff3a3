package io.quorumlock.quorum.session;

/**
 * A grant that a node may hold for a lease that nobody wants any more. It is owed until
 * the node confirms it or the session that carries the grant has ended.
 *
 * @param lease the number of the lease
 * @param name what was locked
 */
record OwedRelease(long lease, String name) {

}
