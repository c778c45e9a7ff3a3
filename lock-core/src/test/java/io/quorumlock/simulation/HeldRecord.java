package io.quorumlock.simulation;

import java.util.Objects;

import io.quorumlock.Lease;
import io.quorumlock.quorum.EngineAccess;
import io.quorumlock.quorum.vote.Moment;
import org.jspecify.annotations.Nullable;

/**
 * One lease on one name as the oracle sees it.
 */
final class HeldRecord {

	private final Lease lease;

	private final SimulatedProcess process;

	private final String name;

	private final long token;

	private @Nullable Moment deadline;

	private long clockSetting;

	private long endsAt;

	private @Nullable Moment passedDeadline;

	private int lossSignals;

	private boolean released;

	HeldRecord(Lease lease, String name, SimulatedProcess process) {
		this.lease = lease;
		this.process = process;
		this.name = name;
		this.token = lease.fencingToken().value();
	}

	Lease lease() {
		return this.lease;
	}

	String name() {
		return this.name;
	}

	SimulatedProcess process() {
		return this.process;
	}

	long token() {
		return this.token;
	}

	/** Whether the lease was handed on to this holder by another of its process. */
	boolean isHandedOn() {
		return this.token != grantedToken();
	}

	/** What the nodes know as the token of the lease. */
	long grantedToken() {
		return EngineAccess.grantedToken(this.lease);
	}

	boolean isHeld() {
		return !this.process.isDead() && EngineAccess.wouldBeHeld(this.lease, this.process.clock());
	}

	/** Whether it may be held now or later, as far as its own state says. */
	boolean isLive() {
		return !this.process.isDead() && !EngineAccess.hasEnded(this.lease);
	}

	/**
	 * Looks where the deadline lies.
	 * @return whether it has moved since this was last asked, or the clock has been set
	 * by which it goes
	 */
	boolean follow() {
		Moment current = EngineAccess.deadline(this.lease);
		long setting = this.process.clock().wallOffsetMicros();
		if (current.equals(this.deadline) && setting == this.clockSetting) {
			return false;
		}
		this.deadline = current;
		this.clockSetting = setting;
		this.endsAt = this.process.clock().trueTimeOf(current);
		return true;
	}

	/** The true time at which the holder would stop to say that it holds the lease. */
	long endsAt() {
		return this.endsAt;
	}

	/** The deadline has passed, whether or not the holder has noticed. */
	void pass() {
		this.passedDeadline = this.deadline;
	}

	boolean hasPassed() {
		return this.passedDeadline != null;
	}

	/** The same deadline lies ahead once more, as the clock was set back. */
	boolean hasReturned() {
		return Objects.equals(this.passedDeadline, this.deadline);
	}

	void returned() {
		this.passedDeadline = null;
	}

	void lost() {
		this.lossSignals++;
	}

	int lossSignals() {
		return this.lossSignals;
	}

	void release() {
		this.released = true;
	}

	boolean isReleased() {
		return this.released;
	}

}
