package io.quorumlock.annotation;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import org.springframework.core.annotation.AliasFor;

/**
 * Runs the method only on the instance that leads a role. The application campaigns for
 * the role by itself once it is ready. Leadership is checked when the method is called.
 * <p>
 * Works on calls from other beans to methods that a proxy can reach: what is private,
 * final or static is refused when the application starts.
 */
@Target({ ElementType.METHOD, ElementType.ANNOTATION_TYPE })
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

}
