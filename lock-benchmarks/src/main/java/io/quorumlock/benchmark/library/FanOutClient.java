package io.quorumlock.benchmark.library;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;

import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.SetArgs;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.async.RedisAsyncCommands;

/**
 * The floor: SET NX PX to all nodes at once, done at the reply with which a quorum is
 * reached, and a compare-and-delete to all nodes, done likewise. No fencing token, no
 * renewal, no deadline. Who finds the lock taken asks again after a moment.
 */
class FanOutClient implements LockClient {

	private static final String DELETE = """
			if redis.call('get', KEYS[1]) == ARGV[1] then return redis.call('del', KEYS[1]) end return 0""";

	private static final SetArgs IF_FREE = SetArgs.Builder.nx().px(Duration.ofSeconds(30));

	private static final long LONGEST_PAUSE_NANOS = Duration.ofMillis(10).toNanos();

	private final RedisClient client = RedisClient.create();

	private final List<StatefulRedisConnection<String, String>> connections;

	private final List<RedisAsyncCommands<String, String>> nodes;

	private final String script;

	private final String instance = ProcessHandle.current().pid() + "-";

	private final AtomicLong owners = new AtomicLong();

	FanOutClient(List<String> uris) {
		this(uris, DELETE);
	}

	FanOutClient(List<String> uris, String releaseScript) {
		this.connections = uris.stream().map((uri) -> this.client.connect(RedisURI.create(uri))).toList();
		this.nodes = this.connections.stream().map(StatefulRedisConnection::async).toList();
		this.connections.forEach((connection) -> connection.sync().scriptLoad(releaseScript));
		this.script = this.nodes.get(0).digest(releaseScript);
	}

	final RedisClient client() {
		return this.client;
	}

	final int quorum() {
		return this.nodes.size() / 2 + 1;
	}

	@Override
	public final Hold acquire(String name) throws InterruptedException {
		while (true) {
			String owner = this.instance + this.owners.incrementAndGet();
			if (ask((node) -> node.set(name, owner, IF_FREE).thenApply("OK"::equals))) {
				return new KeyHold(name, owner);
			}
			release(name, owner);
			await(name);
			if (Thread.interrupted()) {
				throw new InterruptedException();
			}
		}
	}

	/**
	 * Waits until it may be worth while to ask again.
	 */
	void await(String name) throws InterruptedException {
		LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(LONGEST_PAUSE_NANOS));
	}

	private void release(String name, String owner) {
		ask((node) -> node.<Long>evalsha(this.script, ScriptOutputType.INTEGER, new String[] { name }, owner)
			.thenApply((deleted) -> true));
	}

	private boolean ask(Function<RedisAsyncCommands<String, String>, CompletionStage<Boolean>> command) {
		CompletableFuture<Boolean> outcome = new CompletableFuture<>();
		QuorumCount count = new QuorumCount(this.nodes.size(), outcome);
		this.nodes.forEach((node) -> command.apply(node)
			.whenComplete((granted, failure) -> count.add(failure == null && Boolean.TRUE.equals(granted))));
		return outcome.join();
	}

	@Override
	public void close() {
		this.connections.forEach(StatefulRedisConnection::close);
		this.client.shutdown();
	}

	/**
	 * A key with its owner.
	 */
	private final class KeyHold implements Hold {

		private final String name;

		private final String owner;

		KeyHold(String name, String owner) {
			this.name = name;
			this.owner = owner;
		}

		@Override
		public void release() {
			FanOutClient.this.release(this.name, this.owner);
		}

		@Override
		public boolean isHeld() {
			return true;
		}

	}

}
