package io.quorumlock.spring.observation;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.quorumlock.LossCause;
import io.quorumlock.event.LeaseEvent;
import io.quorumlock.event.LeaseEvent.Reason;
import io.quorumlock.event.LeaseEvent.Source;
import io.quorumlock.spring.observation.LockMeters.Tag;

/**
 * The meters of all locks of a name, made once, as every call of a locked method comes
 * here.
 */
final class LeaseMeters {

	private static final String OUTCOME = Tag.OUTCOME.asString();

	private final MeterRegistry registry;

	private final String name;

	private final AtomicInteger held = new AtomicInteger();

	private final AtomicInteger waiting = new AtomicInteger();

	private final Timer acquired;

	private final Map<Reason, Timer> refused = new EnumMap<>(Reason.class);

	private final Timer released;

	private final Timer lost;

	private final Counter handOffs;

	private final Counter tokenRetries;

	private final Map<LossCause, Counter> losses = new EnumMap<>(LossCause.class);

	LeaseMeters(MeterRegistry registry, String name) {
		this.registry = registry;
		this.name = name;
		this.acquired = timer(LockMeters.ACQUIRE, "acquired");
		this.released = timer(LockMeters.HOLD, "released");
		this.lost = timer(LockMeters.HOLD, "lost");
		this.handOffs = counter(LockMeters.HAND_OFFS);
		this.tokenRetries = counter(LockMeters.TOKEN_RETRIES);
		gauge(LockMeters.HELD, this.held);
		gauge(LockMeters.WAITING, this.waiting);
		// All at once: a counter that begins with its first loss shows no increase for it
		for (Reason reason : Reason.values()) {
			this.refused.put(reason, timer(LockMeters.ACQUIRE, LockMeters.value(reason)));
		}
		for (LossCause cause : LossCause.values()) {
			this.losses.put(cause, losses(cause));
		}
	}

	/**
	 * Counts an event.
	 * @param event what has happened
	 * @param counting for how long events have been counted: what had begun before was
	 * not added, and is not to be taken off
	 */
	void count(LeaseEvent event, Duration counting) {
		if (event instanceof LeaseEvent.Requested) {
			this.waiting.incrementAndGet();
		}
		else if (event instanceof LeaseEvent.Acquired success) {
			acquired(success, counting);
		}
		else if (event instanceof LeaseEvent.Refused refusal) {
			end(this.waiting, refusal.waited(), counting);
			Objects.requireNonNull(this.refused.get(refusal.reason())).record(refusal.waited());
		}
		else if (event instanceof LeaseEvent.Released release) {
			end(this.held, release.held(), counting);
			this.released.record(release.held());
		}
		else if (event instanceof LeaseEvent.Lost loss) {
			end(this.held, loss.held(), counting);
			this.lost.record(loss.held());
			Objects.requireNonNull(this.losses.get(loss.cause())).increment();
		}
		else {
			this.tokenRetries.increment();
		}
	}

	private static void end(AtomicInteger number, Duration lasted, Duration counting) {
		if (lasted.compareTo(counting) <= 0) {
			number.decrementAndGet();
		}
	}

	private void acquired(LeaseEvent.Acquired success, Duration counting) {
		end(this.waiting, success.waited(), counting);
		this.held.incrementAndGet();
		this.acquired.record(success.waited());
		if (success.source() == Source.HANDED_ON) {
			this.handOffs.increment();
		}
	}

	private Timer timer(LockMeters meter, String outcome) {
		return Timer.builder(meter.getName())
			.tag(Tag.NAME.asString(), this.name)
			.tag(OUTCOME, outcome)
			.register(this.registry);
	}

	private Counter counter(LockMeters meter) {
		return this.registry.counter(meter.getName(), Tag.NAME.asString(), this.name);
	}

	private Counter losses(LossCause cause) {
		return this.registry.counter(LockMeters.LOST.getName(), Tag.NAME.asString(), this.name, Tag.CAUSE.asString(),
				LockMeters.value(cause));
	}

	private void gauge(LockMeters meter, AtomicInteger number) {
		Gauge.builder(meter.getName(), number, AtomicInteger::get)
			.tag(Tag.NAME.asString(), this.name)
			.strongReference(true)
			.register(this.registry);
	}

}
