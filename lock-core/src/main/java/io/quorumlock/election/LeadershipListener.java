package io.quorumlock.election;

/**
 * Is told what happens to the roles of this instance.
 */
@FunctionalInterface
public interface LeadershipListener {

	/**
	 * Called for the events of one role one after the other on that role's own thread. A
	 * slow listener delays the events behind it and this instance's next candidacy, never
	 * renewal, other roles, or the closing of the gate, which
	 * {@link Leadership#isLeader()} shows at once. What it throws is logged; for
	 * {@link LeadershipGranted}, the role may be configured to be given up then.
	 * @param event what happened
	 */
	void onEvent(LeadershipEvent event);

}
