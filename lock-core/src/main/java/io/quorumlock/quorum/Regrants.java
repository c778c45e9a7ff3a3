package io.quorumlock.quorum;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.TimeUnit;

import io.quorumlock.node.Answer;
import io.quorumlock.node.Operation;
import io.quorumlock.quorum.link.Outcome;
import io.quorumlock.quorum.session.Session;
import io.quorumlock.quorum.session.Sessions;

/**
 * Asks nodes again for leases that a quorum holds: those that lack a lease, and now and
 * then those that have it, so that no name expires while it is held. Used on the
 * protocol's thread only.
 */
final class Regrants {

	/** Names are kept by the nodes for a day; they are touched long before that. */
	private static final long TOUCH_NANOS = TimeUnit.HOURS.toNanos(1);

	private final EngineContext context;

	private final LeaseGroup group;

	private final Sessions sessions;

	private final long[] touchedAt;

	Regrants(EngineContext context, LeaseGroup group, Sessions sessions) {
		this.context = context;
		this.group = group;
		this.sessions = sessions;
		this.touchedAt = new long[context.links().size()];
		Arrays.fill(this.touchedAt, context.ticker().nanos());
	}

	void mend(int node, Collection<Coverage> coverages, Collection<HeldLease> kept) {
		for (Coverage coverage : List.copyOf(coverages)) {
			if (!coverage.includes(node)) {
				coverage.leases().forEach((lease) -> regrant(lease, node));
			}
		}
		List.copyOf(kept).forEach((lease) -> {
			if (lease.grant().heldUnder(node) == null) {
				regrant(lease, node);
			}
		});
	}

	void touch(int node, Collection<Coverage> coverages, Collection<HeldLease> kept) {
		long now = this.context.ticker().nanos();
		if (now - this.touchedAt[node] > TOUCH_NANOS) {
			this.touchedAt[node] = now;
			for (Coverage coverage : coverages) {
				if (coverage.includes(node)) {
					coverage.leases().forEach((lease) -> regrant(lease, node));
				}
			}
			List.copyOf(kept).forEach((lease) -> regrant(lease, node));
		}
	}

	private void regrant(HeldLease lease, int node) {
		Session session = this.sessions.current(node);
		if (session == null || session.deadline() == null || !this.group.needs(lease)) {
			return;
		}
		Grant grant = lease.grant();
		grant.asked(node, session);
		Ballot ballot = new Ballot(grant.names().size(), (outcome, holdsNothing) -> {
			if (holdsNothing) {
				grant.refused(node, session);
			}
			regranted(lease, node, session, outcome);
		});
		grant.ask(this.context.links().get(node), ballot,
				(name) -> new Operation.Regrant(session.id(), grant.number(), name, grant.token(), grant.fence()));
	}

	private void regranted(HeldLease lease, int node, Session session, Outcome outcome) {
		if (!(outcome instanceof Outcome.Answered answered) || session.isEnded()) {
			return;
		}
		if (answered.answer() instanceof Answer.Granted) {
			this.group.addVote(lease, node);
			return;
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
	}

}
