package io.quorumlock.spring.actuate;

import java.time.Duration;
import java.util.List;

import io.quorumlock.FencingToken;
import io.quorumlock.LockName;
import io.quorumlock.NodeSighting;
import io.quorumlock.NodeSighting.State;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.actuate.endpoint.OperationResponseBody;

/**
 * What the nodes say about a lock.
 *
 * @param lock what was asked for
 * @param nodes what each node says
 */
public record LockSightingDescriptor(String lock, List<NodeDescriptor> nodes) implements OperationResponseBody {

	static LockSightingDescriptor of(LockName lock, List<NodeSighting> sightings) {
		return new LockSightingDescriptor(lock.toString(), sightings.stream().map(NodeDescriptor::of).toList());
	}

	/**
	 * What a node says about a lock.
	 *
	 * @param node host and port of the node
	 * @param state whether somebody holds the lock there
	 * @param holder the public id of the holder's instance, {@code null} if it is not
	 * held
	 * @param token the holder's fencing token, {@code null} if it is not held
	 * @param remaining how long the node keeps it for the holder if that does not renew,
	 * {@code null} if it is not held
	 */
	public record NodeDescriptor(String node, State state, @Nullable String holder, @Nullable Long token,
			@Nullable Duration remaining) {

		static NodeDescriptor of(NodeSighting sighting) {
			FencingToken token = sighting.token();
			return new NodeDescriptor(sighting.node(), sighting.state(), sighting.holder(),
					(token != null) ? token.value() : null, sighting.remaining());
		}

	}

}
