package io.quorumlock.annotation;

import org.jspecify.annotations.Nullable;

/**
 * The {@link DistributedLock#key()} of a call cannot be locked: {@code null}, blank, or
 * not one plain value. The method did not run.
 */
public final class IllegalLockKeyException extends IllegalArgumentException {

	private static final long serialVersionUID = 1L;

	private final String method;

	private final String expression;

	/**
	 * A new exception.
	 * @param method the annotated method, with its class
	 * @param expression the key expression
	 * @param problem what is wrong with the key, and what to do about it
	 */
	public IllegalLockKeyException(String method, String expression, String problem) {
		this(method, expression, problem, null);
	}

	/**
	 * A new exception with a cause.
	 * @param method the annotated method, with its class
	 * @param expression the key expression
	 * @param problem what is wrong with the key, and what to do about it
	 * @param cause the cause
	 */
	public IllegalLockKeyException(String method, String expression, String problem, @Nullable Throwable cause) {
		super("The lock key '" + expression + "' of " + method + " " + problem, cause);
		this.method = method;
		this.expression = expression;
	}

	/**
	 * The annotated method.
	 * @return its class and name
	 */
	public String getMethod() {
		return this.method;
	}

	/**
	 * The key expression.
	 * @return the expression as written
	 */
	public String getExpression() {
		return this.expression;
	}

}
