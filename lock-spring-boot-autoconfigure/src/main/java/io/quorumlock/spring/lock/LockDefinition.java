package io.quorumlock.spring.lock;

import java.time.Duration;

import io.quorumlock.LeaseRequest;
import io.quorumlock.LockName;
import io.quorumlock.LockNotAcquiredException;
import io.quorumlock.LockScope;
import io.quorumlock.annotation.OnContention;
import io.quorumlock.annotation.OnUnavailable;
import io.quorumlock.spring.call.Call;
import io.quorumlock.spring.call.CallStyle;
import org.jspecify.annotations.Nullable;

/**
 * What an annotated method asks for, read once.
 *
 * @param name the name to lock, placeholders resolved
 * @param scope who competes for it
 * @param key the key, {@code null} if the name alone is locked
 * @param times how long to hold and to wait
 * @param onContention what to do if somebody else holds the lock
 * @param onUnavailable what to do if too few nodes vote
 * @param style how to run the method
 */
record LockDefinition(String name, LockScope scope, @Nullable KeyExpression key, LockTimes times,
		OnContention onContention, OnUnavailable onUnavailable, CallStyle style) {

	LeaseRequest request(Call call) {
		return new LeaseRequest(lockName(call).in(this.scope), this.times.leaseTime(), waitTime(), this.times.maxHold(),
				this.times.minHold(), this.times.retain());
	}

	private LockName lockName(Call call) {
		KeyExpression expression = this.key;
		return (expression != null) ? expression.lockName(this.name, call) : LockName.of(this.name);
	}

	/** A method that may be skipped waits for another holder only if it says how long. */
	private @Nullable Duration waitTime() {
		Duration waitTime = this.times.waitTime();
		return (waitTime == null && this.onContention == OnContention.SKIP) ? Duration.ZERO : waitTime;
	}

	boolean skips(RuntimeException refusal) {
		return (refusal instanceof LockNotAcquiredException) ? this.onContention == OnContention.SKIP
				: this.onUnavailable == OnUnavailable.SKIP;
	}

}
