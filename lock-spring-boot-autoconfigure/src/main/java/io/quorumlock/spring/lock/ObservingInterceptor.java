package io.quorumlock.spring.lock;

import java.time.Duration;
import java.util.function.Supplier;

import io.quorumlock.LeaseRequest;
import io.quorumlock.LockManager;
import io.quorumlock.LockName;
import io.quorumlock.annotation.OnLost;
import io.quorumlock.spring.call.Call;
import io.quorumlock.spring.call.CallStyle;
import io.quorumlock.spring.call.LeasedCalls;
import io.quorumlock.spring.call.MethodCache;
import org.aopalliance.intercept.MethodInterceptor;
import org.aopalliance.intercept.MethodInvocation;
import org.jspecify.annotations.Nullable;

import org.springframework.util.function.SingletonSupplier;

/**
 * Attempts once to take the lock, and runs the method with it or without it.
 */
final class ObservingInterceptor implements MethodInterceptor {

	private final Supplier<LockManager> locks;

	private final Supplier<ObservedBlocks> blocks;

	private final LeasedCalls calls;

	private final MethodCache<LockDefinition> definitions;

	ObservingInterceptor(Supplier<LockManager> locks, Supplier<ObservedBlocks> blocks, LeasedCalls calls,
			LockDefinitionReader reader) {
		this.locks = SingletonSupplier.of(locks);
		this.blocks = SingletonSupplier.of(blocks);
		this.calls = calls;
		this.definitions = new MethodCache<>(reader);
	}

	@Override
	public @Nullable Object invoke(MethodInvocation invocation) throws Throwable {
		Call call = Call.of(invocation);
		LockDefinition definition = this.definitions.get(call);
		LeaseRequest request;
		try {
			request = definition.request(call).withWaitTime(Duration.ZERO);
		}
		catch (IllegalArgumentException ex) {
			this.blocks.get().refused(LockName.of(definition.name()).in(definition.scope()), ex);
			return invocation.proceed();
		}
		LockSource source = new LockSource(this.locks.get(), definition, request);
		return this.calls.run(call, new ObservedSource(source, this.blocks.get()), uninterrupted(definition.style()));
	}

	private static CallStyle uninterrupted(CallStyle style) {
		return new CallStyle(style.returnStyle(), style.returnType(), OnLost.SIGNAL, null);
	}

}
