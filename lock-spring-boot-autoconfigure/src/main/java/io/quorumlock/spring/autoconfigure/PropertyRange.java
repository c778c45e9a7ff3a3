package io.quorumlock.spring.autoconfigure;

import java.time.Duration;
import java.time.temporal.ChronoUnit;

import io.quorumlock.LeaseRequest;

import org.springframework.boot.convert.DurationStyle;

/**
 * Refuses values that are out of range, naming the property and the range.
 */
final class PropertyRange {

	private static final Duration SHORTEST = Duration.ofMillis(1);

	/** What is longer cannot be written in milliseconds. */
	private static final Duration MOST_MILLIS = Duration.ofMillis(Long.MAX_VALUE);

	private PropertyRange() {
	}

	static Duration positive(String property, Duration value) {
		if (value.compareTo(SHORTEST) < 0) {
			throw new InvalidLockPropertyException(property, text(value), "it must be at least 1ms",
					"Set a duration such as '50ms' or '30s'");
		}
		return atMost(property, value, LeaseRequest.MAX_DURATION);
	}

	static int positive(String property, int value) {
		if (value < 1) {
			throw new InvalidLockPropertyException(property, value, "it must be at least 1",
					"Set a number, or leave it out");
		}
		return value;
	}

	static Duration notNegative(String property, Duration value) {
		if (value.isNegative()) {
			throw new InvalidLockPropertyException(property, text(value), "it must not be negative",
					"Set a duration such as '500ms' or '5s', or '0s'");
		}
		return atMost(property, value, LeaseRequest.MAX_DURATION);
	}

	static Duration atMost(String property, Duration value, Duration longest) {
		if (value.compareTo(longest) > 0) {
			throw new InvalidLockPropertyException(property, text(value), "it is longer than " + text(longest),
					"Set it to at most " + text(longest));
		}
		return value;
	}

	static void within(String property, double value, double least, double most) {
		// Written so that NaN is refused as well
		if (!(value >= least && value <= most)) {
			throw new InvalidLockPropertyException(property, value, "it must be between " + least + " and " + most,
					"Set a number in that range, or leave it out");
		}
	}

	static String text(Duration value) {
		if (value.compareTo(MOST_MILLIS) > 0 || value.compareTo(MOST_MILLIS.negated()) < 0) {
			return value.toString();
		}
		boolean seconds = value.toNanosPart() == 0 && !value.isZero();
		return DurationStyle.SIMPLE.print(value, seconds ? ChronoUnit.SECONDS : ChronoUnit.MILLIS);
	}

}
