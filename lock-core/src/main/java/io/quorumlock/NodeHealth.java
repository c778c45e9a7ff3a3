package io.quorumlock;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

/**
 * How one node is doing.
 *
 * @param node the configured name of the node, without credentials
 * @param up whether it answered the last question in time
 * @param voting whether it votes; a node that was restarted or emptied does not for a
 * while
 * @param latency how long that answer took, {@code null} if there was none
 * @param breaker the state of its circuit breaker, such as {@code CLOSED}
 * @param detail a few words more, possibly empty
 */
public record NodeHealth(String node, boolean up, boolean voting, @Nullable Duration latency, String breaker,
		String detail) {

}
