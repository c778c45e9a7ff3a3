package io.quorumlock.spring.lock;

import java.util.Set;

import io.quorumlock.LockManager;
import io.quorumlock.spring.call.AmbientTransaction;
import io.quorumlock.spring.call.CallTracer;
import io.quorumlock.spring.call.LeasedCalls;

import org.springframework.aop.framework.ProxyFactory;
import org.springframework.mock.env.MockEnvironment;

/**
 * Beans whose annotated methods are locked, without a container.
 */
final class LockedProxies {

	private LockedProxies() {
	}

	static <T> T of(LockManager locks, T target) {
		return of(locks, target, true);
	}

	static <T> T of(LockManager locks, T target, boolean classProxy) {
		return proxy(target, classProxy, new DistributedLockAdvisor(() -> locks,
				new LeasedCalls(() -> AmbientTransaction.NONE, () -> CallTracer.NONE), reader(), classProxy, 0));
	}

	static <T> T traced(LockManager locks, T target, AmbientTransaction transaction, CallTracer tracer) {
		return proxy(target, true, new DistributedLockAdvisor(() -> locks,
				new LeasedCalls(() -> transaction, () -> tracer), reader(), true, 0));
	}

	static <T> T observed(LockManager locks, T target, ObservedBlocks blocks) {
		return observed(locks, target, blocks, AmbientTransaction.NONE);
	}

	static <T> T observed(LockManager locks, T target, ObservedBlocks blocks, AmbientTransaction transaction) {
		return observed(locks, target, blocks, transaction, CallTracer.NONE);
	}

	static <T> T observed(LockManager locks, T target, ObservedBlocks blocks, AmbientTransaction transaction,
			CallTracer tracer) {
		return proxy(target, true, DistributedLockAdvisor.observing(() -> locks, () -> blocks,
				new LeasedCalls(() -> transaction, () -> tracer), reader(), true, 0));
	}

	private static LockDefinitionReader reader() {
		MockEnvironment environment = new MockEnvironment().withProperty("shop", "shop").withProperty("lease", "7s");
		return new LockDefinitionReader(environment::resolveRequiredPlaceholders, () -> (name) -> LockTimes.UNSET,
				() -> new DeclaredNames(Set.of()));
	}

	@SuppressWarnings("unchecked")
	private static <T> T proxy(T target, boolean classProxy, DistributedLockAdvisor advisor) {
		ProxyFactory factory = new ProxyFactory(target);
		factory.setProxyTargetClass(classProxy);
		factory.addAdvisor(advisor);
		return (T) factory.getProxy();
	}

}
