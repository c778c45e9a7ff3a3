package io.quorumlock.spring.leader;

import java.util.function.Supplier;
import java.util.function.UnaryOperator;

import io.quorumlock.annotation.LeaderOnly;
import io.quorumlock.election.LeaderElection;
import io.quorumlock.spring.aop.AnnotatedMethodPointcut;
import io.quorumlock.spring.call.LeasedCalls;
import org.aopalliance.aop.Advice;

import org.springframework.aop.Pointcut;
import org.springframework.aop.support.AbstractPointcutAdvisor;

/**
 * Keeps followers out of {@link LeaderOnly} methods. Is created before most beans, so it
 * asks for what it works with only when the first method is called.
 */
public final class LeaderOnlyAdvisor extends AbstractPointcutAdvisor {

	private static final long serialVersionUID = 1L;

	private final transient Pointcut pointcut;

	private final transient Advice advice;

	/**
	 * A new advisor.
	 * @param election tells who leads
	 * @param skips told of each call that is skipped
	 * @param calls runs the methods
	 * @param placeholders resolves <code>${…}</code>, failing if it cannot
	 * @param classProxies whether beans are proxied by subclasses
	 * @param order where leadership is checked among the other advice of a method; lower
	 * is further outside
	 */
	public LeaderOnlyAdvisor(Supplier<LeaderElection> election, Supplier<SkipListener> skips, LeasedCalls calls,
			UnaryOperator<String> placeholders, boolean classProxies, int order) {
		this.pointcut = new AnnotatedMethodPointcut(LeaderOnly.class, classProxies);
		this.advice = new LeaderOnlyInterceptor(election, skips, calls, new LeaderDefinitionReader(placeholders));
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
