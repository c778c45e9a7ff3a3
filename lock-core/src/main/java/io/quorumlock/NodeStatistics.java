package io.quorumlock;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

/**
 * How a node has served this instance since it started.
 *
 * @param name host and port, without credentials
 * @param answered how many calls it has answered in time
 * @param answerTime how long it took for those together
 * @param failed how many it has not
 * @param skipped how many were not sent, as it was not connected or its breaker open
 * @param latency of its last answer, {@code null} if there was none yet
 * @param connected whether calls can be sent to it now
 * @param breaker the state of the circuit breaker
 * @param sitsOut whether it does not vote, as it may have forgotten grants
 */
public record NodeStatistics(String name, long answered, Duration answerTime, long failed, long skipped,
		@Nullable Duration latency, boolean connected, String breaker, boolean sitsOut) {

}
