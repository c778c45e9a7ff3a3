package io.quorumlock.spring.leader;

import java.lang.reflect.Method;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Supplier;

import io.quorumlock.annotation.LeaderOnly;
import io.quorumlock.annotation.NotLeaderException;
import io.quorumlock.annotation.OnFollower;
import io.quorumlock.election.Leader;
import io.quorumlock.election.LeaderElection;
import io.quorumlock.election.Leadership;
import io.quorumlock.spring.aop.ReturnStyle;
import io.quorumlock.spring.aop.SkippedResult;
import org.aopalliance.intercept.MethodInterceptor;
import org.aopalliance.intercept.MethodInvocation;
import org.jspecify.annotations.Nullable;

import org.springframework.aop.support.AopUtils;
import org.springframework.core.MethodClassKey;
import org.springframework.util.function.SingletonSupplier;

/**
 * Runs a method if this instance leads its role at the moment of the call.
 */
final class LeaderOnlyInterceptor implements MethodInterceptor {

	private final Supplier<LeaderElection> election;

	private final RoleReader reader;

	private final ConcurrentMap<MethodClassKey, Gate> gates = new ConcurrentHashMap<>();

	LeaderOnlyInterceptor(Supplier<LeaderElection> election, RoleReader reader) {
		this.election = SingletonSupplier.of(election);
		this.reader = reader;
	}

	@Override
	public @Nullable Object invoke(MethodInvocation invocation) throws Throwable {
		Object target = invocation.getThis();
		Class<?> targetClass = (target != null) ? AopUtils.getTargetClass(target)
				: invocation.getMethod().getDeclaringClass();
		Gate gate = this.gates.computeIfAbsent(new MethodClassKey(invocation.getMethod(), targetClass),
				(key) -> gate(targetClass, AopUtils.getMostSpecificMethod(invocation.getMethod(), targetClass)));
		return gate.leadership().isLeader() ? invocation.proceed() : gate.follow();
	}

	private Gate gate(Class<?> type, Method method) {
		LeaderOnly annotation = RoleReader.annotation(type, method);
		Leadership leadership = this.election.get().leadership(this.reader.role(annotation));
		return new Gate(leadership, annotation.onFollower(), method.getReturnType(), ReturnStyle.of(method));
	}

	private record Gate(Leadership leadership, OnFollower onFollower, Class<?> returnType, ReturnStyle returnStyle) {

		@SuppressWarnings("FutureReturnValueIgnored")
		@Nullable Object follow() {
			if (this.onFollower == OnFollower.SKIP) {
				return SkippedResult.of(this.returnType);
			}
			NotLeaderException refusal = new NotLeaderException(this.leadership.role(),
					this.leadership.leader().map(Leader::instanceId).orElse(null));
			if (this.returnStyle == ReturnStyle.STAGE) {
				return CompletableFuture.failedFuture(refusal);
			}
			throw refusal;
		}

	}

}
