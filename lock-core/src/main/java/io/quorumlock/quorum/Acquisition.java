package io.quorumlock.quorum;

import java.time.Duration;
import java.util.Collections;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;
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

	/** A node counts whole milliseconds. */
	private static final long OVER_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

	/**
	 * Who is in line is told when it is its turn, so it asks again only in case it was
	 * not.
	 */
	private static final int IN_LINE_HEAD_START = 3;

	private final EngineContext context;

	private final LeaseGroups groups;

	private final Duration leaseTime;

	private final LockName lock;

	private final Duration wait;

	private final int tokens;

	private final boolean wish;

	private final Consumer<HeldLease> granted;

	private final Consumer<AcquireResult> refused;

	private final long startedAt;

	private int failed;

	private int asked;

	private long seen;

	private boolean over;

	private Set<Acquisition> underWay = Collections.emptySet();

	private Timers.@Nullable Timer pause;

	private @Nullable Attempt attempt;

	/**
	 * An acquisition that has not begun. Made by any thread.
	 * @param leaseTime how long a grant lasts unless renewed
	 * @param lock what to lock
	 * @param wait how long to go on
	 * @param above the highest token seen for the lock
	 * @param tokens how many tokens to reserve
	 * @param wish whether to stay in line on the nodes
	 * @param granted takes the lease
	 * @param refused told else how it ended
	 */
	Acquisition(EngineContext context, LeaseGroups groups, Duration leaseTime, LockName lock, Duration wait, long above,
			int tokens, boolean wish, Consumer<HeldLease> granted, Consumer<AcquireResult> refused) {
		this.context = context;
		this.groups = groups;
		this.leaseTime = leaseTime;
		this.lock = lock;
		this.wait = wait;
		this.seen = above;
		this.tokens = tokens;
		// Who waits for several names in several lines might bar others for long
		this.wish = wish && !wait.isZero() && lock.keys().size() <= 1;
		this.granted = granted;
		this.refused = refused;
		this.startedAt = context.ticker().nanos();
	}

	/**
	 * Begins, unless it was cancelled before.
	 * @param others all that are under way, of which this is one until it is over
	 */
	void start(Set<Acquisition> others) {
		if (!this.over) {
			this.underWay = others;
			others.add(this);
			attempt();
		}
	}

	private void attempt() {
		this.pause = null;
		this.asked = 0;
		Grant grant = this.context.newGrant(this.lock);
		// Not kept, as it may be gone after a long pause
		LeaseGroup group = this.groups.get(this.leaseTime);
		this.attempt = new Attempt(this.context, group, this.lock, grant, this.tokens, this.seen, this.wish,
				this::attempted);
		this.attempt.start();
	}

	/**
	 * Ends the wait without a result. A lease that is granted nevertheless is given back.
	 */
	void cancel() {
		finish();
		cancelPause();
		if (this.attempt != null) {
			this.attempt.abandon();
		}
	}

	private void finish() {
		this.over = true;
		this.underWay.remove(this);
	}

	private void cancelPause() {
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
			this.refused.accept(result);
		}
	}

	private void attempted(AttemptResult result) {
		cancelPause();
		if (result instanceof AttemptResult.Granted granted) {
			granted(granted.lease());
		}
		else if (!this.over && result instanceof AttemptResult.InLine inLine) {
			stayInLine(inLine);
		}
		else if (!this.over) {
			failed(result);
		}
	}

	private void stayInLine(AttemptResult.InLine inLine) {
		// Grants that do not come together bar others, so they are not kept for long
		long patience = isSplit(inLine) ? this.context.backoff().pauseNanos(1) : untilFree(inLine.contended());
		this.pause = this.context.timers().schedule(Math.min(leftNanos(), patience), () -> {
			this.pause = null;
			goOn(inLine);
		});
	}

	/**
	 * Whether it may be that nobody gets the lock, as several have a part of it.
	 */
	private static boolean isSplit(AttemptResult.InLine inLine) {
		return inLine.partly() && inLine.contended().holder() == null;
	}

	private long untilFree(AttemptResult.Contended contended) {
		long pause = this.context.backoff().pauseNanos(++this.asked + IN_LINE_HEAD_START);
		Duration remaining = contended.remaining();
		boolean sooner = remaining.compareTo(Duration.ZERO) > 0
				&& remaining.compareTo(Duration.ofNanos(pause - OVER_NANOS)) < 0;
		return sooner ? remaining.toNanos() + OVER_NANOS : pause;
	}

	private void goOn(AttemptResult.InLine inLine) {
		Attempt current = Objects.requireNonNull(this.attempt);
		if (leftNanos() <= 0 || isSplit(inLine)) {
			current.abandon();
			failed(inLine.contended());
			return;
		}
		current.askAgain();
	}

	private void granted(HeldLease lease) {
		if (this.over) {
			lease.release(0);
			return;
		}
		finish();
		this.context.backoff().succeeded(this.lock, this.failed);
		this.granted.accept(lease);
	}

	private void failed(AttemptResult result) {
		long left = leftNanos();
		if (left <= 0) {
			finish();
			this.refused.accept(outcome(result));
			return;
		}
		if (result instanceof AttemptResult.Contended contended) {
			this.seen = Math.max(this.seen, contended.seen());
		}
		long pause = this.context.backoff().pauseNanos(this.lock, ++this.failed);
		this.pause = this.context.timers().schedule(Math.min(left, pause), this::attempt);
	}

	private AcquireResult outcome(AttemptResult result) {
		Duration elapsed = Duration.ofNanos(elapsedNanos());
		if (result instanceof AttemptResult.Contended contended) {
			return new AcquireResult.Contended(elapsed, contended.remaining(), contended.holder());
		}
		return new AcquireResult.Unavailable(elapsed, ((AttemptResult.Unavailable) result).votes());
	}

	private long leftNanos() {
		return this.wait.toNanos() - elapsedNanos();
	}

	private long elapsedNanos() {
		return this.context.ticker().nanos() - this.startedAt;
	}

}
