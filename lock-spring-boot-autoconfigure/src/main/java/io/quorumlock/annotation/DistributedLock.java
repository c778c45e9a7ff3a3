package io.quorumlock.annotation;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import org.springframework.core.annotation.AliasFor;

/**
 * Runs the method on one instance at a time per name and key. The lock is taken outside
 * of a {@code @Transactional} of the same method, renewed while the method runs, and
 * given back when it ends; if the method returns a
 * {@link java.util.concurrent.CompletionStage}, when that stage is complete. A method
 * whose lease was lost before it ended throws {@link io.quorumlock.LeaseLostException} in
 * place of its result.
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
	 * {@code #root.methodName}. A result that is {@code null} or blank is refused. Left
	 * out, the name alone is locked.
	 * @return the expression
	 */
	String key() default "";

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
	 * What to do if somebody else holds the lock until the wait ends. The method never
	 * runs without the lock.
	 * @return throw or skip
	 */
	OnContention onContention() default OnContention.THROW;

}
