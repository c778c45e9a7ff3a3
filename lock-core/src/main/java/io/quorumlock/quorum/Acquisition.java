package io.quorumlock.quorum;

import java.time.Duration;
import java.util.function.Consumer;

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

	private final int tokens;

	private final Consumer<HeldLease> granted;

	private final Consumer<AcquireResult> failed;

	private final long startedAt;

	private int attempts;

	private long seen;

	private boolean over;

	private Timers.@Nullable Timer pause;

	/**
	 * An acquisition that has not begun.
	 * @param above the highest token seen for the lock
	 * @param tokens how many tokens to reserve
	 * @param granted takes the lease
	 * @param failed told else how it ended
	 */
	Acquisition(EngineContext context, LeaseGroup group, LockName lock, Duration wait, long above, int tokens,
			Consumer<HeldLease> granted, Consumer<AcquireResult> failed) {
		this.context = context;
		this.group = group;
		this.lock = lock;
		this.wait = wait;
		this.seen = above;
		this.tokens = tokens;
		this.granted = granted;
		this.failed = failed;
		this.startedAt = context.ticker().nanos();
	}

	void attempt() {
		this.pause = null;
		this.attempts++;
		Grant grant = this.context.newGrant(this.lock);
		new Attempt(this.context, this.group, this.lock, grant, this.tokens, this.seen, this::attempted).start();
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
			this.failed.accept(result);
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
			lease.release(0);
			return;
		}
		this.over = true;
		this.granted.accept(lease);
	}

	private void failed(AttemptResult result) {
		long left = this.wait.toNanos() - elapsedNanos();
		if (left <= 0) {
			this.over = true;
			this.failed.accept(outcome(result));
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
