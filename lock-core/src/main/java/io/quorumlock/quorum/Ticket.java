package io.quorumlock.quorum;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

import io.quorumlock.LeaseRequest;
import io.quorumlock.event.LeaseEvent;
import io.quorumlock.event.LeaseEvent.Reason;
import io.quorumlock.event.LockListener;
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

	private final LockListener events;

	private final String holder;

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
	 * @param events told what becomes of it
	 */
	Ticket(LeaseRequest request, Duration leaseTime, Duration wait, Consumer<AcquireResult> result, Ticker ticker,
			LockListener events) {
		this.request = request;
		this.leaseTime = leaseTime;
		this.waitNanos = wait.toNanos();
		this.result = result;
		this.ticker = ticker;
		this.events = events;
		this.holder = Thread.currentThread().getName();
		this.since = ticker.nanos();
		events.onEvent(new LeaseEvent.Requested(request.lock()));
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
		this.events.onEvent(event(outcome));
		this.result.accept(outcome);
	}

	private LeaseEvent event(AcquireResult outcome) {
		if (outcome instanceof AcquireResult.Acquired acquired) {
			Turn turn = (Turn) acquired.lease();
			return new LeaseEvent.Acquired(turn.lock(), turn.fencingToken(), waited(), turn.source());
		}
		return refused((outcome instanceof AcquireResult.Contended) ? Reason.CONTENDED
				: (outcome instanceof AcquireResult.Unavailable) ? Reason.UNAVAILABLE : Reason.CLOSED);
	}

	private LeaseEvent refused(Reason reason) {
		return new LeaseEvent.Refused(this.request.lock(), waited(), reason);
	}

	private Duration waited() {
		return Duration.ofNanos(this.ticker.nanos() - this.since);
	}

	/**
	 * The caller gives up.
	 * @return {@code false} if the wait has ended before
	 */
	boolean giveUp() {
		if (!take()) {
			return false;
		}
		this.events.onEvent(refused(Reason.ABANDONED));
		return true;
	}

	/**
	 * The name of the thread that asks.
	 */
	String holder() {
		return this.holder;
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
		refuse(new AcquireResult.Contended(waited(), remaining, holder));
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
