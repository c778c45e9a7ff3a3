package io.quorumlock.quorum;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

import org.jspecify.annotations.Nullable;

/**
 * What has become of a lease: it is held until it is given back or lost, whichever comes
 * first, and stays so for ever. Any thread may end it and any may ask, so all of it is
 * one reference: whoever sees a lease lost also sees by what, and nothing overwrites
 * that.
 */
final class LeaseState {

	private final AtomicReference<Phase> phase = new AtomicReference<>(new Held(List.of()));

	boolean isHeld() {
		return this.phase.get() instanceof Held;
	}

	/**
	 * Why the lease was lost, {@code null} if it was not.
	 */
	@Nullable LossCause lossCause() {
		return (this.phase.get() instanceof Lost lost) ? lost.cause() : null;
	}

	/**
	 * The holder gives the lease back.
	 * @return {@code false} if it had ended before
	 */
	boolean release() {
		return this.phase.getAndUpdate((now) -> (now instanceof Held) ? new Released() : now) instanceof Held;
	}

	/**
	 * The lease ends against its holder's will.
	 * @return who is to be told, {@code null} if it had ended before
	 */
	@Nullable List<Runnable> lose(LossCause cause) {
		Phase before = this.phase.getAndUpdate((now) -> (now instanceof Held) ? new Lost(cause) : now);
		return (before instanceof Held held) ? held.callbacks() : null;
	}

	/**
	 * Has somebody told of a loss to come.
	 * @return {@code false} if the lease was lost before, so that they are to be told now
	 */
	boolean onLost(Runnable callback) {
		return !(this.phase
			.updateAndGet((now) -> (now instanceof Held held) ? held.with(callback) : now) instanceof Lost);
	}

	@Override
	public String toString() {
		return String.valueOf(this.phase.get());
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
