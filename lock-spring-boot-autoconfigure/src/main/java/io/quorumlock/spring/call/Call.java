package io.quorumlock.spring.call;

import java.lang.reflect.Method;

import org.aopalliance.intercept.MethodInvocation;
import org.jspecify.annotations.Nullable;

import org.springframework.aop.support.AopUtils;

/**
 * One call of an annotated method.
 *
 * @param invocation what proceeds to the method
 * @param target the bean behind the proxy, {@code null} if there is none
 * @param targetClass its class
 */
public record Call(MethodInvocation invocation, @Nullable Object target, Class<?> targetClass) {

	/**
	 * The call that an invocation stands for.
	 * @param invocation what proceeds to the method
	 * @return the call
	 */
	public static Call of(MethodInvocation invocation) {
		Object target = invocation.getThis();
		return new Call(invocation, target,
				(target != null) ? AopUtils.getTargetClass(target) : invocation.getMethod().getDeclaringClass());
	}

	/**
	 * The method that was called.
	 * @return the method, of the bean or of an interface
	 */
	public Method method() {
		return this.invocation.getMethod();
	}

	/**
	 * What the method was called with.
	 * @return the arguments
	 */
	public @Nullable Object[] arguments() {
		return this.invocation.getArguments();
	}

}
