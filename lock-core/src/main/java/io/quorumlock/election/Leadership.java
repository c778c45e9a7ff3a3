package io.quorumlock.election;

import java.util.Optional;

import io.quorumlock.FencingToken;

/**
 * This instance's view of who leads a role. Thread-safe; no method blocks.
 */
public interface Leadership {

	/**
	 * The role.
	 * @return the name of the role
	 */
	String role();

	/**
	 * Whether this instance leads now, by comparing the clock with the deadline of the
	 * role's lease.
	 * @return {@code true} while no other instance can lead, within the documented clock
	 * assumptions
	 */
	boolean isLeader();

	/**
	 * The term that this instance leads, to be sent along with each write.
	 * @return the term as a fencing token, empty if this instance does not lead now
	 */
	Optional<FencingToken> term();

	/**
	 * Who leads, as last seen.
	 * @return the public id of an instance, empty if nobody was seen to lead yet
	 */
	Optional<String> leader();

}
