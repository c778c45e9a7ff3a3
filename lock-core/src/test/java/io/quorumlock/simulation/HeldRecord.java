package io.quorumlock.simulation;

import io.quorumlock.Lease;
import io.quorumlock.quorum.EngineAccess;

/**
 * One lease as the oracle sees it.
 */
final class HeldRecord {

	private final Lease lease;

	private final SimulatedProcess process;

	private final String name;

	private int lossSignals;

	private int handOffs;

	private boolean released;

	HeldRecord(Lease lease, SimulatedProcess process) {
		this.lease = lease;
		this.process = process;
		this.name = EngineAccess.fullName(lease);
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
		return this.lease.fencingToken().value();
	}

	boolean isHeld() {
		return !this.process.isDead() && EngineAccess.wouldBeHeld(this.lease, this.process.clock());
	}

	/** The true time at which the holder would stop to say that it holds the lease. */
	long deadline() {
		return this.process.clock().trueTimeOf(EngineAccess.deadline(this.lease));
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

	/**
	 * The next token of the block, as after a hand-off; the last one serves for the rest.
	 */
	long nextToken(int block) {
		long token = token() + this.handOffs;
		this.handOffs = Math.min(this.handOffs + 1, block - 1);
		return token;
	}

}
