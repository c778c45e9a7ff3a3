package io.quorumlock.election;

import java.time.Duration;
import java.util.function.Supplier;

import io.quorumlock.time.Timers;
import org.jspecify.annotations.Nullable;

/**
 * Sees to it that a leader makes way in time for those that are preferred. Used on the
 * protocol's thread only.
 */
final class Succession {

	private final RoleContext context;

	private final Rivals rivals;

	private final Supplier<@Nullable Tenure> tenure;

	private Timers.@Nullable Timer next;

	Succession(RoleContext context, Rivals rivals, Supplier<@Nullable Tenure> tenure) {
		this.context = context;
		this.rivals = rivals;
		this.tenure = tenure;
	}

	/**
	 * Gives the role up if it is time to, and otherwise asks again later while it is led.
	 */
	void consider() {
		if (this.next != null) {
			this.next.cancel();
		}
		Tenure current = this.tenure.get();
		if (current == null || current.isEnding()) {
			return;
		}
		Ending ending = this.rivals.succession(current.led());
		if (ending != null) {
			current.giveUp(ending);
			return;
		}
		Duration interval = this.context.settings().retryInterval();
		this.next = this.context.engine().timers().schedule(interval.toNanos(), this::consider);
	}

}
