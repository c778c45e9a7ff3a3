package io.quorumlock.event;

/**
 * Is told what happens to the leases of this instance and to the nodes.
 */
@FunctionalInterface
public interface LockListener {

	/**
	 * Called at once by the thread on which it happened: that of the protocol, which
	 * renews all leases, or that of a caller. Must not block. What it throws is logged.
	 * @param event what has happened
	 */
	void onEvent(LockEvent event);

}
