package io.quorumlock.election;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

import org.jspecify.annotations.Nullable;

/**
 * Who campaigns for a role: says so of this instance now and then, and knows of the
 * others until they have been silent for too long. Changed on the protocol's thread, read
 * by any.
 */
final class Rivals {

	private static final long PRESENCE_NANOS = TimeUnit.SECONDS.toNanos(10);

	private static final long SILENCE_NANOS = 3 * PRESENCE_NANOS;

	/** For how many roles that it leads a candidate of higher priority is worth. */
	private static final int PRIORITY_WEIGHT = 4;

	private final RoleContext context;

	private final BooleanSupplier campaigning;

	private final Map<String, Heard> heard = new TreeMap<>();

	private volatile List<Candidate> present = List.of();

	private boolean standing;

	Rivals(RoleContext context, BooleanSupplier campaigning) {
		this.context = context;
		this.campaigning = campaigning;
	}

	/**
	 * Says that this instance campaigns, from now on again and again.
	 */
	void stand() {
		say(true);
		if (!this.standing) {
			this.standing = true;
			repeat();
		}
	}

	void withdraw() {
		this.context.board().post(new Notice.Withdraws(this.context.role(), this.context.self()));
	}

	private void repeat() {
		this.context.engine().timers().schedule(PRESENCE_NANOS, () -> {
			this.standing = this.campaigning.getAsBoolean();
			if (this.standing) {
				repeat();
				say(false);
			}
			long now = this.context.engine().ticker().nanos();
			if (this.heard.values().removeIf((each) -> now - each.at() > SILENCE_NANOS)) {
				publish();
			}
		});
	}

	private void say(boolean asks) {
		if (this.campaigning.getAsBoolean()) {
			this.context.board().post(new Notice.Stands(this.context.role(), self(), asks));
		}
	}

	/**
	 * Another instance campaigns.
	 * @param asks whether it wants to know who else does
	 */
	void heard(Candidate candidate, boolean asks) {
		if (candidate.instanceId().equals(this.context.self())) {
			return;
		}
		Heard news = new Heard(candidate, this.context.engine().ticker().nanos());
		this.heard.put(candidate.instanceId(), news);
		publish();
		if (asks) {
			say(false);
			// It may only be about to listen
			this.context.engine()
				.timers()
				.schedule(this.context.settings().retryInterval().toNanos(), () -> say(false));
		}
	}

	void left(String instanceId) {
		if (this.heard.remove(instanceId) != null) {
			publish();
		}
	}

	private void publish() {
		this.present = this.heard.values().stream().map(Heard::candidate).toList();
	}

	private Candidate self() {
		return new Candidate(this.context.self(), this.context.settings().priority());
	}

	boolean include(String instanceId) {
		return this.heard.containsKey(instanceId);
	}

	/**
	 * All that campaign, this instance first if it does.
	 */
	List<Candidate> all() {
		List<Candidate> all = new ArrayList<>(this.present);
		if (this.campaigning.getAsBoolean()) {
			all.add(0, self());
		}
		return List.copyOf(all);
	}

	private @Nullable Candidate best() {
		return this.present.stream().max(Comparator.comparingInt(Candidate::priority)).orElse(null);
	}

	private boolean isBetter(@Nullable Candidate other) {
		return other != null && other.priority() > this.context.settings().priority();
	}

	/**
	 * How long to let others go first.
	 * @param rolesLed how many roles this instance leads already
	 */
	long standBackNanos(int rolesLed) {
		RoleSettings settings = this.context.settings();
		int turns = rolesLed + (isBetter(best()) ? PRIORITY_WEIGHT : 0);
		return Math.min(settings.standBack().toNanos() * turns, settings.retryInterval().toNanos());
	}

	/**
	 * To whom a leader makes way: to a higher priority after its shortest tenure, to
	 * anybody after its longest.
	 * @param led how long it has led
	 * @return how it gives the role up, {@code null} if it leads on
	 */
	@Nullable Ending succession(Duration led) {
		RoleSettings settings = this.context.settings();
		Candidate best = best();
		if (best == null) {
			return null;
		}
		if (isBetter(best) && led.compareTo(settings.minTenure()) >= 0) {
			return Ending.planned(RevokeCause.PREEMPTED, best.instanceId(), settings);
		}
		boolean overdue = settings.maxTenure() != null && led.compareTo(settings.maxTenure()) >= 0;
		return overdue ? Ending.planned(RevokeCause.TENURE, best.instanceId(), settings) : null;
	}

	private record Heard(Candidate candidate, long at) {

	}

}
