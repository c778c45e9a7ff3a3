package io.quorumlock.spring.leader;

import io.quorumlock.election.LeaderElection;
import io.quorumlock.spring.call.AmbientTransaction;
import io.quorumlock.spring.call.CallTracer;
import io.quorumlock.spring.call.LeasedCalls;

import org.springframework.aop.framework.ProxyFactory;
import org.springframework.mock.env.MockEnvironment;

/**
 * Beans with methods for the leader, without a container.
 */
final class LeaderProxies {

	private LeaderProxies() {
	}

	static <T> T of(LeaderElection election, T target) {
		return of(election, SkipListener.NONE, target, true);
	}

	static <T> T of(LeaderElection election, SkipListener skips, T target, boolean classProxy) {
		return of(election, skips, target, classProxy, CallTracer.NONE);
	}

	@SuppressWarnings("unchecked")
	static <T> T of(LeaderElection election, SkipListener skips, T target, boolean classProxy, CallTracer tracer) {
		MockEnvironment environment = new MockEnvironment().withProperty("team", "blue");
		ProxyFactory factory = new ProxyFactory(target);
		factory.setProxyTargetClass(classProxy);
		factory.addAdvisor(new LeaderOnlyAdvisor(() -> election, () -> skips,
				new LeasedCalls(() -> AmbientTransaction.NONE, () -> tracer), environment::resolveRequiredPlaceholders,
				classProxy, 0));
		return (T) factory.getProxy();
	}

}
