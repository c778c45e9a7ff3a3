package io.quorumlock.quorum;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import io.quorumlock.LockName;
import io.quorumlock.LockStatus;
import io.quorumlock.quorum.AcquireResult.Holder;
import org.jspecify.annotations.Nullable;

/**
 * Those of this process who want one lock, in the order in which they came. Only the
 * first asks the nodes; when it has had its turn, the next gets the lease from it,
 * without any node being asked. If nobody waits, the lease may rest here for a while.
 * Thread-safe: what is to be done outside is done after the monitor was left.
 */
final class LocalQueue implements Turn.TurnEnd {

	private static final Runnable NOTHING = () -> {
	};

	private final LockName lock;

	private final LocalQueues queues;

	private @Nullable WaitingTickets waiting;

	private @Nullable Ticket asking;

	private @Nullable Turn turn;

	private @Nullable Rest rest;

	private long retainNanos;

	private long fence;

	private int bypasses;

	private boolean elsewhere;

	private boolean retired;

	LocalQueue(LockName lock, LocalQueues queues) {
		this.lock = lock;
		this.queues = queues;
	}

	LockName lock() {
		return this.lock;
	}

	/**
	 * One more who wants the lock.
	 * @return {@code false} if the queue is no longer in use, and another is to be used
	 */
	boolean enter(Ticket ticket) {
		Runnable next;
		synchronized (this) {
			if (this.retired) {
				return false;
			}
			if (this.asking == null && this.turn == null) {
				Turn last = (this.rest != null) ? this.rest.end() : null;
				next = (last != null) ? wake(last, ticket) : begin(ticket);
			}
			else if (ticket.waits()) {
				waiting().add(ticket);
				next = NOTHING;
			}
			else {
				next = refusal(ticket);
			}
		}
		next.run();
		return true;
	}

	/**
	 * The caller has given up, and its ticket was taken.
	 */
	void leave(Ticket ticket) {
		Runnable next = NOTHING;
		synchronized (this) {
			if (this.asking == ticket) {
				next = askNext();
			}
			else {
				waiting().removeThoseWhoLeft();
			}
		}
		ticket.withdraw();
		next.run();
	}

	/**
	 * Ends all waits.
	 */
	void close() {
		List<Ticket> all = new ArrayList<>();
		synchronized (this) {
			if (this.asking != null) {
				all.add(this.asking);
			}
			all.addAll(waiting().removeAll());
			this.rest = null;
			retire();
		}
		all.forEach((ticket) -> ticket.refuse(new AcquireResult.Closed()));
		this.queues.idle(this);
	}

	@Override
	public void ended(Turn ended) {
		Runnable next;
		synchronized (this) {
			next = (ended == this.turn) ? pass(ended) : () -> RELEASE.ended(ended);
		}
		next.run();
	}

	@Override
	public void lost(Turn lost) {
		Runnable next = NOTHING;
		synchronized (this) {
			if (lost == this.turn) {
				this.turn = null;
				next = askNext();
			}
		}
		next.run();
	}

	@Override
	public void wanted(HeldLease lease) {
		Runnable next = NOTHING;
		synchronized (this) {
			if (this.turn != null && this.turn.lease() == lease) {
				lease.want();
			}
			else if (this.rest != null && this.rest.isOf(lease)) {
				next = giveUp(this.rest.end());
			}
		}
		next.run();
	}

	private Runnable begin(Ticket ticket) {
		this.asking = ticket;
		return () -> ask(ticket, false);
	}

	private void ask(Ticket ticket, boolean contended) {
		Duration left = Duration.ofNanos(Math.max(0, ticket.leftNanos()));
		int tokens = rules().tokens(contended || ticket.retainNanos() > 0, this.elsewhere);
		ticket.asked(engine().acquire(this.lock, ticket.leaseTime(), left, this.fence, tokens, true,
				(lease) -> granted(ticket, lease), (result) -> failed(ticket, result)));
	}

	private void granted(Ticket ticket, HeldLease lease) {
		Runnable next;
		synchronized (this) {
			if (this.asking != ticket) {
				next = () -> lease.release(0);
			}
			else {
				this.asking = null;
				this.fence = lease.grant().fence();
				this.bypasses = 0;
				next = ticket.take() ? begin(ticket, lease, lease.grant().token()) : giveBack(() -> lease.release(0));
			}
		}
		next.run();
	}

	private void failed(Ticket ticket, AcquireResult result) {
		Runnable next;
		synchronized (this) {
			next = (this.asking == ticket) ? askNext() : NOTHING;
		}
		ticket.refuse(result);
		next.run();
	}

