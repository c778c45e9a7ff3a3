package io.quorumlock.spring.aop;

import java.util.function.Supplier;
import java.util.function.UnaryOperator;

import io.quorumlock.LockManager;
import io.quorumlock.annotation.DistributedLock;
import org.aopalliance.aop.Advice;

import org.springframework.aop.Pointcut;
import org.springframework.aop.support.AbstractPointcutAdvisor;

/**
 * Takes a lock around {@link DistributedLock} methods. Is created before most beans, so
 * it asks for what it works with only when the first method is called.
 */
public final class DistributedLockAdvisor extends AbstractPointcutAdvisor {

	private static final long serialVersionUID = 1L;

	private final transient Pointcut pointcut;

	private final transient Advice advice;

	/**
	 * A new advisor.
	 * @param locks where the locks come from
	 * @param placeholders resolves <code>${…}</code>, failing if it cannot
	 * @param classProxies whether beans are proxied by subclasses
	 * @param order where the lock is taken among the other advice of a method; lower is
	 * further outside
	 */
	public DistributedLockAdvisor(Supplier<LockManager> locks, UnaryOperator<String> placeholders, boolean classProxies,
			int order) {
		this.pointcut = new AnnotatedMethodPointcut(DistributedLock.class, classProxies);
		this.advice = new DistributedLockInterceptor(locks, new LockDefinitionReader(placeholders));
		setOrder(order);
	}

	@Override
	public Pointcut getPointcut() {
		return this.pointcut;
	}

	@Override
	public Advice getAdvice() {
		return this.advice;
	}

}
