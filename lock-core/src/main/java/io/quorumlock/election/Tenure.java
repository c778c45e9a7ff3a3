package io.quorumlock.election;

import java.time.Duration;
import java.util.concurrent.CompletionStage;

import io.quorumlock.Lease;
import org.jspecify.annotations.Nullable;

/**
 * One term of this instance from its grant to its end: opens the gate, watches the lease,
 * and gives the role up in good order. Used on the protocol's thread only.
 */
final class Tenure {

	private final RoleContext context;

	private final Transitions transitions;

	private final Term term;

	private final TermLog log;

	private final Listener listener;

	private final long begunAt;

	private final TrustWatch trust;

	private volatile @Nullable Ending ending;

	private boolean announced;

	private boolean released;

	private volatile boolean over;

	/**
	 * The term of a lease that was just granted.
	 */
	Tenure(RoleContext context, Transitions transitions, Lease lease, Listener listener) {
		this.context = context;
		this.transitions = transitions;
		this.listener = listener;
		this.term = context.terms().create(lease, context.engine()::callBack, () -> context.later(this::drained));
		this.log = new TermLog(context.role(), this.term.number(), context.self());
		this.begunAt = context.engine().ticker().nanos();
		this.trust = new TrustWatch(context.engine().timers(), lease, context.leaseTime(), this::trust);
	}

	Term term() {
		return this.term;
	}

	/**
	 * Whether this instance leads, as far as the gate is concerned.
	 */
	boolean isEnding() {
		return this.ending != null || this.over;
	}

	Duration led() {
		return Duration.ofNanos(this.context.engine().ticker().nanos() - this.begunAt);
	}

	/**
	 * Opens the gate and tells of the grant, or the other way round if there is something
	 * to warm up.
	 */
	void begin(@Nullable String previous, GrantCause cause) {
		boolean warmUp = this.context.settings().warmUp();
		if (!warmUp) {
			this.term.open();
		}
		to(warmUp ? LeadershipState.WARMING : LeadershipState.LEADING, cause.name());
		this.log.began(cause);
		this.context.events()
			.post(this.term.number(), this.context.self(), () -> !isEnding() && this.term.lease().isHeld(),
					(stamp) -> new LeadershipGranted(stamp, previous, cause),
					(failure) -> this.context.later(this::grantFailed));
		if (warmUp) {
			this.context.afterListeners(this::warmedUp);
		}
		this.trust.start();
		this.term.lease().onLost(() -> {
			this.term.cancelPermits();
			this.context.later(this::lost);
		});
	}

	private void warmedUp() {
		if (!isEnding()) {
			this.term.open();
			to(LeadershipState.LEADING, "warmed up");
			if (this.trust.isAtRisk()) {
				// Was not told while there was no leader
				trust(true);
			}
		}
	}

	private void grantFailed() {
		if (this.context.settings().onGrantedFailure() == OnGrantedFailure.STEP_DOWN) {
			giveUp(Ending.planned(RevokeCause.STEP_DOWN, null, this.context.settings()));
		}
	}

	private void trust(boolean atRisk) {
		if (isEnding() || !this.transitions.state().isLeading()) {
			return;
		}
		Duration remaining = this.term.lease().remaining();
		int backers = this.context.engine().backers(this.term.lease());
		LeadershipState state = atRisk ? LeadershipState.AT_RISK : LeadershipState.LEADING;
		if (atRisk) {
			this.log.atRisk(remaining, backers);
		}
		else {
			this.log.recovered(remaining);
		}
		to(state, atRisk ? "not renewed in time" : "renewed again");
		this.context.events()
			.post(this.term.number(), this.context.self(), () -> !isEnding() && this.transitions.state() == state,
					(stamp) -> atRisk ? new LeadershipAtRisk(stamp, remaining, backers)
							: new LeadershipRecovered(stamp, remaining, backers));
	}

	/**
	 * Closes the gate, and gives the role up once the work under way is done.
	 */
	void giveUp(Ending how) {
		if (isEnding()) {
			return;
		}
		if (!this.term.lease().isHeld()) {
			lost();
			return;
		}
		this.term.close();
		this.ending = how;
		to(LeadershipState.DRAINING, how.cause().name());
		int inFlight = this.term.inFlight();
		this.context.events()
			.post(this.term.number(), this.context.self(), () -> !this.over, (stamp) -> new LeadershipRevoking(stamp,
					how.cause(), stamp.timestamp().plus(how.drainTimeout()), inFlight));
		this.context.afterListeners(() -> {
			this.announced = true;
			drained();
		});
		if (!how.waitsForPermission()) {
			drain(how);
		}
	}

	/**
	 * The process needs the role no longer, apart from the work under way.
	 */
	void permitRelease() {
		Ending how = this.ending;
		if (how != null) {
			drain(how.permitted(this.context.settings().drainTimeout()));
		}
	}

