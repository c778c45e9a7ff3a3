package io.quorumlock.spring.actuate;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.actuate.endpoint.OperationResponseBody;

/**
 * The locks that an instance holds or wants.
 *
 * @param instanceId the public id of the instance that was asked
 * @param namespace what keeps its locks apart from those of other applications
 * @param quorum how many nodes must grant a lock
 * @param held how many locks it holds
 * @param waiting how many of its callers wait for a lock
 * @param locks those that were held longest, and those that are waited for
 * @param methods the times of annotated methods and where each comes from, by name of the
 * lock, then by method, then by time
 */
public record LocksDescriptor(String instanceId, String namespace, int quorum, int held, int waiting,
		List<LockDescriptor> locks,
		Map<String, Map<String, Map<String, ConfiguredTime>>> methods) implements OperationResponseBody {

	/**
	 * A lock that an instance holds or wants.
	 *
	 * @param name the name of the lock
	 * @param keys its keys, empty if the name alone is locked
	 * @param scope who competes for it
	 * @param holding who holds it on this instance, {@code null} if nobody does
	 * @param waiting how many callers of this instance wait for it
	 */
	public record LockDescriptor(String name, List<String> keys, String scope, @Nullable HoldingDescriptor holding,
			int waiting) {

	}

	/**
	 * A holder.
	 *
	 * @param token the fencing token
	 * @param holder the name of the thread that asked for the lock
	 * @param since when it was acquired, by the clock of this instance
	 * @param held for how long it is held
	 * @param remaining how long it is held if no further renewal succeeds
	 * @param wantedElsewhere whether another instance is known to wait for it
	 */
	public record HoldingDescriptor(long token, String holder, Instant since, Duration held, Duration remaining,
			boolean wantedElsewhere) {

	}

}
