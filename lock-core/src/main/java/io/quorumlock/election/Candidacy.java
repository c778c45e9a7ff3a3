package io.quorumlock.election;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

import io.quorumlock.Lease;
import io.quorumlock.LeaseRequest;
import io.quorumlock.quorum.AcquireResult;
import io.quorumlock.quorum.Sighting;
import io.quorumlock.time.Timers;
import org.jspecify.annotations.Nullable;

/**
 * Tries to get a role: now and then, when the leader's lease may run out, and at once
 * when the role is said to be free. Where it must not try, it looks who leads. There is
 * always a next time. Used on the protocol's thread only.
 */
final class Candidacy {

	private static final Duration LIVENESS = Duration.ofMinutes(1);

	private static final long MILLI = TimeUnit.MILLISECONDS.toNanos(1);

	private final RoleContext context;

	private final Transitions transitions;

	private final LeaderWatch leaders;

	private final BooleanSupplier eligible;

	private final LongSupplier standBackNanos;

	private final Consumer<Lease> won;

	private final LeaseRequest request;

	private Runnable cancellation = () -> {
	};

	private boolean again;

	private volatile long activeAt;

	private boolean stopped;

	private Timers.@Nullable Timer next;

	/**
	 * A candidacy that has not begun.
	 * @param eligible whether this instance wants to lead
	 * @param standBackNanos how long to let others go first when the role becomes free
	 * @param won takes the role's lease
	 */
	Candidacy(RoleContext context, Transitions transitions, LeaderWatch leaders, BooleanSupplier eligible,
			LongSupplier standBackNanos, Consumer<Lease> won) {
		this.context = context;
		this.transitions = transitions;
		this.leaders = leaders;
		this.eligible = eligible;
		this.standBackNanos = standBackNanos;
		this.won = won;
		this.request = context.request();
	}

	/**
	 * From now on looks who leads, now and then.
	 */
	void watch() {
		if (this.next == null && !this.stopped) {
			this.context.board().listen();
			tick();
		}
	}

	/**
	 * From now on tries to lead, now and then, after others that lead less.
	 */
	void start() {
		this.activeAt = this.context.engine().ticker().nanos();
		long nanos = this.standBackNanos.getAsLong();
		if (nanos == 0) {
			tick();
		}
		else {
			tryAfter(nanos, Duration.ZERO);
		}
	}

	void stop() {
		this.stopped = true;
		cancelNext();
	}

	/**
	 * When this last was as it should be: watching, trying or leading. From any thread.
	 * @return nanoseconds of the ticker
	 */
	long activeAt() {
		return this.activeAt;
	}

	/**
	 * Whether that was not too long ago. From any thread.
	 */
	boolean isAlive() {
		long still = this.context.engine().ticker().nanos() - this.activeAt;
		return still < retryInterval().multipliedBy(5).plus(LIVENESS).toNanos();
	}

	/**
	 * Tries at once, as the role is free, or soon will be.
	 * @param letOthersGo whether to let more eligible ones go first
	 */
	void seize(boolean letOthersGo) {
		this.again = true;
		if (mayTry()) {
			tryAfter(letOthersGo ? this.standBackNanos.getAsLong() : 0, retryInterval());
		}
	}

	/**
	 * Ends an attempt that is under way; what it still brings is given back.
	 */
	void cancel(String reason) {
		if (isTrying()) {
			this.cancellation.run();
			to(LeadershipState.STANDBY, reason);
		}
	}

	// Before all else, so that nothing that goes wrong can end it
	private void tick() {
		Duration interval = retryInterval();
		// Followers that saw the same leader go must not all come back at once
		double share = 0.75 + 0.25 * this.context.engine().entropy().fraction();
		schedule((long) (interval.toNanos() * share), this::tick);
		LeadershipState state = this.transitions.state();
		if (state != LeadershipState.RELEASING && state != LeadershipState.LOST) {
			this.activeAt = this.context.engine().ticker().nanos();
		}
		if (isIdle()) {
			// Leaves no trace on the nodes. An attempt raises fences, so that the leader
			// could not win back nodes that it has lost.
			this.context.engine().look(this.request.lock(), this::looked);
		}
	}

	private void looked(Sighting sighting) {
		this.leaders.saw(sighting);
		if (mayTry() && sighting.quorum()) {
			if (sighting.remaining().isZero()) {
				attempt(Duration.ZERO);
			}
			else {
				tryWhenFree(sighting.remaining());
			}
		}
	}

	// Unless it is renewed, the lease ends then, and not a moment earlier
	private void tryWhenFree(Duration remaining) {
		if (remaining.compareTo(retryInterval()) < 0) {
			tryAfter(remaining.toNanos() + this.standBackNanos.getAsLong(), Duration.ZERO);
		}
	}

	private void tryAfter(long nanos, Duration wait) {
		long jitter = (long) (3 * MILLI * this.context.engine().entropy().fraction());
		schedule(nanos + jitter, () -> {
			schedule(retryInterval().toNanos(), this::tick);
			if (mayTry()) {
				attempt(wait);
			}
		});
	}

	private void schedule(long nanos, Runnable task) {
		cancelNext();
		this.next = this.stopped ? null : this.context.engine().timers().schedule(nanos, task);
	}

	private void cancelNext() {
		if (this.next != null) {
			this.next.cancel();
		}
	}

	private void attempt(Duration wait) {
		to(LeadershipState.ACQUIRING, "");
		this.again = false;
		this.cancellation = this.context.engine().acquire(this.request, wait, this.leaders.lastTerm(), this::attempted);
	}

	private void attempted(AcquireResult result) {
		if (result instanceof AcquireResult.Acquired acquired) {
			this.won.accept(acquired.lease());
			return;
		}
		to(LeadershipState.STANDBY, "");
		if (result instanceof AcquireResult.Contended contended) {
			contended(contended);
		}
		else {
			this.leaders.unconfirmed();
		}
	}

	private void contended(AcquireResult.Contended contended) {
		this.leaders.saw(contended.holder());
		if (this.again || contended.holder() == null) {
			// Just given back, or split among candidates
			tryAfter(this.standBackNanos.getAsLong() + 5 * MILLI, retryInterval());
		}
		else {
			tryWhenFree(contended.remaining());
		}
	}

	private boolean mayTry() {
		return this.eligible.getAsBoolean() && this.transitions.state() == LeadershipState.STANDBY;
	}

	private boolean isIdle() {
		LeadershipState state = this.transitions.state();
		return state == LeadershipState.STANDBY || state == LeadershipState.COOLDOWN;
	}

	private boolean isTrying() {
		return this.transitions.state() == LeadershipState.ACQUIRING;
	}

	private Duration retryInterval() {
		return this.context.settings().retryInterval();
	}

	private void to(LeadershipState state, String reason) {
		this.transitions.to(state, 0, reason, this.context.events().now());
	}

}
