package io.quorumlock.spring.observation;

import io.micrometer.common.docs.KeyName;
import io.micrometer.observation.Observation.Context;
import io.micrometer.observation.Observation.Event;
import io.micrometer.observation.ObservationConvention;
import io.micrometer.observation.docs.ObservationDocumentation;

/**
 * All observations of annotated methods, with their key-values. They are for traces: what
 * is measured, {@link LockMeters} lists.
 */
public enum LockObservation implements ObservationDocumentation {

	/** A method with a lock asks for it, until it has it or not. */
	ACQUIRE("acquire", LowCardinality.NAME, LowCardinality.SCOPE, LowCardinality.OUTCOME),

	/**
	 * A method holds its lock, until that is given back: after its stage or publisher has
	 * ended, or the transaction of its caller.
	 */
	HOLD("hold", LowCardinality.NAME, LowCardinality.SCOPE, LowCardinality.OUTCOME),

	/** A lock is given back, until the nodes have confirmed it. Within its hold. */
	RELEASE("release", LowCardinality.NAME, LowCardinality.SCOPE),

	/** A method does work of the leader, until it holds its permit no longer. */
	LEAD("lead", LowCardinality.ROLE, LowCardinality.OUTCOME);

	/** What all names begin with. */
	public static final String PREFIX = "lock.method.";

	private final String verb;

	private final KeyName[] lowCardinality;

	LockObservation(String verb, KeyName... lowCardinality) {
		this.verb = verb;
		this.lowCardinality = lowCardinality;
	}

	String verb() {
		return this.verb;
	}

	@Override
	public String getName() {
		return PREFIX + this.verb;
	}

	@Override
	public Class<? extends ObservationConvention<? extends Context>> getDefaultConvention() {
		return DefaultLockObservationConvention.class;
	}

	@Override
	public KeyName[] getLowCardinalityKeyNames() {
		return this.lowCardinality.clone();
	}

	@Override
	public KeyName[] getHighCardinalityKeyNames() {
		return (this != LEAD) ? HighCardinality.values() : new KeyName[] { HighCardinality.TOKEN };
	}

	@Override
	public Event[] getEvents() {
		return (this == HOLD || this == LEAD) ? LockEvent.values() : new Event[0];
	}

	@Override
	public String getPrefix() {
		return "lock";
	}

	/**
	 * Keys of few values.
	 */
	public enum LowCardinality implements KeyName {

		/** The name of a lock, without its keys. */
		NAME("lock.name"),

		/** {@code application} or {@code global}. */
		SCOPE("lock.scope"),

		/** The name of a role. */
		ROLE("lock.role"),

		/**
		 * What came of it, see {@link LockObservationContext.Outcome}; {@code none} as
		 * long as that is open.
		 */
		OUTCOME("lock.outcome");

		private final String key;

		LowCardinality(String key) {
			this.key = key;
		}

		@Override
		public String asString() {
			return this.key;
		}

	}

	/**
	 * Keys of many values, which only spans have.
	 */
	public enum HighCardinality implements KeyName {

		/** The keys of a lock that has some. */
		KEY("lock.key"),

		/** The fencing token, or the term of a leader, once there is one. */
		TOKEN("lock.token");

		private final String key;

		HighCardinality(String key) {
			this.key = key;
		}

		@Override
		public String asString() {
			return this.key;
		}

		@Override
		public boolean isRequired() {
			return false;
		}

	}

	/**
	 * What happens within a hold.
	 */
	public enum LockEvent implements Event {

		/** The lease, or the permit, is lost while the method still runs. */
		LOST("lost");

		private final String name;

		LockEvent(String name) {
			this.name = name;
		}

		@Override
		public String getName() {
			return this.name;
		}

	}

}
