package io.quorumlock;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

/**
 * What one node says about a lock.
 *
 * @param node host and port of the node, without credentials
 * @param state whether somebody holds the lock there
 * @param holder the public id of the holder's instance, {@code null} if it is not held
 * @param token the holder's fencing token, {@code null} if it is not held
 * @param remaining how long the node keeps it for the holder if that does not renew,
 * {@code null} if it is not held
 */
public record NodeSighting(String node, State state, @Nullable String holder, @Nullable FencingToken token,
		@Nullable Duration remaining) {

	/**
	 * What a node says about a lock that it does not say is held.
	 * @param node host and port of the node
	 * @param state what it says
	 * @return the sighting
	 */
	public static NodeSighting of(String node, State state) {
		return new NodeSighting(node, state, null, null, null);
	}

	/**
	 * Whether somebody holds a lock on a node.
	 */
	public enum State {

		/** Somebody holds it. */
		HELD,

		/** Nobody holds it. */
		FREE,

		/** The node does not vote, as it may have forgotten grants. */
		SITTING_OUT,

		/** The node has not answered in time, or could not be asked. */
		NO_ANSWER

	}

}
