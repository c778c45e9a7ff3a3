package io.quorumlock.benchmark.workload;

import java.io.Serializable;
import java.time.Duration;
import java.util.ArrayList;

import io.quorumlock.benchmark.jvm.Span;
import io.quorumlock.benchmark.jvm.Task;
import io.quorumlock.benchmark.library.Hold;
import io.quorumlock.benchmark.library.LockClient;

/**
 * One of two that pass a lock to each other: holds it for long enough that the other one
 * waits for it by then, and asks again only when the other one has it.
 *
 * @param span for how long
 * @param name what to lock
 */
record HandOverLoop(Span span, String name) implements Task<HandOverLoop.Turns> {

	static final Duration HOLD = Duration.ofMillis(20);

	private static final long PAUSE_NANOS = Duration.ofMillis(10).toNanos();

	@Override
	public Turns run(LockClient client) throws Exception {
		Turns turns = new Turns();
		this.span.awaitStart();
		while (this.span.lasts()) {
			long askedAt = System.nanoTime();
			Hold hold = client.acquire(this.name);
			long heldAt = System.nanoTime();
			Span.park(HOLD.toNanos());
			long releasedAt = System.nanoTime();
			hold.release();
			turns.add(new Turn(askedAt, heldAt, releasedAt));
			Span.park(PAUSE_NANOS);
		}
		return turns;
	}

	/**
	 * The turns of one of the two.
	 */
	static final class Turns extends ArrayList<Turn> {

	}

	/**
	 * A time for which the lock was held, on the clock that both share.
	 *
	 * @param askedAt when it was asked for
	 * @param heldAt when it was held
	 * @param releasedAt when it was about to be released
	 */
	record Turn(long askedAt, long heldAt, long releasedAt) implements Serializable {

	}

}
