package io.quorumlock.spring.lock;

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
record Call(MethodInvocation invocation, @Nullable Object target, Class<?> targetClass) {

	static Call of(MethodInvocation invocation) {
		Object target = invocation.getThis();
		return new Call(invocation, target,
				(target != null) ? AopUtils.getTargetClass(target) : invocation.getMethod().getDeclaringClass());
	}

	@Nullable Object[] arguments() {
		return this.invocation.getArguments();
	}

}
