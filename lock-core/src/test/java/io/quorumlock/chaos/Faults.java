package io.quorumlock.chaos;

/**
 * How one sort of target is harmed. Used on one thread of the {@link Nemesis}.
 */
interface Faults {

	/**
	 * Whether a fault may begin now. The plan heeds this too, but a busy machine falls
	 * behind the plan.
	 */
	boolean mayBegin(PlannedFault fault);

	/**
	 * Lets a fault begin that may.
	 */
	OngoingFault begin(PlannedFault fault);

}
