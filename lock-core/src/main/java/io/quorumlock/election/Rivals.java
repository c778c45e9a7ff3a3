package io.quorumlock.election;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

import io.quorumlock.time.Timers;
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

	private final BooleanSupplier available;

	private final Map<String, Heard> heard = new TreeMap<>();

	private volatile List<Heard> published = List.of();

	private boolean repeating;

	private Timers.@Nullable Timer answer;

	/**
	 * No rivals yet.
	 * @param available whether this instance could take the role; asked by any thread
	 */
	Rivals(RoleContext context, BooleanSupplier available) {
		this.context = context;
		this.available = available;
	}

	/**
	 * Says that this instance campaigns, now and again and again, and asks who else does.
	 */
	void stand() {
		say(true);
		if (!this.repeating) {
			this.repeating = true;
			repeat();
		}
	}

	/**
	 * Says that this instance campaigns, if it does.
	 */
	void say() {
		say(false);
	}

	void withdraw() {
		this.context.board().post(new Notice.Withdraws(this.context.role(), this.context.self()));
	}

	private void repeat() {
		this.context.engine().timers().schedule(PRESENCE_NANOS, () -> {
			repeat();
			say();
		});
	}

	private void say(boolean asks) {
		if (this.available.getAsBoolean()) {
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
		long now = now();
		this.heard.values().removeIf((each) -> now - each.at() > SILENCE_NANOS);
		this.heard.put(candidate.instanceId(), new Heard(candidate, now));
		this.published = List.copyOf(this.heard.values());
		// It asks on every node, but one answer will do
		if (asks && this.answer == null) {
			say();
			// It may only be about to listen
			this.answer = this.context.engine()
				.timers()
				.schedule(this.context.settings().retryInterval().toNanos(), this::answerAgain);
		}
	}

	private void answerAgain() {
		this.answer = null;
		say();
	}

	void left(String instanceId) {
		if (this.heard.remove(instanceId) != null) {
			this.published = List.copyOf(this.heard.values());
		}
	}

	private long now() {
		return this.context.engine().ticker().nanos();
	}

	private Candidate self() {
		return new Candidate(this.context.self(), this.context.settings().priority());
	}

	private Stream<Candidate> heardWithin(long nanos) {
		long now = now();
		return this.published.stream().filter((each) -> now - each.at() <= nanos).map(Heard::candidate);
	}

	/**
	 * All that campaign, this instance first if it does. From any thread.
	 */
	List<Candidate> all() {
		Stream<Candidate> own = this.available.getAsBoolean() ? Stream.of(self()) : Stream.empty();
		return Stream.concat(own, heardWithin(SILENCE_NANOS)).toList();
	}

	boolean include(String instanceId) {
		return all().stream().anyMatch((each) -> each.instanceId().equals(instanceId));
	}

	private @Nullable Candidate bestWithin(long nanos) {
		return heardWithin(nanos).max(Comparator.comparingInt(Candidate::priority)).orElse(null);
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
		int turns = rolesLed + (isBetter(bestWithin(SILENCE_NANOS)) ? PRIORITY_WEIGHT : 0);
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
		// Who has not been heard in this term may be gone
		Candidate best = bestWithin(Math.min(SILENCE_NANOS, led.toNanos()));
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
