package io.quorumlock.quorum;

import java.util.List;

import io.quorumlock.LossCause;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * The state of a lease is what the threads of its holder and of the protocol change
 * together. Watchdog, sessions, grants and votes are confined to the protocol's thread,
 * so there is nothing to check in them; public, as Lincheck requires.
 */
public class LeaseStateLincheckTests {

	private final LeaseState state = new LeaseState();

	/**
	 * As the holder sees it.
	 * @return what has become of the lease
	 */
	@Operation
	public String status() {
		if (this.state.isHeld()) {
			return "held";
		}
		LossCause cause = this.state.lossCause();
		return (cause != null) ? cause.name() : "released";
	}

	/**
	 * A callback is registered by the holder.
	 * @return whether it is kept for later
	 */
	@Operation
	public boolean onLost() {
		return this.state.onLost(() -> {
		});
	}

	/**
	 * By the holder.
	 * @return whether that ended the lease
	 */
	@Operation
	public boolean release() {
		return this.state.release();
	}

	/**
	 * By the timer, or by a holder who asks late.
	 * @return how many callbacks are to be told, -1 if the lease had ended before
	 */
	@Operation
	public int expire() {
		return told(this.state.lose(LossCause.NOT_RENEWED));
	}

	/**
	 * By the protocol.
	 * @return how many callbacks are to be told, -1 if the lease had ended before
	 */
	@Operation
	public int forget() {
		return told(this.state.lose(LossCause.FORGOTTEN));
	}

	/**
	 * By the protocol.
	 * @return how many callbacks are to be told, -1 if the lease had ended before
	 */
	@Operation
	public int giveUp() {
		return told(this.state.lose(LossCause.HELD_TOO_LONG));
	}

	private static int told(@Nullable List<Runnable> callbacks) {
		return (callbacks != null) ? callbacks.size() : -1;
	}

	@Test
	void everyInterleavingIsLikeSomeOrder() {
		new ModelCheckingOptions().iterations(15)
			.invocationsPerIteration(100)
			.threads(3)
			.actorsPerThread(2)
			.actorsBefore(1)
			.actorsAfter(1)
			.sequentialSpecification(LeaseStateModel.class)
			.check(LeaseStateLincheckTests.class);
	}

}
