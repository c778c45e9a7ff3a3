package io.quorumlock.event;

import java.time.Duration;

/**
 * Something that has happened to a node that votes, as this instance sees it.
 */
public sealed interface NodeEvent extends LockEvent {

	/**
	 * The name of the node.
	 * @return host and port, without credentials
	 */
	String node();

	/**
	 * A session, and with it all leases under it, was renewed on a node.
	 *
	 * @param node the name of the node
	 * @param margin how much time was left on that node when the renewal was confirmed;
	 * zero if it was too late
	 * @param leaseTime the lease time of the session
	 */
	record Renewed(String node, Duration margin, Duration leaseTime) implements NodeEvent {

	}

	/**
	 * A node has not confirmed a renewal: it did not answer in time, or could not be
	 * asked. It is tried again.
	 *
	 * @param node the name of the node
	 */
	record RenewalFailed(String node) implements NodeEvent {

	}

	/**
	 * A node does not know a session any more: what it had granted under it counts no
	 * longer.
	 *
	 * @param node the name of the node
	 */
	record SessionGone(String node) implements NodeEvent {

	}

	/**
	 * A node was restarted or emptied, so that it may have forgotten grants, and does not
	 * vote for a while.
	 *
	 * @param node the name of the node
	 * @param guard for how long it sits out at most
	 */
	record Reborn(String node, Duration guard) implements NodeEvent {

	}

	/**
	 * A node has refused a grant, as the token that this instance proposed lies too far
	 * ahead of the node's clock.
	 *
	 * @param node the name of the node
	 * @param ahead by how much the clock of this instance is ahead of the node's
	 */
	record ClockAhead(String node, Duration ahead) implements NodeEvent {

	}

	/**
	 * A node votes again after its restart guard.
	 *
	 * @param node the name of the node
	 */
	record Admitted(String node) implements NodeEvent {

	}

}
