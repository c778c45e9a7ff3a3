package io.quorumlock.integration;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

import io.quorumlock.FencingToken;
import io.quorumlock.election.Leadership;

/**
 * Asks an instance again and again whether it leads. What it notes lies within the time
 * in which the gate was open: asked before the last yes, answered after the first.
 */
final class GateWatch implements AutoCloseable {

	/**
	 * As often as several such threads can ask without taking the cores from the rest.
	 */
	private static final long PAUSE_NANOS = TimeUnit.MICROSECONDS.toNanos(100);

	private final Leadership leadership;

	private final GateLog log;

	private final Thread thread;

	private volatile boolean closed;

	private GateWatch(Leadership leadership, GateLog log) {
		this.leadership = leadership;
		this.log = log;
		this.thread = new Thread(this::run, "gate-watch");
		this.thread.setDaemon(true);
	}

	static GateWatch start(Leadership leadership, GateLog log) {
		GateWatch watch = new GateWatch(leadership, log);
		watch.thread.start();
		return watch;
	}

	private void run() {
		long last = 0;
		while (!this.closed) {
			long askedAt = System.nanoTime();
			// There is one exactly while this instance leads
			long term = this.leadership.term().map(FencingToken::value).orElse(0L);
			if (term != 0 && term == last) {
				this.log.stillOpen(askedAt);
			}
			else if (term != 0) {
				this.log.opened(term, System.nanoTime());
				last = term;
			}
			LockSupport.parkNanos(PAUSE_NANOS);
		}
	}

	@Override
	public void close() {
		this.closed = true;
		try {
			this.thread.join();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

}
