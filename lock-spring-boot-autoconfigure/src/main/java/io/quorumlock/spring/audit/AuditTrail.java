package io.quorumlock.spring.audit;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

import io.quorumlock.election.LeadershipEvent;
import io.quorumlock.event.LockEvent;
import io.quorumlock.event.LockListener;
import io.quorumlock.time.Ticker;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.event.EventListener;

/**
 * Publishes what happens as application events, and writes what is a transition into the
 * audit log, on a thread of its own, so that no lock waits for a listener or a disk. If
 * more happens than that thread can take for a while, events are left out, and the log
 * says how many, as it does of those that it failed to take.
 */
public final class AuditTrail implements LockListener, AutoCloseable {

	private static final Logger logger = LoggerFactory.getLogger(AuditTrail.class);

	private static final int ROOM = 10_000;

	private static final Duration CLOSE_PATIENCE = Duration.ofSeconds(2);

	private final @Nullable AuditLog log;

	private final ApplicationEventPublisher publisher;

	private final Ticker ticker;

	private final AuditEntries entries = new AuditEntries();

	private final BlockingQueue<Happening> queue = new ArrayBlockingQueue<>(ROOM);

	private final AtomicLong left = new AtomicLong();

	private final Thread thread;

	private volatile boolean closed;

	/** Whether the last record could not be written. Used on the thread only. */
	private boolean failing;

	/**
	 * A trail, with its thread.
	 * @param log where transitions are written, {@code null} for nowhere
	 * @param publisher where events are published
	 * @param ticker the clocks
	 */
	public AuditTrail(@Nullable AuditLog log, ApplicationEventPublisher publisher, Ticker ticker) {
		this.log = log;
		this.publisher = publisher;
		this.ticker = ticker;
		this.thread = new Thread(this::run, "lock-events");
		this.thread.setDaemon(true);
		this.thread.start();
	}

	@Override
	public void onEvent(LockEvent event) {
		offer(new Happening(now(), event, null));
	}

	/**
	 * Writes down what happens to a role.
	 * @param event what has happened
	 */
	@EventListener
	public void onEvent(LeadershipEvent event) {
		offer(new Happening(event.timestamp(), null, event));
	}

	private Instant now() {
		return Instant.EPOCH.plusMillis(TimeUnit.MICROSECONDS.toMillis(this.ticker.wallMicros()));
	}

	private void offer(Happening happening) {
		if (!this.queue.offer(happening)) {
			this.left.incrementAndGet();
		}
	}

	private void run() {
		try {
			while (!this.closed || !this.queue.isEmpty()) {
				Happening next = this.queue.poll(1, TimeUnit.SECONDS);
				if (next != null) {
					deal(next);
				}
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	private void deal(Happening happening) {
		LockEvent event = happening.event();
		if (event != null) {
			write(this.entries.quorum(happening.at(), event));
			write(this.entries.of(happening.at(), event));
			publish(event);
		}
		else if (happening.leadership() != null) {
			write(this.entries.of(happening.leadership()));
		}
	}

	private void publish(LockEvent event) {
		try {
			this.publisher.publishEvent(event);
		}
		catch (RuntimeException ex) {
			if (!this.closed) {
				logger.error("A listener failed on {}", event, ex);
			}
		}
	}

	private void write(@Nullable AuditEntry entry) {
		if (this.log == null || entry == null) {
			return;
		}
		try {
			long missing = this.left.get();
			if (missing > 0) {
				this.log.append(new AuditEntry(entry.at(), "left-out", "", null,
						missing + " events, as there were too many, or the log failed"));
				this.left.addAndGet(-missing);
			}
			this.log.append(entry);
			this.failing = false;
		}
		catch (RuntimeException ex) {
			this.left.incrementAndGet();
			if (!this.failing) {
				// Once, as locks may come and go hundreds of times a second
				logger.error("The audit log cannot be written; until it can be, what happens is left out of it", ex);
			}
			this.failing = true;
		}
	}

	/**
	 * Deals with what has happened so far, and ends the thread.
	 */
	@Override
	public void close() {
		this.closed = true;
		// Wakes the thread
		this.queue.offer(new Happening(now(), null, null));
		try {
			this.thread.join(CLOSE_PATIENCE.toMillis());
			if (this.thread.isAlive()) {
				logger.warn("A listener of lock events is still busy; {} events are left out", this.queue.size());
				this.thread.interrupt();
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	/**
	 * Something that has happened to a lock or a node, or else to a role.
	 */
	private record Happening(Instant at, @Nullable LockEvent event, @Nullable LeadershipEvent leadership) {

	}

}
