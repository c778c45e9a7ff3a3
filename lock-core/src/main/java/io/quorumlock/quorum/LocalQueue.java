package io.quorumlock.quorum;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;

import io.quorumlock.quorum.AcquireResult.Holder;
import io.quorumlock.time.Timers;
import org.jspecify.annotations.Nullable;

/**
 * Those of this process who want one lock, in the order in which they came. Only the
 * first asks the nodes; when it has had its turn, the next gets the lease from it,
 * without any node being asked. Thread-safe: what is to be done outside is done after the
 * monitor was left.
 */
final class LocalQueue implements Turn.TurnEnd {

	private static final Runnable NOTHING = () -> {
	};

	private final LeaseEngine engine;

	private final HandOffRules rules;

	private final Consumer<LocalQueue> onIdle;

	private final Deque<Ticket> waiting = new ArrayDeque<>(1);

	private @Nullable Ticket asking;

	private @Nullable Turn turn;

	private Timers.@Nullable Timer timer;

	private long timerDue;

	private long fence;

	private int bypasses;

	private boolean elsewhere;

	private boolean retired;

	/**
	 * A queue in which nobody waits.
	 * @param engine asks the nodes
	 * @param rules when a lease may be handed on
	 * @param onIdle told once that nobody needs the queue any more
	 */
	LocalQueue(LeaseEngine engine, HandOffRules rules, Consumer<LocalQueue> onIdle) {
		this.engine = engine;
		this.rules = rules;
		this.onIdle = onIdle;
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
				this.asking = ticket;
				next = () -> ask(ticket, false);
			}
			else if (ticket.waits()) {
				this.waiting.add(ticket);
				next = NOTHING;
				watch(ticket);
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
				this.waiting.removeIf(this.rules::hasLeft);
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
			all.addAll(this.waiting);
			this.waiting.clear();
			retire();
		}
		all.forEach((ticket) -> ticket.refuse(new AcquireResult.Closed()));
		this.onIdle.accept(this);
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

	/**
	 * Somebody elsewhere waits for the lock.
	 */
	synchronized void want(long number) {
		if (this.turn != null && this.turn.lease().grant().number() == number) {
			this.turn.lease().want();
		}
	}

	private void ask(Ticket ticket, boolean contended) {
		Duration left = Duration.ofNanos(Math.max(0, ticket.leftNanos()));
		int tokens = this.rules.tokens(contended, this.elsewhere);
		ticket.asked(this.engine.acquire(ticket.request().lock(), ticket.leaseTime(), left, this.fence, tokens, true,
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
		Turn begun = new Turn(lease, token, ticket.request(), this);
		this.turn = begun;
		return () -> {
			lease.begin(begun);
			ticket.tell(new AcquireResult.Acquired(begun));
		};
	}

	/**
	 * Hands the lease on, or gives it back and lets the next ask for another.
	 */
	private Runnable pass(Turn ended) {
		HeldLease lease = ended.lease();
		this.turn = null;
		Ticket next = first();
		long token = this.rules.nextToken(ended);
		long wanted = lease.wantedNanos();
		boolean ours = wanted < 0 || this.rules.isWithinBudget(this.bypasses, wanted);
		if (ours && next != null && token <= lease.grant().fence() && ended.keptNanos() <= 0
				&& next.leaseTime().equals(lease.leaseTime()) && this.rules.isLongEnough(lease)
				&& this.rules.take(next)) {
			this.waiting.remove(next);
			this.bypasses += (wanted < 0) ? 0 : 1;
			Runnable beginning = begin(next, lease, token);
			return () -> {
				ended.confirmReleased();
				beginning.run();
			};
		}
		this.elsewhere = wanted >= 0;
		return giveBack(() -> RELEASE.ended(ended));
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
		Ticket next = first();
		this.waiting.poll();
		this.asking = next;
		if (next == null) {
			retire();
			return () -> this.onIdle.accept(this);
		}
		return () -> ask(next, true);
	}

	private @Nullable Ticket first() {
		while (!this.waiting.isEmpty() && this.rules.hasLeft(this.waiting.element())) {
			this.waiting.remove();
		}
		return this.waiting.peek();
	}

	private void retire() {
		this.retired = true;
		if (this.timer != null) {
			this.timer.cancel();
			this.timer = null;
		}
	}

	/**
	 * Sees to it that a wait ends in time. One timer serves all, at the first end.
	 */
	private void watch(Ticket ticket) {
		long due = this.engine.ticker().nanos() + ticket.leftNanos();
		if (this.timer == null || due - this.timerDue < 0) {
			arm(due);
		}
	}

	private void arm(long due) {
		if (this.timer != null) {
			this.timer.cancel();
		}
		this.timerDue = due;
		this.timer = this.engine.timers().schedule(due - this.engine.ticker().nanos(), this::expire);
	}

	private void expire() {
		List<Runnable> refusals = new ArrayList<>();
		synchronized (this) {
			this.timer = null;
			long soonest = Long.MAX_VALUE;
			for (Ticket ticket : List.copyOf(this.waiting)) {
				long left = ticket.leftNanos();
				if (left <= 0) {
					this.waiting.remove(ticket);
					refusals.add(refusal(ticket));
				}
				soonest = (left > 0) ? Math.min(soonest, left) : soonest;
			}
			if (soonest < Long.MAX_VALUE && !this.retired) {
				arm(this.engine.ticker().nanos() + soonest);
			}
		}
		refusals.forEach(Runnable::run);
	}

	private Runnable refusal(Ticket ticket) {
		Turn holder = this.turn;
		return () -> {
			if (holder == null) {
				ticket.refuse(Duration.ZERO, null);
			}
			else {
				ticket.refuse(holder.remaining(), new Holder(this.engine.settings().instanceId(), holder.token()));
			}
		};
	}

}
