package io.quorumlock.chaos;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

import io.lettuce.core.ClientOptions;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.quorumlock.quorum.QuorumLockManager;
import io.quorumlock.redis.LettuceLeaseNode;
import io.quorumlock.redis.LockEventLoop;
import io.quorumlock.redis.RedisServers;
import io.quorumlock.time.Entropy;
import io.quorumlock.time.Ticker;

/**
 * A lock manager, put together as in production, and the workers that use it.
 */
final class ClientWork {

	private final LockEventLoop loop = new LockEventLoop();

	private final ExecutorService callbacks = Executors.newCachedThreadPool();

	private final List<RedisClient> clients = new ArrayList<>();

	private final List<LettuceLeaseNode> nodes = new ArrayList<>();

	private final QuorumLockManager manager;

	private final List<Thread> workers = new ArrayList<>();

	private final CountDownLatch stop = new CountDownLatch(1);

	private volatile String failure = "";

	ClientWork(String id, List<String> uris, String registerHost, int registerPort, long seed, Stumble stumble)
			throws IOException {
		RedisServers servers = new RedisServers();
		for (String uri : uris) {
			RedisClient client = RedisClient.create(this.loop.clientResources(), RedisURI.create(uri));
			client.setOptions(LettuceLeaseNode.clientOptions(ClientOptions.builder()).build());
			this.clients.add(client);
			this.nodes.add(new LettuceLeaseNode("node-" + this.nodes.size(), client, ChaosSettings.node(), servers,
					this.loop.timers()));
		}
		this.manager = new QuorumLockManager(this.nodes, ChaosSettings.quorum(id, this.nodes.size()), Ticker.system(),
				this.loop.timers(), Entropy.system(), this.callbacks);
		this.nodes.forEach(LettuceLeaseNode::start);
		for (int i = 0; i < ChaosSettings.WORKERS; i++) {
			// Told apart from those of a process that was killed
			String worker = id + "-" + ProcessHandle.current().pid() + "-" + i;
			RegisterClient register = new RegisterClient(registerHost, registerPort);
			ClientWorker work = new ClientWorker(id, worker, this.manager, register, stumble, this.stop, seed + i);
			Thread thread = new Thread(() -> run(work, register), worker);
			this.workers.add(thread);
			thread.start();
		}
	}

	private void run(ClientWorker work, RegisterClient register) {
		try (register) {
			work.run();
		}
		catch (IOException | InterruptedException | RuntimeException ex) {
			this.failure = ex.toString();
		}
	}

	/**
	 * Lets the workers finish what they do and gives all back.
	 * @throws IllegalStateException if something went wrong, now or before
	 */
	void stop() throws InterruptedException {
		this.stop.countDown();
		for (Thread worker : this.workers) {
			worker.join(TimeUnit.SECONDS.toMillis(10));
			if (worker.isAlive()) {
				throw new IllegalStateException(
						worker.getName() + " hangs in " + Arrays.toString(worker.getStackTrace()));
			}
		}
		this.manager.close();
		this.nodes.forEach(LettuceLeaseNode::close);
		this.clients.forEach((client) -> client.shutdown(0, 1, TimeUnit.SECONDS));
		this.loop.close();
		this.callbacks.shutdown();
		if (!this.failure.isEmpty()) {
			throw new IllegalStateException(this.failure);
		}
	}

}
