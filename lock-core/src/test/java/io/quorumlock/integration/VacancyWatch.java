package io.quorumlock.integration;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Looks at the nodes again and again, for times in which a third instance could have got
 * the role as it has no owner on a majority of them.
 */
final class VacancyWatch implements AutoCloseable {

	private static final long PAUSE_NANOS = TimeUnit.MICROSECONDS.toNanos(200);

	private final FailoverCrew crew;

	private final CompletableFuture<Long> vacant;

	private volatile boolean closed;

	VacancyWatch(FailoverCrew crew) {
		this.crew = crew;
		this.vacant = Threads.start(this::look);
	}

	private Long look() {
		long vacancy = 0;
		long lastLook = System.nanoTime();
		while (!this.closed) {
			boolean owned = this.crew.isOwned();
			long now = System.nanoTime();
			vacancy += owned ? 0 : now - lastLook;
			lastLook = now;
			LockSupport.parkNanos(PAUSE_NANOS);
		}
		return vacancy;
	}

	/**
	 * Ends the watch.
	 * @return for how long the role had no owner
	 */
	Duration end() {
		close();
		return Duration.ofNanos(this.vacant.orTimeout(10, TimeUnit.SECONDS).join());
	}

	@Override
	public void close() {
		this.closed = true;
	}

}
