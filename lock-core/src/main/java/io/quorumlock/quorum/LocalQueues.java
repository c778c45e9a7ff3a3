package io.quorumlock.quorum;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import io.quorumlock.LockName;
import io.quorumlock.LockStatus;

/**
 * The queues of this process, one for each lock that is held or wanted. Thread-safe.
 */
final class LocalQueues {

	private final LeaseEngine engine;

	private final HandOffRules rules;

	private final Map<LockName, LocalQueue> queues = new ConcurrentHashMap<>();

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
					if (ticket.giveUp()) {
						queue.leave(ticket);
					}
				};
			}
			this.queues.remove(lock, queue);
		}
	}

	private LocalQueue create(LockName lock) {
		return new LocalQueue(lock, this);
	}

	/**
	 * Asks the nodes for all queues.
	 */
	LeaseEngine engine() {
		return this.engine;
	}

	/**
	 * When a lease may be handed on.
	 */
	HandOffRules rules() {
		return this.rules;
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
	 * The locks that are held or wanted. From any thread.
	 */
	List<LockStatus> status() {
		return this.queues.values().stream().map(LocalQueue::status).toList();
	}

	/**
	 * Ends all waits.
	 */
	void close() {
		List.copyOf(this.queues.values()).forEach(LocalQueue::close);
	}

}
