package io.quorumlock.spring.fake;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

import io.quorumlock.FencingToken;
import io.quorumlock.Lease;
import io.quorumlock.LeaseLostException;
import io.quorumlock.LockName;

/**
 * A lease that is lost when the test says so.
 */
public class FakeLease implements Lease {

	private final LockName lock;

	private final FencingToken token;

	private final RuntimeException releaseFailure;

	private final Consumer<FakeLease> released;

	private final List<Runnable> lossCallbacks = new ArrayList<>();

	private boolean lost;

	private int releases;

	FakeLease(LockName lock, long token, RuntimeException releaseFailure, Consumer<FakeLease> released) {
		this.lock = lock;
		this.token = new FencingToken(token);
		this.releaseFailure = releaseFailure;
		this.released = released;
	}

	/**
	 * The lease is lost now.
	 */
	public void lose() {
		this.lost = true;
		List.copyOf(this.lossCallbacks).forEach(Runnable::run);
		this.lossCallbacks.clear();
	}

	/**
	 * How many callbacks wait for a loss.
	 * @return a number
	 */
	public int lossCallbacks() {
		return this.lossCallbacks.size();
	}

	/**
	 * How often the lease was given back.
	 * @return a number
	 */
	public int releases() {
		return this.releases;
	}

	@Override
	public LockName lock() {
		return this.lock;
	}

	@Override
	public FencingToken fencingToken() {
		return this.token;
	}

	@Override
	public Duration remaining() {
		return isHeld() ? Duration.ofSeconds(30) : Duration.ZERO;
	}

	@Override
	public boolean isHeld() {
		return !this.lost && this.releases == 0;
	}

	@Override
	public void ensureHeld() {
		if (!isHeld()) {
			throw new LeaseLostException(this.lock, Duration.ZERO, this.token, "was lost");
		}
	}

	@Override
	public void onLost(Runnable callback) {
		if (this.lost) {
			callback.run();
		}
		else {
			this.lossCallbacks.add(callback);
		}
	}

	@Override
	public boolean extend(Duration maxHold, Duration minHold) {
		throw new UnsupportedOperationException();
	}

	@Override
	public CompletionStage<Void> release() {
		this.releases++;
		this.released.accept(this);
		if (this.releaseFailure != null) {
			throw this.releaseFailure;
		}
		return CompletableFuture.completedFuture(null);
	}

	@Override
	public void close() {
		release();
	}

}
