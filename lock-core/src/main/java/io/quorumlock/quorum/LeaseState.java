package io.quorumlock.quorum;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;

import io.quorumlock.LossCause;
import org.jspecify.annotations.Nullable;

/**
 * What has become of a lease: it is held until it is given back or lost, whichever comes
 * first, and stays so for ever. Any thread may end it and any may ask, so all of it is
 * one reference: whoever sees a lease lost also sees by what, and nothing overwrites
 * that.
 */
final class LeaseState {

	/** Many leases are held at a time, so each has one object less. */
	private static final AtomicReferenceFieldUpdater<LeaseState, Phase> PHASE = AtomicReferenceFieldUpdater
		.newUpdater(LeaseState.class, Phase.class, "phase");

	private static final Phase HELD = new Held(List.of());

	private volatile Phase phase = HELD;

	boolean isHeld() {
		return this.phase instanceof Held;
	}

	/**
	 * Why the lease was lost, {@code null} if it was not.
	 */
	@Nullable LossCause lossCause() {
		return (this.phase instanceof Lost lost) ? lost.cause() : null;
	}

	/**
	 * The holder gives the lease back.
	 * @return {@code false} if it had ended before
	 */
	boolean release() {
		return PHASE.getAndUpdate(this, (now) -> (now instanceof Held) ? new Released() : now) instanceof Held;
	}

	/**
	 * The lease ends against its holder's will.
	 * @return who is to be told, {@code null} if it had ended before
	 */
	@Nullable List<Runnable> lose(LossCause cause) {
		Phase before = PHASE.getAndUpdate(this, (now) -> (now instanceof Held) ? new Lost(cause) : now);
		return (before instanceof Held held) ? held.callbacks() : null;
	}

	/**
	 * Has somebody told of a loss to come.
	 * @return {@code false} if the lease was lost before, so that they are to be told now
	 */
	boolean onLost(Runnable callback) {
		return !(PHASE.updateAndGet(this,
				(now) -> (now instanceof Held held) ? held.with(callback) : now) instanceof Lost);
	}

	@Override
	public String toString() {
		return String.valueOf(this.phase);
	}

	private sealed interface Phase {

	}

	private record Held(List<Runnable> callbacks) implements Phase {

		Held with(Runnable callback) {
			List<Runnable> more = new ArrayList<>(this.callbacks);
			more.add(callback);
			return new Held(List.copyOf(more));
		}

		@Override
		public String toString() {
			return "held";
		}

	}

	private record Released() implements Phase {

		@Override
		public String toString() {
			return "released";
		}

	}

	private record Lost(LossCause cause) implements Phase {

		@Override
		public String toString() {
			return "lost";
		}

	}

}
