package io.quorumlock.integration;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

import io.lettuce.core.ClientOptions;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.quorumlock.Lease;
import io.quorumlock.LeaseRequest;
import io.quorumlock.election.QuorumLeaderElection;
import io.quorumlock.quorum.QuorumLockManager;
import io.quorumlock.redis.LettuceLeaseNode;
import io.quorumlock.redis.LockEventLoop;
import io.quorumlock.redis.RedisNodeSettings;
import io.quorumlock.redis.RedisServers;
import io.quorumlock.testing.Await;
import io.quorumlock.testing.RedisQuorum;
import io.quorumlock.time.Entropy;
import io.quorumlock.time.Ticker;
import io.quorumlock.time.Timers;

/**
 * All that one instance of a service has: an event loop, its nodes, a lock manager and an
 * election, put together as in production and connected.
 */
final class Instance implements AutoCloseable {

	private final LockEventLoop loop = new LockEventLoop();

	private final ExecutorService callbacks = Executors
		.newCachedThreadPool((task) -> new Thread(task, "lock-callbacks"));

	private volatile CompletableFuture<Void> gate = CompletableFuture.completedFuture(null);

	private final List<RedisClient> clients = new ArrayList<>();

	private final List<LettuceLeaseNode> nodes = new ArrayList<>();

	private final QuorumLockManager manager;

	private final ElectionRecord events = new ElectionRecord();

	private final QuorumLeaderElection election;

	private Instance(InstanceSettings settings) {
		RedisServers servers = new RedisServers();
		for (String uri : settings.uris()) {
			RedisClient client = RedisClient.create(this.loop.clientResources(), RedisURI.create(uri));
			client.setOptions(LettuceLeaseNode.clientOptions(ClientOptions.builder()).build());
			this.clients.add(client);
			this.nodes.add(new LettuceLeaseNode("node-" + (this.nodes.size() + 1), client, RedisNodeSettings.defaults(),
					servers, this.loop.timers()));
		}
		this.manager = new QuorumLockManager(this.nodes, settings.quorum(), Ticker.system(), this.loop.timers(),
				Entropy.system(), this::callBack);
		this.election = new QuorumLeaderElection(this.manager, (role) -> settings.election(), this.events);
	}

	private void callBack(Runnable task) {
		CompletableFuture<Void> opened = this.gate;
		this.callbacks.execute(() -> {
			opened.join();
			task.run();
		});
	}

	static Instance start(String id, RedisQuorum quorum) {
		return start(InstanceSettings.of(id, quorum));
	}

	static Instance start(InstanceSettings settings) {
		Instance instance = new Instance(settings);
		try {
			instance.nodes.forEach(LettuceLeaseNode::start);
			instance.awaitConnected();
			return instance;
		}
		catch (RuntimeException | Error ex) {
			instance.close();
			throw ex;
		}
	}

	void awaitConnected() {
		this.nodes.forEach((node) -> Await.until(node.name() + " is connected", node::connected));
	}

	QuorumLockManager manager() {
		return this.manager;
	}

	/**
	 * Attempts once, from a place that cannot be interrupted.
	 */
	Optional<Lease> tryAcquire(LeaseRequest request) {
		try {
			return this.manager.tryAcquire(request);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException(ex);
		}
	}

	QuorumLeaderElection election() {
		return this.election;
	}

	ElectionRecord events() {
		return this.events;
	}

	/**
	 * The protocol's thread, to be held up by a test.
	 */
	Timers protocolThread() {
		return this.loop.timers();
	}

	/**
	 * Lets callbacks wait, as if the executor they run on were busy.
	 */
	void holdUpCallbacks(CompletableFuture<Void> until) {
		this.gate = until;
	}

	@Override
	public void close() {
		this.election.stop().toCompletableFuture().orTimeout(10, TimeUnit.SECONDS).join();
		this.manager.close();
		this.nodes.forEach(LettuceLeaseNode::close);
		this.clients.forEach((client) -> client.shutdown(0, 1, TimeUnit.SECONDS));
		this.loop.close();
		this.callbacks.shutdown();
	}

}
