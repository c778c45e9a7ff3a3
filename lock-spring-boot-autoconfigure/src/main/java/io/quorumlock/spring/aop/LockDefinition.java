package io.quorumlock.spring.aop;

import java.time.Duration;

import io.quorumlock.LeaseRequest;
import io.quorumlock.LockName;
import io.quorumlock.annotation.OnContention;
import org.jspecify.annotations.Nullable;

/**
 * What an annotated method asks for, read once.
 *
 * @param name the name to lock, placeholders resolved
 * @param key the key, {@code null} if the name alone is locked
 * @param leaseTime the lease time, {@code null} for the default
 * @param waitTime the wait time, {@code null} if left out
 * @param onContention what to do if somebody else holds the lock
 * @param returnStyle when the work of the method is done
 * @param returnType what the method returns
 */
record LockDefinition(String name, @Nullable KeyExpression key, @Nullable Duration leaseTime,
		@Nullable Duration waitTime, OnContention onContention, ReturnStyle returnStyle, Class<?> returnType) {

	LeaseRequest request(@Nullable Object target, Class<?> targetClass, @Nullable Object[] args) {
		return new LeaseRequest(lockName(target, targetClass, args), this.leaseTime, this.waitTime, null);
	}

	private LockName lockName(@Nullable Object target, Class<?> targetClass, @Nullable Object[] args) {
		KeyExpression expression = this.key;
		if (expression == null) {
			return LockName.of(this.name);
		}
		String value = expression.evaluate(target, targetClass, args);
		try {
			return LockName.of(this.name, value);
		}
		catch (IllegalArgumentException ex) {
			throw expression.refused("is refused: " + ex.getMessage(), ex);
		}
	}

	boolean skips() {
		return this.onContention == OnContention.SKIP;
	}

	/**
	 * Whether to wait for another holder: a method that may be skipped waits only if it
	 * says for how long.
	 * @return {@code false} for a single attempt
	 */
	boolean waits() {
		return !skips() || this.waitTime != null;
	}

}
