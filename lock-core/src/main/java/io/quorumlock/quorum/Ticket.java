package io.quorumlock.quorum;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

import io.quorumlock.LeaseRequest;
import io.quorumlock.time.Ticker;
import org.jspecify.annotations.Nullable;

/**
 * One caller's place in the queue for a lock. It is taken once, by whichever comes first:
 * a lease, a refusal, the end of the wait or the caller who gives up. Thread-safe.
 */
final class Ticket {

	private final LeaseRequest request;

	private final Duration leaseTime;

	private final long waitNanos;

	private final Consumer<AcquireResult> result;

	private final Ticker ticker;

	private final long since;

	private final AtomicBoolean taken = new AtomicBoolean();

	private @Nullable Runnable withdrawal;

	/**
	 * A ticket for a wait that begins now.
	 * @param request what the caller asks for
	 * @param leaseTime how long a grant is to last unless renewed
	 * @param wait how long the caller waits
	 * @param result told how the wait ended, unless the caller gave up
	 * @param ticker the clocks
	 */
	Ticket(LeaseRequest request, Duration leaseTime, Duration wait, Consumer<AcquireResult> result, Ticker ticker) {
		this.request = request;
		this.leaseTime = leaseTime;
		this.waitNanos = wait.toNanos();
		this.result = result;
		this.ticker = ticker;
		this.since = ticker.nanos();
	}

	LeaseRequest request() {
		return this.request;
	}

	Duration leaseTime() {
		return this.leaseTime;
	}

	/**
	 * For how long the lease may be kept after its holder has given it back, in ns.
	 */
	long retainNanos() {
		Duration retain = this.request.retain();
		return (retain != null) ? retain.toNanos() : 0;
	}

	boolean waits() {
		return this.waitNanos > 0;
	}

	/**
	 * How long the caller goes on waiting, in ns; not positive if no longer.
	 */
	long leftNanos() {
		return this.waitNanos - (this.ticker.nanos() - this.since);
	}

	/**
	 * Ends the wait: who gets {@code true} is the one to say how, and nobody else.
	 */
	boolean take() {
		return this.taken.compareAndSet(false, true);
	}

	boolean isOver() {
		return this.taken.get();
	}

	/**
	 * Tells the caller, for whom the wait was ended by {@link #take()}.
	 */
	void tell(AcquireResult outcome) {
		this.result.accept(outcome);
	}

	/**
	 * Ends the wait with a refusal, unless it has ended.
	 */
	void refuse(AcquireResult outcome) {
		if (take()) {
			tell(outcome);
		}
	}

	/**
	 * Refuses because another holder of this process has the lock.
	 */
	void refuse(Duration remaining, AcquireResult.@Nullable Holder holder) {
		refuse(new AcquireResult.Contended(Duration.ofNanos(this.ticker.nanos() - this.since), remaining, holder));
	}

	/**
	 * The nodes are being asked for this caller.
	 * @param cancellation ends that
	 */
	void asked(Runnable cancellation) {
		synchronized (this) {
			if (this.withdrawal == null) {
				this.withdrawal = cancellation;
				return;
			}
		}
		cancellation.run();
	}

	/**
	 * The nodes need not be asked any more for this caller.
	 */
	void withdraw() {
		Runnable cancellation;
		synchronized (this) {
			cancellation = this.withdrawal;
			this.withdrawal = () -> {
			};
		}
		if (cancellation != null) {
			cancellation.run();
		}
	}

}
