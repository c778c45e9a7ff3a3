package io.quorumlock.spring.lock;

import java.time.Duration;

import io.quorumlock.LeaseRequest;
import io.quorumlock.LockException;
import io.quorumlock.LockName;
import io.quorumlock.LockNotAcquiredException;
import io.quorumlock.LockScope;
import io.quorumlock.annotation.OnContention;
import io.quorumlock.annotation.OnLost;
import io.quorumlock.annotation.OnUnavailable;
import io.quorumlock.spring.aop.ReturnStyle;
import io.quorumlock.spring.aop.SkippedResult;
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
 * @param onLost what to do when the lease is lost
 * @param fallback what to call where the method would throw, {@code null} for nothing
 * @param returnStyle when the work of the method is done
 * @param returnType what the method returns
 */
record LockDefinition(String name, LockScope scope, @Nullable KeyExpression key, LockTimes times,
		OnContention onContention, OnUnavailable onUnavailable, OnLost onLost, @Nullable Fallback fallback,
		ReturnStyle returnStyle, Class<?> returnType) {

	LeaseRequest request(Call call) {
		return new LeaseRequest(lockName(call).in(this.scope), this.times.leaseTime(), waitTime(), this.times.maxHold(),
				this.times.minHold());
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

	/**
	 * What the method returns if it cannot have the lock.
	 * @param call the call
	 * @param refusal why it cannot have the lock
	 * @return the result in place of the one that the method would have returned
	 * @throws Throwable the refusal, or what the fallback has thrown
	 */
	@Nullable Object withoutLock(Call call, LockException refusal) throws Throwable {
		if (skips(refusal)) {
			return SkippedResult.of(this.returnType);
		}
		if (this.fallback != null && this.fallback.takes(refusal)) {
			return this.fallback.call(call, refusal);
		}
		throw refusal;
	}

	private boolean skips(LockException refusal) {
		return (refusal instanceof LockNotAcquiredException) ? this.onContention == OnContention.SKIP
				: this.onUnavailable == OnUnavailable.SKIP;
	}

}
