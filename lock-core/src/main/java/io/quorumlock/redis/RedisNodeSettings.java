package io.quorumlock.redis;

import java.time.Duration;

import io.quorumlock.LeaseRequest;

/**
 * What a Redis node is told with each batch, and how patient its client is.
 *
 * @param maxClockSkew how far a proposed token may lie ahead of the node's clock
 * @param heldRetention how long the node keeps a name that is held; far longer than any
 * lease time
 * @param fenceRetention how long the node keeps the fence of a released name; at least
 * twice the clock skew, or a clock that is behind could propose a token below a forgotten
 * fence
 * @param handshakeTimeout how long a new connection may take until it can be used
 * @param silence after which time without any answer a connection that owes one is cut
 * @param reconnectInitial how long to wait before the first attempt to connect again
 * @param reconnectMax how long to wait between attempts at most
 */
public record RedisNodeSettings(Duration maxClockSkew, Duration heldRetention, Duration fenceRetention,
		Duration handshakeTimeout, Duration silence, Duration reconnectInitial, Duration reconnectMax) {

	private static final Duration SHORTEST = Duration.ofMillis(1);

	/**
	 * Checks the settings.
	 * @throws IllegalArgumentException if one is out of its bounds
	 */
	public RedisNodeSettings {
		if (maxClockSkew.isNegative() || isTooLong(maxClockSkew)) {
			throw new IllegalArgumentException("'maxClockSkew' must be from zero to 365 days");
		}
		requirePositive("heldRetention", heldRetention);
		requirePositive("fenceRetention", fenceRetention);
		requirePositive("handshakeTimeout", handshakeTimeout);
		requirePositive("silence", silence);
		requirePositive("reconnectInitial", reconnectInitial);
		if (fenceRetention.compareTo(maxClockSkew.multipliedBy(2)) < 0) {
			throw new IllegalArgumentException("'fenceRetention' must be at least twice 'maxClockSkew'");
		}
		if (reconnectMax.compareTo(reconnectInitial) < 0 || isTooLong(reconnectMax)) {
			throw new IllegalArgumentException("'reconnectMax' must be from 'reconnectInitial' to 365 days");
		}
	}

	/**
	 * The usual settings: an hour of clock skew, a day for held names, two hours for
	 * fences.
	 * @return the settings
	 */
	public static RedisNodeSettings defaults() {
		return new RedisNodeSettings(Duration.ofHours(1), Duration.ofDays(1), Duration.ofHours(2),
				Duration.ofSeconds(2), Duration.ofSeconds(5), Duration.ofMillis(50), Duration.ofSeconds(5));
	}

	/**
	 * The same with another clock skew and another retention of fences.
	 * @param maxClockSkew how far a proposed token may lie ahead of the node's clock
	 * @param fenceRetention how long the node keeps the fence of a released name
	 * @return the settings
	 */
	public RedisNodeSettings withFences(Duration maxClockSkew, Duration fenceRetention) {
		return new RedisNodeSettings(maxClockSkew, this.heldRetention, fenceRetention, this.handshakeTimeout,
				this.silence, this.reconnectInitial, this.reconnectMax);
	}

	/**
	 * The same with another patience for connections.
	 * @param handshakeTimeout how long a new connection may take until it can be used
	 * @param silence after which time without any answer a connection that owes one is
	 * cut
	 * @return the settings
	 */
	public RedisNodeSettings withPatience(Duration handshakeTimeout, Duration silence) {
		return new RedisNodeSettings(this.maxClockSkew, this.heldRetention, this.fenceRetention, handshakeTimeout,
				silence, this.reconnectInitial, this.reconnectMax);
	}

	private static void requirePositive(String name, Duration value) {
		if (value.compareTo(SHORTEST) < 0 || isTooLong(value)) {
			throw new IllegalArgumentException("'" + name + "' must be from a millisecond to 365 days");
		}
	}

	private static boolean isTooLong(Duration value) {
		return value.compareTo(LeaseRequest.MAX_DURATION) > 0;
	}

}
