package io.quorumlock.benchmark.library;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

import io.lettuce.core.RedisURI;
import io.lettuce.core.pubsub.RedisPubSubAdapter;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;

/**
 * The floor for locks that are fought over: whoever waits in this JVM is told when a
 * quorum of nodes has seen the lock released, one thread at a time.
 */
final class NotifyingFanOutClient extends FanOutClient {

	private static final String DELETE_AND_TELL = """
			if redis.call('get', KEYS[1]) == ARGV[1] then
			redis.call('publish', 'free:' .. KEYS[1], ARGV[1]) return redis.call('del', KEYS[1]) end return 0""";

	private static final String CHANNEL = "free:";

	private static final int REMEMBERED = 1024;

	private final Map<String, Semaphore> waiters = new ConcurrentHashMap<>();

	private final Set<String> subscribed = ConcurrentHashMap.newKeySet();

	private final Map<String, Integer> heard = new LinkedHashMap<>() {

		@Override
		protected boolean removeEldestEntry(Map.Entry<String, Integer> eldest) {
			return size() > REMEMBERED;
		}

	};

	private final List<StatefulRedisPubSubConnection<String, String>> listeners;

	NotifyingFanOutClient(List<String> uris) {
		super(uris, DELETE_AND_TELL);
		this.listeners = uris.stream().map((uri) -> client().connectPubSub(RedisURI.create(uri))).toList();
		this.listeners.forEach((listener) -> listener.addListener(new RedisPubSubAdapter<>() {

			@Override
			public void message(String channel, String owner) {
				released(channel.substring(CHANNEL.length()), owner);
			}

		}));
	}

	private void released(String name, String owner) {
		synchronized (this.heard) {
			if (this.heard.merge(owner, 1, Integer::sum) != quorum()) {
				return;
			}
		}
		Semaphore semaphore = this.waiters.get(name);
		if (semaphore != null && semaphore.availablePermits() == 0) {
			semaphore.release();
		}
	}

	// A message that comes before the subscription is made up for by the timeout
	@Override
	void await(String name) throws InterruptedException {
		Semaphore semaphore = this.waiters.computeIfAbsent(name, (key) -> new Semaphore(0));
		if (this.subscribed.add(name)) {
			this.listeners.forEach((listener) -> listener.sync().subscribe(CHANNEL + name));
		}
		long timeout = ThreadLocalRandom.current().nextLong(20, 60);
		if (semaphore.tryAcquire(timeout, TimeUnit.MILLISECONDS)) {
			semaphore.drainPermits();
		}
	}

	@Override
	public void close() {
		this.listeners.forEach(StatefulRedisPubSubConnection::close);
		super.close();
	}

}
