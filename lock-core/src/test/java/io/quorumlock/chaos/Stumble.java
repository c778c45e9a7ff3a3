package io.quorumlock.chaos;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

/**
 * The place between the check and the write at which a process may be paused for longer
 * than its lease lasts: what makes fencing tokens necessary.
 */
final class Stumble {

	private final AtomicReference<@Nullable CountDownLatch> wanted = new AtomicReference<>();

	private final Consumer<PendingWrite> reached;

	private volatile CountDownLatch over = new CountDownLatch(0);

	/**
	 * A new place.
	 * @param reached tells the nemesis that a worker has come here
	 */
	Stumble(Consumer<PendingWrite> reached) {
		this.reached = reached;
	}

	/**
	 * Lets the next worker that comes here wait.
	 */
	void want() {
		this.over = new CountDownLatch(1);
		this.wanted.set(this.over);
	}

	/**
	 * Lets it go on.
	 */
	void goOn() {
		this.over.countDown();
	}

	void here(PendingWrite write) throws InterruptedException {
		CountDownLatch latch = this.wanted.getAndSet(null);
		if (latch != null) {
			this.reached.accept(write);
			latch.await();
		}
	}

}
