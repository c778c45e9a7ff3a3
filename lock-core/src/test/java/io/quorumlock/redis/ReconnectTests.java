package io.quorumlock.redis;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

import io.github.resilience4j.core.IntervalFunction;
import io.quorumlock.testing.ManualTimers;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ReconnectTests {

	private final ManualTimers timers = new ManualTimers();

	private final AtomicInteger attempts = new AtomicInteger();

	private final Reconnect reconnect = new Reconnect(this.timers, IntervalFunction.ofExponentialBackoff(100, 2, 300),
			this.attempts::incrementAndGet);

	@Test
	void pausesGrowToTheirLimit() {
		int[] pauses = { 100, 200, 300, 300 };
		for (int i = 0; i < pauses.length; i++) {
			this.reconnect.later();
			this.timers.advance(Duration.ofMillis(pauses[i] - 1));
			assertThat(this.attempts).hasValue(i);
			this.timers.advance(Duration.ofMillis(1));
			assertThat(this.attempts).hasValue(i + 1);
		}
	}

	@Test
	void successStartsPausesAnew() {
		this.reconnect.later();
		this.timers.advance(Duration.ofMillis(100));
		this.reconnect.later();
		this.timers.advance(Duration.ofMillis(200));
		this.reconnect.succeeded();
		this.reconnect.later();
		this.timers.advance(Duration.ofMillis(100));
		assertThat(this.attempts).hasValue(3);
	}

	@Test
	void oneAttemptIsPlannedAtATime() {
		this.reconnect.later();
		this.reconnect.later();
		this.timers.advance(Duration.ofSeconds(1));
		assertThat(this.attempts).hasValue(1);
	}

	@Test
	void stopEndsAttempts() {
		this.reconnect.later();
		this.reconnect.stop();
		this.reconnect.later();
		this.reconnect.now();
		assertThat(this.timers.pending()).isZero();
		assertThat(this.attempts).hasValue(0);
	}

	@Test
	void intervalsStayWithinSettings() {
		RedisNodeSettings settings = RedisNodeSettings.defaults();
		IntervalFunction intervals = Reconnect.intervals(settings);
		for (int attempt = 1; attempt <= 2000; attempt++) {
			assertThat(intervals.apply(attempt)).isBetween(settings.reconnectInitial().toMillis() / 2,
					settings.reconnectMax().toMillis());
		}
	}

}
