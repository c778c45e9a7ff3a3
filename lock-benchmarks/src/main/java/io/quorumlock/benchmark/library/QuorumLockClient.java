package io.quorumlock.benchmark.library;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

import io.lettuce.core.ClientOptions;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.quorumlock.Lease;
import io.quorumlock.LeaseRequest;
import io.quorumlock.quorum.QuorumLockManager;
import io.quorumlock.quorum.QuorumSettings;
import io.quorumlock.redis.LettuceLeaseNode;
import io.quorumlock.redis.LockEventLoop;
import io.quorumlock.redis.RedisNodeSettings;
import io.quorumlock.redis.RedisServers;
import io.quorumlock.time.Entropy;
import io.quorumlock.time.Ticker;

/**
 * This library with its defaults, put together as the starter does.
 */
final class QuorumLockClient implements LockClient {

	private static final Duration PATIENCE = Duration.ofSeconds(60);

	private final LockEventLoop loop = new LockEventLoop();

	private final ExecutorService callbacks = Executors.newCachedThreadPool();

	private final List<RedisClient> clients = new ArrayList<>();

	private final List<LettuceLeaseNode> nodes = new ArrayList<>();

	private final QuorumLockManager manager;

	QuorumLockClient(List<String> uris) {
		RedisServers servers = new RedisServers();
		for (String uri : uris) {
			RedisClient client = RedisClient.create(this.loop.clientResources(), RedisURI.create(uri));
			client.setOptions(LettuceLeaseNode.clientOptions(ClientOptions.builder()).build());
			this.clients.add(client);
			this.nodes.add(new LettuceLeaseNode("node-" + (this.nodes.size() + 1), client, RedisNodeSettings.defaults(),
					servers, this.loop.timers()));
		}
		QuorumSettings settings = QuorumSettings.defaults("benchmark", "instance-" + ProcessHandle.current().pid(),
				QuorumSettings.majority(uris.size()));
		this.manager = new QuorumLockManager(this.nodes, settings, Ticker.system(), this.loop.timers(),
				Entropy.system(), this.callbacks);
		CompletableFuture
			.allOf(this.nodes.stream()
				.map((node) -> node.start().toCompletableFuture())
				.toArray(CompletableFuture<?>[]::new))
			.orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS)
			.join();
	}

	@Override
	public Hold acquire(String name) throws InterruptedException {
		return new LeaseHold(this.manager.acquire(LeaseRequest.of("benchmark", name).withWaitTime(PATIENCE)));
	}

	@Override
	public void close() {
		this.manager.close();
		this.nodes.forEach(LettuceLeaseNode::close);
		this.clients.forEach((client) -> client.shutdown(0, 1, TimeUnit.SECONDS));
		this.loop.close();
		this.callbacks.shutdown();
	}

	/**
	 * A lease.
	 *
	 * @param lease the lease
	 */
	private record LeaseHold(Lease lease) implements Hold {

		@Override
		public void release() {
			this.lease.close();
		}

		@Override
		public boolean isHeld() {
			return this.lease.isHeld();
		}

	}

}
