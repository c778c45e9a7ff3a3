package io.quorumlock.spring.lock;

import java.lang.reflect.Method;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Supplier;

import io.quorumlock.LeaseRequest;
import io.quorumlock.LockManager;
import io.quorumlock.spring.aop.ReturnStyle;
import org.aopalliance.intercept.MethodInterceptor;
import org.aopalliance.intercept.MethodInvocation;
import org.jspecify.annotations.Nullable;

import org.springframework.aop.support.AopUtils;
import org.springframework.core.MethodClassKey;
import org.springframework.util.function.SingletonSupplier;

/**
 * Takes the lock, runs the method and gives the lock back.
 */
final class DistributedLockInterceptor implements MethodInterceptor {

	private final Supplier<LockManager> locks;

	private final Supplier<AmbientTransaction> transaction;

	private final LockDefinitionReader reader;

	private final ConcurrentMap<MethodClassKey, LockDefinition> definitions = new ConcurrentHashMap<>();

	DistributedLockInterceptor(Supplier<LockManager> locks, Supplier<AmbientTransaction> transaction,
			LockDefinitionReader reader) {
		this.locks = SingletonSupplier.of(locks);
		this.transaction = SingletonSupplier.of(transaction);
		this.reader = reader;
	}

	@Override
	public @Nullable Object invoke(MethodInvocation invocation) throws Throwable {
		Call call = Call.of(invocation);
		LockDefinition definition = definition(invocation.getMethod(), call.targetClass());
		LeaseRequest request = definition.request(call);
		if (definition.returnStyle() == ReturnStyle.PUBLISHER) {
			return new PublisherCall(this.locks.get(), definition, request, call).run();
		}
		return new BlockingCall(this.locks.get(), this.transaction.get(), definition, request, call).run();
	}

	private LockDefinition definition(Method method, Class<?> targetClass) {
		return this.definitions.computeIfAbsent(new MethodClassKey(method, targetClass),
				(key) -> this.reader.read(targetClass, AopUtils.getMostSpecificMethod(method, targetClass)));
	}

}
