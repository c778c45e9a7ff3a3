package io.quorumlock.spring.audit;

import java.time.Duration;
import java.time.Instant;

import io.quorumlock.LockName;
import io.quorumlock.LossCause;
import io.quorumlock.election.LeadershipEvent;
import io.quorumlock.election.LeadershipGranted;
import io.quorumlock.election.LeadershipRevoked;
import io.quorumlock.event.ForceAsked;
import io.quorumlock.event.LeaseEvent;
import io.quorumlock.event.LeaseEvent.Reason;
import io.quorumlock.event.LeaseEvent.Source;
import io.quorumlock.event.LockEvent;
import io.quorumlock.event.NodeEvent;
import org.jspecify.annotations.Nullable;

/**
 * Puts into words what belongs into the log: transitions, not attempts.
 */
final class AuditEntries {

	/** Less of its lease time than that left: a renewal came late. */
	private static final double LATE = 1.0 / 3;

	private boolean quorumLost;

	/**
	 * The entry for an event.
	 * @param at when it happened
	 * @return the entry, {@code null} if the event is no transition
	 */
	@Nullable AuditEntry of(Instant at, LockEvent event) {
		if (event instanceof LeaseEvent.Acquired acquired) {
			return acquired(at, acquired);
		}
		if (event instanceof LeaseEvent.Released released) {
			return lease(at, "released", released.lock(), released.token().value(), held(released.held()));
		}
		if (event instanceof LeaseEvent.Lost lost) {
			return lease(at, (lost.cause() == LossCause.FORCED) ? "forced" : "lost", lost.lock(), lost.token().value(),
					held(lost.held()) + ", it " + lost.cause().phrase());
		}
		if (event instanceof ForceAsked asked) {
			return lease(at, "force-asked", asked.lock(), asked.token().value(),
					"by instance " + asked.from() + " of instance " + asked.to());
		}
		return (event instanceof NodeEvent node) ? node(at, node) : null;
	}

	/**
	 * The entry for a quorum that was lost, or is there again, as far as callers see.
	 * @param at when it happened
	 * @return the entry, {@code null} if nothing has changed
	 */
	@Nullable AuditEntry quorum(Instant at, LockEvent event) {
		if (event instanceof LeaseEvent.Refused refused && refused.reason() == Reason.UNAVAILABLE && !this.quorumLost) {
			this.quorumLost = true;
			return new AuditEntry(at, "quorum-lost", "", null, "too few nodes voted on " + refused.lock());
		}
		if (event instanceof LeaseEvent.Acquired acquired && acquired.source() == Source.NODES && this.quorumLost) {
			this.quorumLost = false;
			return new AuditEntry(at, "quorum-back", "", null, "enough nodes voted on " + acquired.lock());
		}
		return null;
	}

	/**
	 * The entry for an event of a role.
	 * @return the entry, {@code null} if the event is none of this instance's transitions
	 */
	@Nullable AuditEntry of(LeadershipEvent event) {
		if (event instanceof LeadershipGranted granted) {
			return role("granted", granted, granted.cause());
		}
		return (event instanceof LeadershipRevoked revoked) ? role("revoked", revoked, revoked.cause()) : null;
	}

	private static AuditEntry role(String type, LeadershipEvent event, Enum<?> cause) {
		return new AuditEntry(event.timestamp(), type, event.role(), event.term(), cause.name());
	}

	private static AuditEntry acquired(Instant at, LeaseEvent.Acquired acquired) {
		return lease(at, (acquired.source() == Source.HANDED_ON) ? "handed-on" : "acquired", acquired.lock(),
				acquired.token().value(), "waited " + acquired.waited().toMillis() + " ms");
	}

	private static AuditEntry lease(Instant at, String type, LockName lock, long token, String detail) {
		return new AuditEntry(at, type, lock.toString(), token, detail);
	}

	private static @Nullable AuditEntry node(Instant at, NodeEvent event) {
		if (event instanceof NodeEvent.Renewed renewal
				&& renewal.margin().toNanos() < LATE * renewal.leaseTime().toNanos()) {
			return new AuditEntry(at, "renewed-late", event.node(), null,
					renewal.margin().toMillis() + " ms before the end of " + renewal.leaseTime().toMillis() + " ms");
		}
		if (event instanceof NodeEvent.Reborn reborn) {
			return new AuditEntry(at, "node-reborn", event.node(), null,
					"may have forgotten grants, sits out up to " + reborn.guard().toMillis() + " ms");
		}
		return (event instanceof NodeEvent.Admitted) ? new AuditEntry(at, "node-admitted", event.node(), null, "")
				: null;
	}

	private static String held(Duration held) {
		return "held " + held.toMillis() + " ms";
	}

}