	private Runnable begin(Ticket ticket, HeldLease lease, long token) {
		Turn begun = new Turn(lease, token, ticket.request(), this, ticket.holder());
		this.turn = begun;
		this.retainNanos = ticket.retainNanos();
		return () -> {
			lease.begin(begun);
			ticket.tell(new AcquireResult.Acquired(begun));
		};
	}

	/**
	 * Hands the lease on, keeps it, or gives it back and lets the next ask for another.
	 */
	private Runnable pass(Turn ended) {
		HeldLease lease = ended.lease();
		this.turn = null;
		Ticket next = (this.waiting != null) ? this.waiting.first() : null;
		long wanted = lease.wantedNanos();
		boolean ours = ended.keptNanos() <= 0 && (wanted < 0 || rules().isWithinBudget(this.bypasses, wanted));
		if (ours && next != null) {
			Runnable beginning = goOn(ended, next);
			if (beginning != null) {
				waiting().remove(next);
				this.bypasses += (wanted < 0) ? 0 : 1;
				return () -> {
					ended.confirmReleased();
					beginning.run();
				};
			}
		}
		else if (ours && wanted < 0 && this.retainNanos > 0) {
			rest(ended, this.retainNanos);
			return ended::confirmReleased;
		}
		this.elsewhere = wanted >= 0;
		return giveBack(() -> RELEASE.ended(ended));
	}

	/**
	 * Another turn under the same lease.
	 * @return begins it, {@code null} if the lease is not good for that, or the wait over
	 */
	private @Nullable Runnable goOn(Turn before, Ticket next) {
		HeldLease lease = before.lease();
		long token = rules().nextToken(before);
		boolean possible = token <= lease.grant().fence() && next.leaseTime().equals(lease.leaseTime())
				&& rules().isLongEnough(lease) && rules().take(next);
		return possible ? begin(next, lease, token) : null;
	}

	private void rest(Turn ended, long nanos) {
		if (this.rest == null) {
			this.rest = new Rest(engine(), this::endRest);
		}
		this.rest.begin(ended, nanos);
	}

	private void endRest() {
		Runnable next;
		synchronized (this) {
			next = (this.rest != null) ? giveUp(this.rest.endIfOver()) : NOTHING;
		}
		next.run();
	}

	private Runnable wake(Turn last, Ticket ticket) {
		Runnable beginning = goOn(last, ticket);
		if (beginning != null) {
			return beginning;
		}
		Runnable asking = begin(ticket);
		return () -> {
			last.lease().release(0);
			asking.run();
		};
	}

	/** Nobody here wants the lock that rested. */
	private Runnable giveUp(@Nullable Turn last) {
		if (last == null) {
			return NOTHING;
		}
		retire();
		return () -> {
			last.lease().release(0);
			this.queues.idle(this);
		};
	}

	/**
	 * The next asks for the lock at once: what travels first is what gives it back.
	 */
	private Runnable giveBack(Runnable release) {
		Runnable asking = askNext();
		return () -> {
			release.run();
			asking.run();
		};
	}

	private Runnable askNext() {
		Ticket next = (this.waiting != null) ? this.waiting.removeFirst() : null;
		this.asking = next;
		if (next == null) {
			retire();
			return () -> this.queues.idle(this);
		}
		return () -> ask(next, true);
	}

	private void retire() {
		this.retired = true;
		if (this.waiting != null) {
			this.waiting.stop();
		}
	}

	private void expire() {
		List<Runnable> refusals;
		synchronized (this) {
			refusals = waiting().removeOverdue().stream().map(this::refusal).toList();
		}
		refusals.forEach(Runnable::run);
	}

	/**
	 * What it looks like from outside.
	 */
	synchronized LockStatus status() {
		int waits = ((this.asking != null) ? 1 : 0) + ((this.waiting != null) ? this.waiting.size() : 0);
		return new LockStatus(this.lock, (this.turn != null) ? this.turn.status() : null, waits);
	}

	/** Made for the first who waits, as nobody does for most locks. */
	private WaitingTickets waiting() {
		if (this.waiting == null) {
			this.waiting = new WaitingTickets(engine(), rules(), this::expire);
		}
		return this.waiting;
	}

	private LeaseEngine engine() {
		return this.queues.engine();
	}

	private HandOffRules rules() {
		return this.queues.rules();
	}

	private Runnable refusal(Ticket ticket) {
		Turn holder = this.turn;
		return () -> {
			if (holder == null) {
				ticket.refuse(Duration.ZERO, null);
			}
			else {
				ticket.refuse(holder.remaining(), new Holder(engine().settings().instanceId(), holder.token()));
			}
		};
	}

}
