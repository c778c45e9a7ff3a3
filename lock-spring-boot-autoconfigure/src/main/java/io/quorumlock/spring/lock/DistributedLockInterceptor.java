package io.quorumlock.spring.lock;

import java.util.function.Supplier;

import io.quorumlock.LockManager;
import io.quorumlock.spring.call.Call;
import io.quorumlock.spring.call.LeasedCalls;
import io.quorumlock.spring.call.MethodCache;
import org.aopalliance.intercept.MethodInterceptor;
import org.aopalliance.intercept.MethodInvocation;
import org.jspecify.annotations.Nullable;

import org.springframework.util.function.SingletonSupplier;

/**
 * Takes the lock, runs the method and gives the lock back.
 */
final class DistributedLockInterceptor implements MethodInterceptor {

	private final Supplier<LockManager> locks;

	private final LeasedCalls calls;

	private final MethodCache<LockDefinition> definitions;

	DistributedLockInterceptor(Supplier<LockManager> locks, LeasedCalls calls, LockDefinitionReader reader) {
		this.locks = SingletonSupplier.of(locks);
		this.calls = calls;
		this.definitions = new MethodCache<>(reader);
	}

	@Override
	public @Nullable Object invoke(MethodInvocation invocation) throws Throwable {
		Call call = Call.of(invocation);
		LockDefinition definition = this.definitions.get(call);
		LockSource source = new LockSource(this.locks.get(), definition, definition.request(call));
		return this.calls.run(call, source, definition.style());
	}

}
