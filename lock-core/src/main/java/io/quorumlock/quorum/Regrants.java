package io.quorumlock.quorum;

import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

import io.quorumlock.node.Answer;
import io.quorumlock.node.Operation;
import io.quorumlock.quorum.link.Outcome;
import io.quorumlock.quorum.session.Session;
import io.quorumlock.quorum.session.Sessions;
import org.jspecify.annotations.Nullable;

/**
 * Asks nodes again for leases that a quorum holds: those that lack a lease, and now and
 * then those that have it, so that no name expires while it is held. However many leases
 * there are, a node is asked for a few at a time, and for more once it has granted some
 * of those. Used on the protocol's thread only.
 */
final class Regrants {

	/** Names are kept by the nodes for a day; each is touched once in six hours. */
	private static final long TURN_NANOS = TimeUnit.HOURS.toNanos(6);

	/** For how many names a node is asked at a time. */
	private static final int SLICE = 256;

	private final EngineContext context;

	private final LeaseGroup group;

	private final Sessions sessions;

	private final boolean[] mending;

	private boolean touching;

	private long turnBegan;

	Regrants(EngineContext context, LeaseGroup group, Sessions sessions) {
		this.context = context;
		this.group = group;
		this.sessions = sessions;
		this.mending = new boolean[context.links().size()];
		this.turnBegan = context.ticker().nanos();
	}

	/**
	 * Asks a node for leases that rest on others only.
	 */
	void mend(int node) {
		if (this.mending[node] || !isUsable(this.sessions.current(node))) {
			return;
		}
		Slice slice = new Slice((granted) -> {
			this.mending[node] = false;
			if (granted) {
				mend(node);
			}
		});
		for (Coverage coverage : this.group.coverages()) {
			if (!coverage.includes(node)) {
				for (int left = coverage.leases().size(); left > 0 && slice.hasRoom(); left--) {
					slice.ask(coverage.leases().next(), 1 << node);
				}
			}
		}
		this.mending[node] = slice.isUnderWay();
	}

	/**
	 * Asks for some of the leases the nodes that have them: for so many that all have
	 * their turn within six hours, evenly spread over them.
	 */
	void touch() {
		Roster leases = this.group.roster();
		if (this.touching || leases.size() == 0) {
			return;
		}
		double elapsed = (this.context.ticker().nanos() - this.turnBegan) / (double) TURN_NANOS;
		Slice slice = new Slice((granted) -> {
			this.touching = false;
			if (granted) {
				touch();
			}
		});
		int due = (int) (Math.min(1, elapsed) * leases.size());
		while (leases.called() < due && slice.hasRoom()) {
			HeldLease lease = leases.next();
			slice.ask(lease, lease.coverage().nodes());
		}
		if (elapsed >= 1 && leases.called() == leases.size()) {
			startOver();
		}
		this.touching = slice.isUnderWay();
	}

	/**
	 * Begins a new turn, as every lease has had its own, or is new.
	 */
	void startOver() {
		this.group.roster().startOver();
		this.turnBegan = this.context.ticker().nanos();
	}

	private static boolean isUsable(@Nullable Session session) {
		return session != null && session.deadline() != null;
	}

	private boolean regranted(HeldLease lease, int node, Session session, Outcome outcome) {
		if (!(outcome instanceof Outcome.Answered answered) || session.isEnded()) {
			return false;
		}
		if (answered.answer() instanceof Answer.Granted) {
			this.group.addVote(lease, node);
			return true;
		}
		if (answered.answer() instanceof Answer.NoSession) {
			this.sessions.gone(node, session);
		}
		else if (answered.answer() instanceof Answer.SittingOut sitting) {
			this.context.guard().sitsOut(node, sitting.birth());
		}
		else {
			this.group.removeVote(lease, node);
		}
		return false;
	}

	/**
	 * What is asked for at a time.
	 */
	private final class Slice {

		private final Consumer<Boolean> done;

		private int names;

		private int open;

		private boolean granted;

		/**
		 * An empty slice.
		 * @param done told whether anything was granted, once each node has answered or
		 * not in time
		 */
		Slice(Consumer<Boolean> done) {
			this.done = done;
		}

		boolean hasRoom() {
			return this.names < SLICE;
		}

		boolean isUnderWay() {
			return this.open > 0;
		}

		void ask(HeldLease lease, int nodes) {
			if (Regrants.this.group.needs(lease)) {
				this.names += lease.grant().names().size();
				for (int node = 0; nodes >> node != 0; node++) {
					Session session = Regrants.this.sessions.current(node);
					if ((nodes & 1 << node) != 0 && session != null && isUsable(session)) {
						ask(lease, node, session);
					}
				}
			}
		}

		private void ask(HeldLease lease, int node, Session session) {
			Grant grant = lease.grant();
			grant.asked(node, session);
			this.open++;
			boolean[] heard = { false };
			Ballot ballot = new Ballot(grant.names().size(), (outcome, holdsNothing) -> {
				if (holdsNothing) {
					grant.refused(node, session);
				}
				this.granted |= regranted(lease, node, session, outcome);
				if (!heard[0]) {
					heard[0] = true;
					settle();
				}
			});
			grant.ask(Regrants.this.context.links().get(node), ballot,
					(name) -> new Operation.Regrant(session.id(), grant.number(), name, grant.token(), grant.fence()));
		}

		private void settle() {
			if (--this.open == 0) {
				this.done.accept(this.granted);
			}
		}

	}

}
