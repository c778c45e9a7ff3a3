package io.quorumlock.spring.leader;

import java.util.function.Supplier;

import io.quorumlock.election.LeaderElection;
import io.quorumlock.spring.call.Call;
import io.quorumlock.spring.call.LeasedCalls;
import io.quorumlock.spring.call.MethodCache;
import org.aopalliance.intercept.MethodInterceptor;
import org.aopalliance.intercept.MethodInvocation;
import org.jspecify.annotations.Nullable;

import org.springframework.util.function.SingletonSupplier;

/**
 * Runs a method under a permit if this instance leads its role.
 */
final class LeaderOnlyInterceptor implements MethodInterceptor {

	private final Supplier<LeaderElection> election;

	private final Supplier<SkipListener> skips;

	private final LeasedCalls calls;

	private final MethodCache<LeaderDefinition> definitions;

	LeaderOnlyInterceptor(Supplier<LeaderElection> election, Supplier<SkipListener> skips, LeasedCalls calls,
			LeaderDefinitionReader reader) {
		this.election = SingletonSupplier.of(election);
		this.skips = SingletonSupplier.of(skips);
		this.calls = calls;
		this.definitions = new MethodCache<>(reader);
	}

	@Override
	public @Nullable Object invoke(MethodInvocation invocation) throws Throwable {
		Call call = Call.of(invocation);
		LeaderDefinition definition = this.definitions.get(call);
		PermitSource source = new PermitSource(this.election.get(), definition, this.skips.get());
		return this.calls.run(call, source, definition.style());
	}

}
