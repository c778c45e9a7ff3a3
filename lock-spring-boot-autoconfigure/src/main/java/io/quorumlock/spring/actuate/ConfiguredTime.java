package io.quorumlock.spring.actuate;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

/**
 * A time in force, and where it comes from.
 *
 * @param value the time, {@code null} if there is none
 * @param source the property or annotation that says so
 */
public record ConfiguredTime(@Nullable Duration value, String source) {

}
