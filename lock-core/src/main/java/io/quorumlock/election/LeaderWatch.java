package io.quorumlock.election;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

import io.quorumlock.quorum.AcquireResult.Holder;
import io.quorumlock.quorum.Sighting;
import org.jspecify.annotations.Nullable;

/**
 * Who leads a role, as last seen, and the events that tell of a new leader. Changed on
 * the protocol's thread, read by any.
 */
final class LeaderWatch {

	private final RoleContext context;

	/** Whoever led last, whether or not it still does. */
	private volatile @Nullable Leader last;

	private boolean gaveUp;

	private volatile @Nullable Leader present;

	LeaderWatch(RoleContext context) {
		this.context = context;
	}

	Optional<Leader> leader() {
		return Optional.ofNullable(this.present);
	}

	@Nullable String previous() {
		Leader leader = this.last;
		return (leader != null) ? leader.instanceId() : null;
	}

	/**
	 * How the role would come to be free if it was now.
	 */
	GrantCause vacancy() {
		String previous = previous();
		if (previous == null || (this.gaveUp && previous.equals(this.context.self()))) {
			return GrantCause.VACANT;
		}
		return this.gaveUp ? GrantCause.HANDOFF : GrantCause.EXPIRED;
	}

	/**
	 * The highest term that was seen, 0 if none.
	 */
	long lastTerm() {
		Leader leader = this.last;
		return (leader != null) ? leader.term() : 0;
	}

	/**
	 * Whether a term is later than all that were seen.
	 */
	boolean isNews(long term) {
		return lastTerm() < term;
	}

	void saw(String instanceId, long term) {
		if (isNews(term)) {
			String previous = previous();
			// A term is proposed as the leader's own clock in microseconds
			Leader leader = new Leader(instanceId, term, Instant.EPOCH.plus(term, ChronoUnit.MICROS), false);
			this.last = leader;
			this.present = leader;
			this.gaveUp = false;
			this.context.events()
				.post(term, instanceId, () -> lastTerm() == term && this.present != null,
						(stamp) -> new LeaderChanged(stamp, previous));
		}
		else if (lastTerm() == term && !this.gaveUp) {
			this.present = this.last;
		}
	}

	void saw(@Nullable Holder holder) {
		// Of this instance, nodes may only remember an attempt that failed
		if (holder != null && !holder.instanceId().equals(this.context.self())) {
			saw(holder.instanceId(), holder.token());
		}
	}

	void saw(Sighting sighting) {
		if (sighting.holder() != null) {
			saw(sighting.holder());
		}
		else if (!sighting.quorum()) {
			unconfirmed();
		}
		else if (sighting.remaining().isZero()) {
			this.present = null;
		}
	}

	/**
	 * The leader of a term no longer leads.
	 * @param planned whether it gave the role up
	 * @return {@code false} if a later leader was seen already
	 */
	boolean left(long term, boolean planned) {
		if (lastTerm() > term) {
			return false;
		}
		this.present = null;
		this.gaveUp |= planned;
		return true;
	}

	/**
	 * Too few nodes have answered to say who leads.
	 */
	void unconfirmed() {
		Leader leader = this.present;
		if (leader != null && !leader.stale()) {
			this.present = new Leader(leader.instanceId(), leader.term(), leader.since(), true);
		}
	}

}
