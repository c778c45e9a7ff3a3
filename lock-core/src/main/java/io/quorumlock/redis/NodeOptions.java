package io.quorumlock.redis;

import java.lang.reflect.Field;

import io.lettuce.core.ClientOptions;
import io.lettuce.core.MaintNotificationsConfig;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.TimeoutOptions;

/**
 * What a node requires of the client that it is given.
 */
final class NodeOptions {

	private NodeOptions() {
	}

	static ClientOptions.Builder apply(ClientOptions.Builder builder) {
		// Lettuce sends again on a new connection what it got no answer to. A grant that
		// comes about in this way, long after its release, has no owner.
		builder.autoReconnect(false);
		builder.disconnectedBehavior(ClientOptions.DisconnectedBehavior.REJECT_COMMANDS);
		// A server's request to move elsewhere would keep commands back and send them
		// later
		builder.maintNotificationsConfig(MaintNotificationsConfig.disabled());
		// Whoever submits a batch has a timer for it already
		builder.timeoutOptions(TimeoutOptions.builder().timeoutCommands(false).build());
		builder.publishOnScheduler(false);
		return builder;
	}

	static void require(String node, ClientOptions options) {
		if (options.isAutoReconnect()) {
			throw new IllegalArgumentException("The Redis client of node '" + node
					+ "' must not reconnect by itself, as it would send commands twice:"
					+ " apply LettuceLeaseNode.clientOptions(..) to its options");
		}
		if (options.getDisconnectedBehavior() == ClientOptions.DisconnectedBehavior.ACCEPT_COMMANDS) {
			throw new IllegalArgumentException("The Redis client of node '" + node
					+ "' must reject commands while it is disconnected, not keep them for later:"
					+ " apply LettuceLeaseNode.clientOptions(..) to its options");
		}
	}

	/**
	 * The URI that a client was made with. Lettuce keeps it to itself and offers no way
	 * to connect to it asynchronously; Spring Data Redis reads it in the same way.
	 */
	static RedisURI uriOf(String node, RedisClient client) {
		try {
			Field field = RedisClient.class.getDeclaredField("redisURI");
			field.setAccessible(true);
			if (field.get(client) instanceof RedisURI uri) {
				return uri;
			}
		}
		catch (ReflectiveOperationException | RuntimeException ex) {
			throw new IllegalArgumentException("The URI of the Redis client of node '" + node
					+ "' cannot be read: give it to the constructor of LettuceLeaseNode", ex);
		}
		throw new IllegalArgumentException("The Redis client of node '" + node + "' has no URI");
	}

	static RedisURI require(String node, RedisURI uri, boolean failover) {
		if (failover && !uri.getSentinels().isEmpty()) {
			return uri;
		}
		if (!uri.getSentinels().isEmpty()) {
			throw new IllegalArgumentException("Node '" + node
					+ "' must be a Redis server of its own: a Sentinel's failover may lose grants, and tells nobody");
		}
		if (uri.getHost() == null && uri.getSocket() == null) {
			throw new IllegalArgumentException("The URI of node '" + node + "' has no host");
		}
		return uri;
	}

}
