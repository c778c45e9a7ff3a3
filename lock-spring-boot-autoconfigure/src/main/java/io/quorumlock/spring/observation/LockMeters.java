package io.quorumlock.spring.observation;

import java.util.Locale;

import io.micrometer.common.docs.KeyName;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Meter.Type;
import io.micrometer.core.instrument.docs.MeterDocumentation;

/**
 * All meters, with their tags. None has a tag whose values come from data: locks are told
 * apart by their names, never by their keys.
 */
public enum LockMeters implements MeterDocumentation {

	/** How long callers waited for a lock, and what came of it. */
	ACQUIRE("lock.acquire", Type.TIMER, Tag.NAME, Tag.OUTCOME),

	/** How long locks were held, and how that ended. */
	HOLD("lock.hold", Type.TIMER, Tag.NAME, Tag.OUTCOME),

	/** How many locks this instance holds now. */
	HELD("lock.held", Type.GAUGE, Tag.NAME),

	/** How many callers of this instance wait for a lock now. */
	WAITING("lock.waiting", Type.GAUGE, Tag.NAME),

	/** How often a lock was handed on within this instance, without asking the nodes. */
	HAND_OFFS("lock.handoffs", Type.COUNTER, Tag.NAME),

	/** How often a lease ended against its holder's will. */
	LOST("lock.lost", Type.COUNTER, Tag.NAME, Tag.CAUSE),

	/** How often the nodes were asked again with a higher token. */
	TOKEN_RETRIES("lock.token.retries", Type.COUNTER, Tag.NAME),

	/** How often a lock would have blocked a call, where locks are only observed. */
	OBSERVED("lock.observed", Type.COUNTER, Tag.NAME, Tag.OUTCOME),

	/** How many sessions were renewed, not renewed, or not known to the node any more. */
	RENEWALS("lock.renewals", Type.COUNTER, Tag.NODE, Tag.OUTCOME),

	/** How much time was left when a renewal was confirmed. */
	RENEWAL_MARGIN("lock.renewal.margin", Type.TIMER, Tag.NODE),

	/** The share of the lease time that was left when the last renewal was confirmed. */
	RENEWAL_MARGIN_SHARE("lock.renewal.margin.share", Type.GAUGE, Tag.NODE),

	/** By how much the watchdog was woken late, where that was much. */
	WAKEUPS_LATE("lock.wakeups.late", Type.TIMER),

	/** Calls that a node has answered in time, and how long that took. */
	NODE_CALLS("lock.node.calls", Type.TIMER, Tag.NODE),

	/** Calls that a node has not answered in time, or that were not sent. */
	NODE_FAILURES("lock.node.failures", Type.COUNTER, Tag.NODE, Tag.REASON),

	/** How long the last answer of a node took. */
	NODE_LATENCY("lock.node.latency", Type.GAUGE, Tag.NODE),

	/** 1 for the state in which the circuit breaker of a node is, else 0. */
	NODE_BREAKER("lock.node.breaker", Type.GAUGE, Tag.NODE, Tag.STATE),

	/** 1 while a node sits out its restart guard, else 0. */
	NODE_GUARD("lock.node.guard", Type.GAUGE, Tag.NODE),

	/** How often a node was found restarted or emptied. */
	NODE_REBORN("lock.node.reborn", Type.COUNTER, Tag.NODE),

	/** How often a node refused a grant, as this instance's clock is too far ahead. */
	CLOCK_AHEAD("lock.clock.ahead", Type.COUNTER, Tag.NODE),

	/** How many nodes vote now, as far as this instance can tell. */
	NODES_VOTING("lock.nodes.voting", Type.GAUGE),

	/** How many votes a lease needs. */
	NODES_QUORUM("lock.nodes.quorum", Type.GAUGE),

	/** 1 if this instance leads a role, else 0. */
	LEADER_STATUS("lock.leader.status", Type.GAUGE, Tag.ROLE),

	/** The term of a role that was seen last. */
	LEADER_TERM("lock.leader.term", Type.GAUGE, Tag.ROLE),

	/** 1 if some instance is known to lead a role, else 0. */
	LEADER_KNOWN("lock.leader.known", Type.GAUGE, Tag.ROLE),

	/** For how long this instance leads if no further renewal succeeds. */
	LEADER_TRUST("lock.leader.trust", Type.GAUGE, Tag.ROLE),

	/** How many pieces of work run as the leader. */
	LEADER_IN_FLIGHT("lock.leader.in.flight", Type.GAUGE, Tag.ROLE),

	/** How often this instance began or ended to lead. */
	LEADER_TRANSITIONS("lock.leader.transitions", Type.COUNTER, Tag.ROLE, Tag.TRANSITION, Tag.CAUSE),

	/** From the end of this instance's term until the next leader was seen. */
	LEADER_VACANCY("lock.leader.vacancy", Type.TIMER, Tag.ROLE),

	/** From the moment this instance began to give a role up until the next leader. */
	LEADER_HANDOVER("lock.leader.handover", Type.TIMER, Tag.ROLE),

	/** How long this instance waited for its work before it gave a role up. */
	LEADER_DRAIN("lock.leader.drain", Type.TIMER, Tag.ROLE),

	/** How late listeners learn what happens to a role. */
	LEADER_EVENT_LAG("lock.leader.event.lag", Type.TIMER, Tag.ROLE),

	/** Calls that were skipped as this instance does not lead. */
	LEADER_SKIPPED("lock.leader.skipped", Type.COUNTER, Tag.ROLE);

	private final String name;

	private final Type type;

	private final KeyName[] tags;

	LockMeters(String name, Type type, KeyName... tags) {
		this.name = name;
		this.type = type;
		this.tags = tags;
	}

	/**
	 * How a constant is written as the value of a tag.
	 */
	static String value(Enum<?> constant) {
		return constant.name().toLowerCase(Locale.ROOT);
	}

	@Override
	public String getName() {
		return this.name;
	}

	@Override
	public Meter.Type getType() {
		return this.type;
	}

	@Override
	public KeyName[] getKeyNames() {
		return this.tags.clone();
	}

	/**
	 * The tags, all of few values.
	 */
	public enum Tag implements KeyName {

		/** The name of a lock, without its keys. */
		NAME,

		/** What came of it. */
		OUTCOME,

		/** Why. */
		CAUSE,

		/** Host and port of a node. */
		NODE,

		/** Why a call failed: {@code unanswered} or {@code skipped}. */
		REASON,

		/** The state of a circuit breaker. */
		STATE,

		/** The name of a role. */
		ROLE,

		/** {@code granted} or {@code revoked}. */
		TRANSITION;

		@Override
		public String asString() {
			return value(this);
		}

	}

}