	/**
	 * The process is about to end, whatever is still under way.
	 */
	void abandon() {
		giveUp(Ending.shutdown(this.context.settings()));
		Ending how = this.ending;
		if (how != null) {
			drainedTooLong(how.permitted(Duration.ZERO));
		}
	}

	private void drain(Ending how) {
		this.ending = how;
		this.context.engine().timers().schedule(how.drainTimeout().toNanos(), () -> drainedTooLong(how));
		drained();
	}

	private void drained() {
		Ending how = this.ending;
		if (how != null && !how.waitsForPermission() && this.announced && this.term.inFlight() == 0) {
			release(how);
		}
	}

	private void drainedTooLong(Ending how) {
		if (this.released || this.over) {
			return;
		}
		int abandoned = this.term.inFlight();
		this.term.cancelPermits();
		if (abandoned > 0) {
			this.log.abandoned(abandoned, how.drainTimeout());
		}
		// Listeners that are still at it are work under way too
		boolean done = this.announced && abandoned == 0;
		if (done || this.context.settings().releaseOnDrainTimeout()) {
			release(how);
		}
		else {
			lapse(how);
		}
	}

	/**
	 * Nobody else leads before the lease would have run out, even if this process ends.
	 */
	private void lapse(Ending how) {
		this.released = true;
		to(LeadershipState.RELEASING, "lapses");
		this.term.lease().extend(null, this.context.leaseTime());
		this.term.lease().release();
		this.context.board().post(new Notice.Leaves(this.context.role(), this.term.number()));
		this.context.engine().timers().schedule(this.context.leaseTime().toNanos(), this::vacate);
		end(how.cause(), false, how.cooldown());
	}

	private void release(Ending how) {
		if (this.released || this.over) {
			return;
		}
		this.released = true;
		to(LeadershipState.RELEASING, "");
		String successor = how.successor();
		if (successor != null) {
			handOver(how, successor);
		}
		else if (this.term.lease().isHeld()) {
			CompletionStage<Void> release = this.term.lease().release();
			vacate();
			release.thenRun(() -> this.context.later(() -> end(how.cause(), true, how.cooldown())));
		}
	}

	private void handOver(Ending how, String successor) {
		Duration patience = this.context.settings().retryInterval().multipliedBy(2);
		Notice notice = new Notice.Yields(this.context.role(), this.term.number(), successor);
		// If it is lost by now, somebody is about to tell
		if (this.context.engine()
			.handOver(this.term.lease(), successor, patience, () -> this.context.board().post(notice))) {
			this.context.engine().timers().schedule(patience.toNanos(), () -> {
				// Without effect if the successor has taken it
				vacate();
				this.listener.keptFor(this.term.number(), successor);
			});
			end(how.cause(), true, (how.cooldown().compareTo(patience) > 0) ? how.cooldown() : patience);
		}
	}

	private void vacate() {
		this.context.board().post(new Notice.Vacant(this.context.role(), this.term.number()));
	}

	private void lost() {
		if (!this.over) {
			RevokeCause cause = this.trust.isAtRisk() ? RevokeCause.QUORUM_LOST : RevokeCause.EXPIRED;
			this.log.lost(cause);
			to(LeadershipState.LOST, cause.name());
			end(cause, false, Duration.ZERO);
		}
	}

	private void end(RevokeCause cause, boolean givenBack, Duration cooldown) {
		if (this.over) {
			return;
		}
		this.over = true;
		if (cause.isPlanned()) {
			this.log.ended(cause);
		}
		this.trust.stop();
		this.listener.over(cause.isPlanned());
		int abandoned = this.term.inFlight();
		this.context.events()
			.post(this.term.number(), this.context.self(), this.listener::isWithoutTerm,
					(stamp) -> new LeadershipRevoked(stamp, cause, givenBack, abandoned));
		this.context.afterListeners(() -> this.listener.told(cooldown));
	}

	private void to(LeadershipState state, String reason) {
		this.transitions.to(state, this.term.number(), reason, this.context.events().now());
	}

	/**
	 * Learns of the end of a term.
	 */
	interface Listener {

		/**
		 * It is over, and somebody is about to be told.
		 * @param planned whether the role was given up, not lost
		 */
		void over(boolean planned);

		/**
		 * The listeners have dealt with the end.
		 * @param cooldown how long to stand back
		 */
		void told(Duration cooldown);

		/**
		 * The role is kept for a successor no longer.
		 * @param number the term that was yielded
		 * @param successor who should have led the next
		 */
		void keptFor(long number, String successor);

		/** Whether this instance leads no term. From any thread. */
		boolean isWithoutTerm();

	}

}
