package io.quorumlock.election;

/**
 * Is told what happens to the roles that this instance campaigns for.
 */
@FunctionalInterface
public interface LeadershipListener {

	/**
	 * Called for the events of one role one after the other on that role's own thread. A
	 * slow listener delays the events behind it, never renewal or the closing of the
	 * gate, which {@link Leadership#isLeader()} shows at once. What it throws is logged.
	 * @param event what happened
	 */
	void onEvent(LeadershipEvent event);

}
