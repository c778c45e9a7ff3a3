package io.quorumlock.election;

/**
 * Something that happened to the leadership of a role. Events of one role are delivered
 * one after the other on that role's own thread, never on the thread that renews.
 */
public sealed interface LeadershipEvent permits LeadershipGranted, LeadershipRevoked, LeaderChanged {

	/**
	 * The role.
	 * @return the name of the role
	 */
	String role();

	/**
	 * The term, which rises with every new leader of the role. It is the fencing token of
	 * the role's lease.
	 * @return the term
	 */
	long term();

	/**
	 * The instance that leads, or led, in this term.
	 * @return the public id of an instance
	 */
	String instanceId();

}
