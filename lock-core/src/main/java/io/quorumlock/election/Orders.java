package io.quorumlock.election;

import java.time.Duration;
import java.util.Objects;
import java.util.function.Supplier;

import io.quorumlock.quorum.AcquireResult.Holder;
import org.jspecify.annotations.Nullable;

/**
 * Carries out what somebody asks of the leader of a role, or passes it on to the instance
 * that leads. Used on the protocol's thread only.
 */
final class Orders {

	private final RoleContext context;

	private final LeaderWatch leaders;

	private final Rivals rivals;

	private final Supplier<@Nullable Tenure> tenure;

	/**
	 * Orders for one role.
	 * @param tenure the term that this instance leads, {@code null} if it leads none
	 */
	Orders(RoleContext context, LeaderWatch leaders, Rivals rivals, Supplier<@Nullable Tenure> tenure) {
		this.context = context;
		this.leaders = leaders;
		this.rivals = rivals;
		this.tenure = tenure;
	}

	CommandResult carryOut(LeadershipCommand command) {
		if (command instanceof LeadershipCommand.StepDown stepDown) {
			return end(stepDown.expectedTerm(), null, stepDown.cooldown(), stepDown.drainTimeout());
		}
		LeadershipCommand.Transfer transfer = (LeadershipCommand.Transfer) command;
		return this.rivals.include(transfer.to())
				? end(transfer.expectedTerm(), transfer.to(), null, transfer.drainTimeout())
				: CommandResult.UNKNOWN_CANDIDATE;
	}

	/**
	 * Does what another instance has passed on, if the term that was meant still lasts.
	 */
	void obey(Notice.End order) {
		Tenure current = this.tenure.get();
		String successor = order.successor();
		boolean possible = successor == null || this.rivals.include(successor);
		if (current != null && current.term().number() == order.term() && possible) {
			current.giveUp(ending(order.successor(), order.cooldown(), order.drainTimeout()));
		}
	}

	private CommandResult end(@Nullable Long expected, @Nullable String successor, @Nullable Duration cooldown,
			@Nullable Duration drainTimeout) {
		Holder leader = leader();
		if (leader == null) {
			return CommandResult.NO_LEADER;
		}
		if (expected != null && expected != leader.token()) {
			return CommandResult.WRONG_TERM;
		}
		if (leader.instanceId().equals(successor)) {
			return CommandResult.DONE;
		}
		Notice.End order = new Notice.End(this.context.role(), leader.token(), successor, cooldown, drainTimeout);
		Tenure current = this.tenure.get();
		if (current != null && current.isEnding()) {
			return CommandResult.NO_LEADER;
		}
		if (current != null) {
			obey(order);
			return CommandResult.DONE;
		}
		this.context.board().post(order);
		return CommandResult.FORWARDED;
	}

	// If fences were lost, a term that is over may be higher than the one of this
	// instance
	private @Nullable Holder leader() {
		Tenure current = this.tenure.get();
		if (current != null) {
			return new Holder(this.context.self(), current.term().number());
		}
		return this.leaders.leader().map((leader) -> new Holder(leader.instanceId(), leader.term())).orElse(null);
	}

	private Ending ending(@Nullable String successor, @Nullable Duration cooldown, @Nullable Duration drainTimeout) {
		RoleSettings settings = this.context.settings();
		return new Ending(RevokeCause.STEP_DOWN, successor, Objects.requireNonNullElse(cooldown, settings.cooldown()),
				Objects.requireNonNullElse(drainTimeout, settings.drainTimeout()), false);
	}

}
