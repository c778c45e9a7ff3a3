package io.quorumlock.spring.lock;

import java.util.function.Supplier;

import io.quorumlock.LockManager;
import io.quorumlock.annotation.DistributedLock;
import io.quorumlock.spring.aop.AnnotatedMethodPointcut;
import io.quorumlock.spring.call.LeasedCalls;
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
	 * @param calls runs the methods
	 * @param reader reads the annotations
	 * @param classProxies whether beans are proxied by subclasses
	 * @param order where the lock is taken among the other advice of a method; lower is
	 * further outside
	 */
	public DistributedLockAdvisor(Supplier<LockManager> locks, LeasedCalls calls, LockDefinitionReader reader,
			boolean classProxies, int order) {
		this(new DistributedLockInterceptor(locks, calls, reader), classProxies, order);
	}

	private DistributedLockAdvisor(Advice advice, boolean classProxies, int order) {
		this.pointcut = new AnnotatedMethodPointcut(DistributedLock.class, classProxies);
		this.advice = advice;
		setOrder(order);
	}

	/**
	 * A new advisor whose locks block nothing, and report what they would have blocked.
	 * @param locks where the locks come from
	 * @param blocks told of what would have been blocked
	 * @param calls runs the methods
	 * @param reader reads the annotations
	 * @param classProxies whether beans are proxied by subclasses
	 * @param order where the lock is taken among the other advice of a method
	 * @return the advisor
	 */
	public static DistributedLockAdvisor observing(Supplier<LockManager> locks, Supplier<ObservedBlocks> blocks,
			LeasedCalls calls, LockDefinitionReader reader, boolean classProxies, int order) {
		return new DistributedLockAdvisor(new ObservingInterceptor(locks, blocks, calls, reader), classProxies, order);
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
