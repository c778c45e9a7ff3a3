package io.quorumlock.quorum;

import java.time.Duration;
import java.util.function.Consumer;

import io.quorumlock.LeaseRequest;
import io.quorumlock.LockName;
import io.quorumlock.quorum.Attempt.AttemptResult;
import io.quorumlock.time.Timers;
import org.jspecify.annotations.Nullable;

/**
 * Attempts at a lock until it is held, the wait is over or the caller gives up; between
 * two attempts it stands back, longer each time and by chance.
 */
final class Acquisition {

	private final EngineContext context;

	private final LeaseGroup group;

	private final LockName lock;

	private final Duration wait;

	private final @Nullable Duration maxHold;

	private final @Nullable Duration minHold;

	private final Consumer<AcquireResult> done;

	private final long startedAt;

	private int attempts;

	private long seen;

	private boolean over;

	private Timers.@Nullable Timer pause;

	/**
	 * An acquisition that has not begun.
	 * @param above the highest token seen for the lock
	 * @param done told how it ended
	 */
	Acquisition(EngineContext context, LeaseGroup group, LeaseRequest request, Duration wait,
			@Nullable Duration maxHold, long above, Consumer<AcquireResult> done) {
		this.context = context;
		this.group = group;
		this.lock = request.lock();
		this.wait = wait;
		this.maxHold = maxHold;
		this.minHold = request.minHold();
		this.seen = above;
		this.done = done;
		this.startedAt = context.ticker().nanos();
	}

	void attempt() {
		this.pause = null;
		this.attempts++;
		new Attempt(this.context, this.group, this.lock, this.context.newGrant(this.lock), this.seen, this::attempted)
			.start();
	}

	/**
	 * Ends the wait without a result. A lease that is granted nevertheless is given back.
	 */
	void cancel() {
		this.over = true;
		if (this.pause != null) {
			this.pause.cancel();
			this.pause = null;
		}
	}

	/**
	 * Ends the wait with a result, unless it has ended.
	 */
	void end(AcquireResult result) {
		if (!this.over) {
			cancel();
			this.done.accept(result);
		}
	}

	private void attempted(AttemptResult result) {
		if (result instanceof AttemptResult.Granted granted) {
			granted(granted.lease());
		}
		else if (!this.over) {
			failed(result);
		}
	}

	private void granted(HeldLease lease) {
		if (this.over) {
			lease.startRelease();
			return;
		}
		this.over = true;
		lease.bound(this.context.timers(), this.maxHold, this.minHold);
		this.done.accept(new AcquireResult.Acquired(lease));
	}

	private void failed(AttemptResult result) {
		long left = this.wait.toNanos() - elapsedNanos();
		if (left <= 0) {
			this.over = true;
			this.done.accept(outcome(result));
			return;
		}
		if (result instanceof AttemptResult.Contended contended) {
			this.seen = Math.max(this.seen, contended.seen());
		}
		this.pause = this.context.timers().schedule(Math.min(left, pauseNanos()), this::attempt);
	}

	private AcquireResult outcome(AttemptResult result) {
		Duration elapsed = Duration.ofNanos(elapsedNanos());
		if (result instanceof AttemptResult.Contended contended) {
			return new AcquireResult.Contended(elapsed, contended.remaining(), contended.holder());
		}
		return new AcquireResult.Unavailable(elapsed, ((AttemptResult.Unavailable) result).votes());
	}

	private long pauseNanos() {
		RetrySettings retry = this.context.settings().retry();
		double chance = 1 - retry.jitter() * this.context.entropy().fraction();
		return (long) (retry.intervalNanos(this.attempts) * chance);
	}

	private long elapsedNanos() {
		return this.context.ticker().nanos() - this.startedAt;
	}

}
