package io.quorumlock.quorum;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import io.quorumlock.LockName;
import io.quorumlock.node.News;

/**
 * The queues of this process, one for each lock that is held or wanted. Thread-safe.
 */
final class LocalQueues {

	private final LeaseEngine engine;

	private final HandOffRules rules;

	private final Map<LockName, LocalQueue> queues = new ConcurrentHashMap<>();

	private final Map<Long, LocalQueue> holders = new ConcurrentHashMap<>();

	LocalQueues(LeaseEngine engine, HandOffRules rules) {
		this.engine = engine;
		this.rules = rules;
	}

	/**
	 * Waits for a lock.
	 * @return gives up, if run before the wait has ended
	 */
	Runnable enter(Ticket ticket) {
		LockName lock = ticket.request().lock();
		while (true) {
			LocalQueue queue = this.queues.computeIfAbsent(lock, this::create);
			if (queue.enter(ticket)) {
				return () -> {
					if (ticket.take()) {
						queue.leave(ticket);
					}
				};
			}
			this.queues.remove(lock, queue);
		}
	}

	/**
	 * Somebody elsewhere waits for what a lease locks.
	 */
	void want(News.Wanted news) {
		LocalQueue queue = this.holders.get(news.lease());
		if (queue != null) {
			queue.want(news.lease());
		}
	}

	private LocalQueue create(LockName lock) {
		return new LocalQueue(lock, this.engine, this.rules, this);
	}

	/** What concerns a lease concerns a queue from now on. */
	void holds(LocalQueue queue, long lease) {
		this.holders.put(lease, queue);
	}

	/** What concerns a lease, if there was one, concerns no queue any more. */
	void leave(long lease) {
		this.holders.remove(lease);
	}

	/** Nobody needs a queue any more. */
	void idle(LocalQueue queue) {
		this.queues.remove(queue.lock(), queue);
	}

	/**
	 * How many locks are held or wanted.
	 */
	int size() {
		return this.queues.size();
	}

	/**
	 * Ends all waits.
	 */
	void close() {
		List.copyOf(this.queues.values()).forEach(LocalQueue::close);
	}

}
