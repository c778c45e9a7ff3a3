package io.quorumlock.election;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

import io.quorumlock.Lease;
import org.jspecify.annotations.Nullable;

/**
 * One term that this instance leads: its lease, the gate to the leader's work, and the
 * permits of the work under way. Used by any thread.
 */
class Term {

	private final Lease lease;

	private final Consumer<Runnable> callbacks;

	private final Runnable onIdle;

	private final Set<Permit> permits = ConcurrentHashMap.newKeySet();

	private final AtomicInteger inFlight = new AtomicInteger();

	private volatile boolean open;

	/**
	 * A term whose gate is still closed.
	 * @param lease the lease of the role
	 * @param callbacks runs callbacks of users
	 * @param onIdle run, by any thread, when the last permit comes back while the gate is
	 * closed
	 */
	Term(Lease lease, Consumer<Runnable> callbacks, Runnable onIdle) {
		this.lease = lease;
		this.callbacks = callbacks;
		this.onIdle = onIdle;
	}

	Lease lease() {
		return this.lease;
	}

	long number() {
		return this.lease.fencingToken().value();
	}

	boolean isOpen() {
		return this.open && this.lease.isHeld();
	}

	/**
	 * Whether the gate is open unless the lease has ended, without a look at the clock.
	 */
	boolean isMarkedOpen() {
		return this.open;
	}

	void open() {
		this.open = true;
	}

	void close() {
		this.open = false;
	}

	/**
	 * A permit within this term, {@code null} if the gate is closed.
	 */
	@Nullable Permit enter() {
		if (!isOpen()) {
			return null;
		}
		Permit permit = new Permit(this);
		this.inFlight.incrementAndGet();
		this.permits.add(permit);
		// Whoever closes the gate now sees this permit, or this sees the gate closed: the
		// clocks have nothing to add
		if (!this.open) {
			returned(permit);
			return null;
		}
		return permit;
	}

	void returned(Permit permit) {
		if (this.permits.remove(permit) && this.inFlight.decrementAndGet() == 0 && !this.open) {
			this.onIdle.run();
		}
	}

	int inFlight() {
		return this.inFlight.get();
	}

	/**
	 * Tells all work under way that it has to end, and lets none begin.
	 */
	void cancelPermits() {
		this.open = false;
		this.permits.forEach(Permit::cancel);
	}

	void callBack(Runnable callback) {
		this.callbacks.accept(callback);
	}

	/**
	 * Makes terms; a test may make broken ones to see that the break is noticed.
	 */
	@FunctionalInterface
	interface Factory {

		Term create(Lease lease, Consumer<Runnable> callbacks, Runnable onIdle);

	}

}
