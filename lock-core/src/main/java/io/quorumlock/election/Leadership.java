package io.quorumlock.election;

import java.util.Optional;
import java.util.concurrent.CompletionStage;

import io.quorumlock.FencingToken;
import io.quorumlock.Lease;

/**
 * This instance's view of a role. Thread-safe; no method blocks.
 */
public interface Leadership {

	/**
	 * The role.
	 * @return the name of the role
	 */
	String role();

	/**
	 * Whether this instance leads now, by comparing the clock with the deadline of the
	 * role's lease. Takes no lock and allocates nothing, so it may be asked as often as
	 * one likes.
	 * @return {@code true} while no other instance can lead, within the documented clock
	 * assumptions
	 */
	boolean isLeader();

	/**
	 * The term that this instance leads, to be sent along with each write.
	 * @return the term as a fencing token, empty if this instance does not lead now
	 */
	Optional<FencingToken> term();

	/**
	 * Begins a piece of the leader's work. Until the permit is released, the role is not
	 * handed over in a planned way, so that the work of two leaders does not overlap. The
	 * permit is lost with the leadership, and when a drain takes too long.
	 * @return a permit that lasts within the present term and carries it as its fencing
	 * token, empty if this instance does not lead now
	 */
	Optional<Lease> enter();

	/**
	 * Who leads, as last seen. Asks no node: what is not known yet is found out in the
	 * background.
	 * @return the leader, empty if nobody was seen to lead
	 */
	Optional<Leader> leader();

	/**
	 * All that this instance knows about the role now.
	 * @return a snapshot
	 */
	RoleStatus status();

	/**
	 * Carries out a command. {@link LeadershipCommand.StepDown} and
	 * {@link LeadershipCommand.Transfer} reach the leader, wherever it is;
	 * {@link LeadershipCommand.Pause} and {@link LeadershipCommand.Resume} are about this
	 * instance.
	 * @param command what to do
	 * @return what became of the command, before a drain that it begins has ended. Never
	 * completes exceptionally
	 */
	CompletionStage<CommandResult> command(LeadershipCommand command);

}
