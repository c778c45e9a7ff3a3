package io.quorumlock.spring.observation;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.TimeGauge;
import io.quorumlock.election.Leader;
import io.quorumlock.election.LeaderChanged;
import io.quorumlock.election.LeaderElection;
import io.quorumlock.election.LeadershipEvent;
import io.quorumlock.election.LeadershipGranted;
import io.quorumlock.election.LeadershipRevoked;
import io.quorumlock.election.LeadershipRevoking;
import io.quorumlock.election.RoleStatus;
import io.quorumlock.spring.observation.LockMeters.Tag;
import io.quorumlock.time.Ticker;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;

/**
 * Counts what happens to the roles of this instance, as {@link LockMeters} says. The
 * meters of a role are there from its first event on, and those of roles to campaign for
 * once the application is ready.
 */
public final class LeadershipMetrics {

	private final MeterRegistry registry;

	private final LeaderElection election;

	private final Supplier<Set<String>> roles;

	private final Ticker ticker;

	private final Map<String, Departure> departures = new ConcurrentHashMap<>();

	/**
	 * Metrics of an election.
	 * @param registry where to register them
	 * @param election whose roles to look at
	 * @param roles what this instance campaigns for, asked when the application is ready
	 * @param ticker the clocks
	 */
	public LeadershipMetrics(MeterRegistry registry, LeaderElection election, Supplier<Set<String>> roles,
			Ticker ticker) {
		this.registry = registry;
		this.election = election;
		this.roles = roles;
		this.ticker = ticker;
	}

	/**
	 * Shows all roles, as nothing may ever happen to one that nobody can lead.
	 */
	@EventListener(ApplicationReadyEvent.class)
	public void onReady() {
		this.roles.get().forEach((role) -> this.departures.computeIfAbsent(role, this::register));
	}

	/**
	 * Counts an event. Called on the thread of its role, one event after the other.
	 * @param event what has happened
	 */
	@EventListener
	public void onEvent(LeadershipEvent event) {
		String role = event.role();
		Departure departure = this.departures.computeIfAbsent(role, this::register);
		Instant now = Instant.EPOCH.plus(Duration.ofNanos(TimeUnit.MICROSECONDS.toNanos(this.ticker.wallMicros())));
		record(LockMeters.LEADER_EVENT_LAG, role, event.timestamp(), now);
		if (event instanceof LeadershipGranted granted) {
			transition(role, "granted", granted.cause());
		}
		else if (event instanceof LeadershipRevoking) {
			this.departures.put(role, new Departure(event.timestamp(), null));
		}
		else if (event instanceof LeadershipRevoked revoked) {
			transition(role, "revoked", revoked.cause());
			record(LockMeters.LEADER_DRAIN, role, departure.began(), event.timestamp());
			this.departures.put(role, new Departure(departure.began(), event.timestamp()));
		}
		else if (event instanceof LeaderChanged) {
			record(LockMeters.LEADER_HANDOVER, role, departure.began(), event.timestamp());
			record(LockMeters.LEADER_VACANCY, role, departure.ended(), event.timestamp());
			this.departures.put(role, Departure.NONE);
		}
	}

	private void transition(String role, String transition, Enum<?> cause) {
		this.registry
			.counter(LockMeters.LEADER_TRANSITIONS.getName(),
					tags(role).and(Tag.TRANSITION.asString(), transition)
						.and(Tag.CAUSE.asString(), LockMeters.value(cause)))
			.increment();
	}

	private void record(LockMeters meter, String role, @Nullable Instant from, Instant to) {
		if (from != null) {
			Duration time = Duration.between(from, to);
			this.registry.timer(meter.getName(), tags(role)).record(time.isNegative() ? Duration.ZERO : time);
		}
	}

	private Departure register(String role) {
		gauge(LockMeters.LEADER_STATUS, role, (status) -> status.state().isLeading() ? 1 : 0);
		gauge(LockMeters.LEADER_TERM, role, (status) -> (status.leader() != null) ? status.leader().term() : 0);
		gauge(LockMeters.LEADER_KNOWN, role, (status) -> isKnown(status.leader()) ? 1 : 0);
		gauge(LockMeters.LEADER_IN_FLIGHT, role, RoleStatus::inFlight);
		TimeGauge
			.builder(LockMeters.LEADER_TRUST.getName(), this.election, TimeUnit.NANOSECONDS,
					(source) -> source.leadership(role).status().trustRemaining().toNanos())
			.tags(tags(role))
			.register(this.registry);
		return Departure.NONE;
	}

	private static boolean isKnown(@Nullable Leader leader) {
		return leader != null && !leader.stale();
	}

	private void gauge(LockMeters meter, String role, ToDoubleFunction<RoleStatus> value) {
		Gauge.builder(meter.getName(), this.election, (source) -> value.applyAsDouble(source.leadership(role).status()))
			.tags(tags(role))
			.register(this.registry);
	}

	private static Tags tags(String role) {
		return Tags.of(Tag.ROLE.asString(), role);
	}

	/**
	 * How this instance last gave a role up, until the next leader was seen.
	 *
	 * @param began when it began to, {@code null} if the role was lost
	 * @param ended when it led no longer, {@code null} if it still did
	 */
	private record Departure(@Nullable Instant began, @Nullable Instant ended) {

		static final Departure NONE = new Departure(null, null);

	}

}
