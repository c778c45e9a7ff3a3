package io.quorumlock.quorum;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

import io.quorumlock.LossCause;
import io.quorumlock.quorum.session.Session;
import io.quorumlock.quorum.session.Sessions;
import io.quorumlock.quorum.vote.Moment;
import io.quorumlock.time.Ticker;
import io.quorumlock.time.Timers;
import org.jspecify.annotations.Nullable;

/**
 * The leases that rest on the same set of nodes, and so share one deadline and one timer.
 * The deadline is read by any thread; all else happens on the protocol's thread.
 */
final class Coverage {

	private final int nodes;

	private final EngineContext context;

	private final Sessions sessions;

	private final Ticker ticker;

	private final Roster leases = new Roster(HeldLease::coveragePlace, HeldLease::coveragePlace);

	private volatile Moment deadline;

	private Timers.@Nullable Timer timer;

	Coverage(int nodes, EngineContext context, Sessions sessions) {
		this.nodes = nodes;
		this.context = context;
		this.sessions = sessions;
		this.ticker = context.ticker();
		this.deadline = Objects.requireNonNullElseGet(compute(), () -> Moment.now(this.ticker));
	}

	int nodes() {
		return this.nodes;
	}

	boolean includes(int node) {
		return (this.nodes & 1 << node) != 0;
	}

	/**
	 * Until when the leases are held unless renewed; safe to read from any thread.
	 */
	Moment deadline() {
		return this.deadline;
	}

	/**
	 * On how many of the nodes the session is still known to live.
	 */
	int backers() {
		int backers = 0;
		for (int node = 0; this.nodes >> node != 0; node++) {
			Moment each = includes(node) ? deadline(node) : null;
			if (each != null && each.isAhead(this.ticker)) {
				backers++;
			}
		}
		return backers;
	}

	boolean isEmpty() {
		return this.leases.size() == 0;
	}

	Roster leases() {
		return this.leases;
	}

	void add(HeldLease lease) {
		this.leases.add(lease);
		if (this.timer == null) {
			arm();
		}
	}

	void remove(HeldLease lease) {
		this.leases.remove(lease);
	}

	/**
	 * Moves the deadline after a renewal. Too late is too late: a renewal that is
	 * confirmed after the deadline brings nothing back.
	 */
	void renew() {
		Moment later = compute();
		if (!this.deadline.isAhead(this.ticker)) {
			loseAll();
		}
		if (later != null) {
			this.deadline = later;
		}
	}

	private @Nullable Moment compute() {
		List<Moment> deadlines = new ArrayList<>();
		for (int node = 0; this.nodes >> node != 0; node++) {
			Moment each = includes(node) ? deadline(node) : null;
			if (each != null) {
				deadlines.add(each);
			}
		}
		return this.context.parts().validity().deadline(deadlines, this.context.settings().quorum());
	}

	private @Nullable Moment deadline(int node) {
		Session session = this.sessions.current(node);
		return (session != null) ? session.deadline() : null;
	}

	private void arm() {
		this.timer = this.context.timers().schedule(this.deadline.remainingNanos(this.ticker), this::due);
	}

	private void due() {
		this.timer = null;
		if (isEmpty()) {
			return;
		}
		if (this.deadline.isAhead(this.ticker)) {
			arm();
		}
		else {
			loseAll();
		}
	}

	private void loseAll() {
		this.leases.copy().forEach((lease) -> lease.lose(LossCause.NOT_RENEWED));
	}

}
