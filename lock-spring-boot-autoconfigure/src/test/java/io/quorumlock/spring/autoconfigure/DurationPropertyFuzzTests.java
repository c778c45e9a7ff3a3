package io.quorumlock.spring.autoconfigure;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

import org.junit.jupiter.api.Test;

import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.mock.env.MockEnvironment;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Random durations in the properties make settings, or are refused by the name of the
 * property.
 */
class DurationPropertyFuzzTests {

	private static final int INPUTS = 500;

	private static final List<String> PROPERTIES = List.of("lease-time", "wait-time", "max-hold", "node-timeout",
			"min-node-timeout", "restart-guard", "bootstrap-window", "max-clock-skew", "clock-drift.fixed",
			"retry.initial-interval", "retry.max-interval", "leader.lease-time", "leader.retry-interval",
			"leader.drain-timeout", "leader.cooldown", "leader.stand-back", "leader.min-tenure", "leader.max-tenure",
			"leader.step-down-when-unready", "leader.roles.any.lease-time", "leader.roles.any.drain-timeout",
			"leader.roles.any.max-tenure", "leader.roles.other.lease-time");

	private static final Duration[] EXTREMES = { Duration.ZERO, Duration.ofNanos(1), Duration.ofNanos(-1),
			Duration.ofMillis(-1), Duration.ofDays(365), Duration.ofDays(365).plusNanos(1),
			Duration.ofSeconds(Long.MAX_VALUE), Duration.ofSeconds(Long.MAX_VALUE, 999_999_999),
			Duration.ofSeconds(Long.MIN_VALUE), Duration.ofSeconds(Long.MIN_VALUE, 1),
			Duration.ofMillis(Long.MAX_VALUE) };

	private final SplittableRandom random = new SplittableRandom(Long.getLong("fuzz.seed", 1));

	@Test
	void valueIsUsedOrRefused() {
		int refused = 0;
		for (int i = 0; i < INPUTS; i++) {
			Map<String, Object> values = new HashMap<>();
			for (int count = this.random.nextInt(1, 3); count > 0; count--) {
				values.put("lock." + PROPERTIES.get(this.random.nextInt(PROPERTIES.size())), next());
			}
			LockProperties properties = new Binder(new MapConfigurationPropertySource(values)).bindOrCreate("lock",
					LockProperties.class);
			LockSettings settings = new LockSettings(properties, new MockEnvironment());
			try {
				settings.role("any");
				settings.nodes();
				settings.quorum(3);
			}
			catch (InvalidLockPropertyException ex) {
				refused++;
				assertThat(ex.getProperty()).startsWith("lock.");
			}
		}
		assertThat(refused).isBetween(INPUTS / 5, INPUTS * 19 / 20);
	}

	private Duration next() {
		return switch (this.random.nextInt(4)) {
			case 0 -> Duration.ofSeconds(this.random.nextLong(), this.random.nextInt(1_000_000_000));
			case 1 -> Duration.ofMillis(this.random.nextLong(-2, 100_000));
			default -> EXTREMES[this.random.nextInt(EXTREMES.length)];
		};
	}

}
