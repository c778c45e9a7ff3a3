package io.quorumlock.annotation;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import io.quorumlock.LockScope;

import org.springframework.core.annotation.AliasFor;

/**
 * Runs the method on one instance at a time per name and key. The lock is taken outside
 * of a {@code @Transactional} of the same method, renewed while the method runs, and
 * given back when it ends; if the method returns a
 * {@link java.util.concurrent.CompletionStage}, when that stage is complete; if it
 * returns a publisher, it is taken on subscription, and given back when that completes,
 * fails or is cancelled. A method whose lease was lost before it ended throws
 * {@link io.quorumlock.LeaseLostException} in place of its result.
 * <p>
 * A method that calls another one with the same lock on the same thread holds one lease;
 * it is given back when the outer method ends. Within a transaction that its caller has
 * begun, the lock is kept until that is complete, see {@code lock.transaction}. The times
 * can be overridden for a name by {@code lock.locks.<name>.*}. In observe mode, see
 * {@code lock.mode}, the method runs whether or not it has the lock.
 * <p>
 * Works on calls from other beans to methods that a proxy can reach: what is private,
 * final or static is refused when the application starts.
 */
@Target({ ElementType.METHOD, ElementType.ANNOTATION_TYPE })
@Retention(RetentionPolicy.RUNTIME)
@Documented
public @interface DistributedLock {

	/**
	 * Alias for {@link #name()}.
	 * @return the name
	 */
	@AliasFor("name")
	String value() default "";

	/**
	 * What is locked: letters, digits and {@code . _ - :}. May contain <code>${…}</code>.
	 * @return the name
	 */
	@AliasFor("value")
	String name() default "";

	/**
	 * Which one of that name is locked: a SpEL expression over the arguments as with
	 * {@code @Cacheable}, such as {@code #order.id}, {@code #p0} or
	 * {@code #root.methodName}. If it is a collection or an array, such as
	 * <code>{#from, #to}</code>, all of these are locked at once, or none. A result that
	 * is {@code null} or blank, or has such an element, is refused. Left out, the name
	 * alone is locked.
	 * @return the expression
	 */
	String key() default "";

	/**
	 * Who competes for the lock.
	 * @return this application, or all applications on the same nodes
	 */
	LockScope scope() default LockScope.APPLICATION;

	/**
	 * How long the lock outlives an instance that died, such as {@code 30s}. May contain
	 * <code>${…}</code>. Left out: {@code lock.lease-time}.
	 * @return the duration
	 */
	String leaseTime() default "";

	/**
	 * How long to wait for another holder, such as {@code 500ms}. May contain
	 * <code>${…}</code>. Left out: {@code lock.wait-time} with
	 * {@link OnContention#THROW}, one attempt with {@link OnContention#SKIP}.
	 * @return the duration
	 */
	String waitTime() default "";

	/**
	 * After which the lock is given up even if the method still runs, such as
	 * {@code 10m}. May contain <code>${…}</code>. Left out: {@code lock.max-hold}.
	 * @return the duration
	 */
	String maxHold() default "";

	/**
	 * How long the lock stays taken at least, such as {@code 5s}, for jobs that may end
	 * sooner than clocks differ. May contain <code>${…}</code>. Left out: it is free when
	 * the method ends.
	 * @return the duration
	 */
	String minHold() default "";

	/**
	 * What to do if somebody else holds the lock until the wait ends. The method never
	 * runs without the lock.
	 * @return throw or skip
	 */
	OnContention onContention() default OnContention.THROW;

	/**
	 * What to do if too few nodes vote until the wait ends. The method never runs without
	 * the lock.
	 * @return throw or skip
	 */
	OnUnavailable onUnavailable() default OnUnavailable.THROW;

	/**
	 * What happens to the method if its lease is lost while it runs.
	 * @return signal, interrupt or cancel
	 */
	OnLost onLost() default OnLost.SIGNAL;

	/**
	 * The name of a method of the same class to call where this one would throw
	 * {@link io.quorumlock.LockNotAcquiredException} or
	 * {@link io.quorumlock.QuorumUnavailableException}, with the same arguments and
	 * optionally the exception as the last, and with the same return type. If it takes an
	 * exception, it is called only for those that it can take. It runs without the lock.
	 * @return the name of the method, empty for none
	 */
	String fallbackMethod() default "";

}
