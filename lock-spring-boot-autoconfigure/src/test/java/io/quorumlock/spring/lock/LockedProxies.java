package io.quorumlock.spring.lock;

import java.util.Set;

import io.quorumlock.LockManager;
import io.quorumlock.spring.call.AmbientTransaction;
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

	@SuppressWarnings("unchecked")
	static <T> T of(LockManager locks, T target, boolean classProxy) {
		MockEnvironment environment = new MockEnvironment().withProperty("shop", "shop").withProperty("lease", "7s");
		LockDefinitionReader reader = new LockDefinitionReader(environment::resolveRequiredPlaceholders,
				() -> (name) -> LockTimes.UNSET, () -> new DeclaredNames(Set.of()));
		ProxyFactory factory = new ProxyFactory(target);
		factory.setProxyTargetClass(classProxy);
		factory.addAdvisor(new DistributedLockAdvisor(() -> locks, new LeasedCalls(() -> AmbientTransaction.NONE),
				reader, classProxy, 0));
		return (T) factory.getProxy();
	}

}
