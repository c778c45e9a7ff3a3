package io.quorumlock.integration;

import java.util.List;

import io.lettuce.core.RedisClient;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.sync.RedisCommands;
import io.quorumlock.testing.RedisServer;
import org.jspecify.annotations.Nullable;

/**
 * Looks at what a node keeps.
 */
final class Keyspace implements AutoCloseable {

	private static final String NAME = "lock:v1:name:" + InstanceSettings.NAMESPACE + "/";

	private static final String SESSION = "lock:v1:session:";

	private final RedisClient client;

	private final StatefulRedisConnection<String, String> connection;

	private final RedisCommands<String, String> commands;

	private Keyspace(RedisServer server) {
		this.client = RedisClient.create(server.uri());
		this.connection = this.client.connect();
		this.commands = this.connection.sync();
	}

	static Keyspace of(RedisServer server) {
		return new Keyspace(server);
	}

	List<String> sessions() {
		return this.commands.keys(SESSION + "*");
	}

	List<String> names() {
		return this.commands.keys(NAME + "*");
	}

	boolean hasOwner(String nameKey) {
		return ownerIn(this.commands.get(nameKey)) != null;
	}

	boolean expires(String nameKey) {
		return this.commands.pttl(nameKey) > 0;
	}

	@Nullable String owner(String name) {
		return ownerIn(this.commands.get(NAME + name));
	}

	/**
	 * The token of the lease that a name is granted to.
	 */
	@Nullable String token(String name) {
		String value = this.commands.get(NAME + name);
		return (ownerIn(value) != null) ? value.split(" ")[2] : null;
	}

	private static @Nullable String ownerIn(@Nullable String value) {
		String[] fields = (value != null) ? value.split(" ") : new String[0];
		return (fields.length > 2) ? fields[4] : null;
	}

	/**
	 * How long the owner of a name stays the owner if its session is not renewed.
	 * @return milliseconds, negative if there is no such session
	 */
	long remainingMillis(String name) {
		return this.commands.pttl(SESSION + owner(name));
	}

	long roundTripNanos() {
		long start = System.nanoTime();
		this.commands.ping();
		return System.nanoTime() - start;
	}

	@Override
	public void close() {
		this.connection.close();
		this.client.shutdown();
	}

}
