package io.quorumlock.annotation;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import org.springframework.core.annotation.AliasFor;

/**
 * Runs the method only on the instance that leads a role. The application campaigns for
 * the role by itself once it is ready. Each call takes a permit, which is its
 * {@link io.quorumlock.Lease#current() current lease} with the term as its token: until
 * the method has ended, this instance does not hand the role over in a planned way. If
 * the method returns a {@link java.util.concurrent.CompletionStage}, it has ended when
 * that stage is complete; if it returns a publisher, the permit is taken on subscription,
 * and given back when that completes, fails or is cancelled. A method whose permit was
 * lost before it ended throws {@link io.quorumlock.LeaseLostException} in place of its
 * result.
 * <p>
 * A method that calls another one for the same role on the same thread holds one permit,
 * and so the inner one runs even if the role is about to be handed over. Within a
 * transaction that its caller has begun, the permit is kept until that is complete, see
 * {@code lock.transaction}.
 * <p>
 * On a class, it is meant for all its public methods, those inherited included; what a
 * method says itself comes first.
 * <p>
 * Works on calls from other beans to methods that a proxy can reach: what is private,
 * final or static is refused when the application starts.
 */
@Target({ ElementType.METHOD, ElementType.TYPE })
@Retention(RetentionPolicy.RUNTIME)
@Documented
public @interface LeaderOnly {

	/** The role of an application that names none. */
	String DEFAULT_ROLE = "default";

	/**
	 * Alias for {@link #role()}.
	 * @return the role
	 */
	@AliasFor("role")
	String value() default "";

	/**
	 * The role: letters, digits and {@code . _ - :}. May contain <code>${…}</code>. Left
	 * out, it is {@value #DEFAULT_ROLE}.
	 * @return the role
	 */
	@AliasFor("value")
	String role() default "";

	/**
	 * What to do on an instance that does not lead.
	 * @return skip or throw
	 */
	OnFollower onFollower() default OnFollower.SKIP;

	/**
	 * What happens to the method if its permit is lost while it runs.
	 * @return cancel, interrupt or wait
	 */
	OnLoss onLoss() default OnLoss.CANCEL;

	/**
	 * The name of a method of the same class to call where this one would throw
	 * {@link NotLeaderException}, with the same arguments and optionally the exception as
	 * the last, and with the same return type. It runs without a permit. Needs
	 * {@link OnFollower#THROW}, as what is skipped does not throw.
	 * @return the name of the method, empty for none
	 */
	String fallbackMethod() default "";

	/**
	 * Whether the method is also called once each time that this instance begins to lead
	 * the role. For methods without parameters.
	 * @return {@code true} to call it at the beginning of each term
	 */
	boolean runOnGrant() default false;

}
