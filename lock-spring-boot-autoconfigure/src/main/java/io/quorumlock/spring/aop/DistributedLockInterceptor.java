package io.quorumlock.spring.aop;

import java.lang.reflect.Method;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Supplier;

import io.quorumlock.Lease;
import io.quorumlock.LeaseRequest;
import io.quorumlock.LeaseScope;
import io.quorumlock.LockException;
import io.quorumlock.LockManager;
import io.quorumlock.LockNotAcquiredException;
import io.quorumlock.annotation.LockInterruptedException;
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

	private final LockDefinitionReader reader;

	private final ConcurrentMap<MethodClassKey, LockDefinition> definitions = new ConcurrentHashMap<>();

	DistributedLockInterceptor(Supplier<LockManager> locks, LockDefinitionReader reader) {
		this.locks = SingletonSupplier.of(locks);
		this.reader = reader;
	}

	@Override
	public @Nullable Object invoke(MethodInvocation invocation) throws Throwable {
		Object target = invocation.getThis();
		Class<?> targetClass = (target != null) ? AopUtils.getTargetClass(target)
				: invocation.getMethod().getDeclaringClass();
		LockDefinition definition = definition(invocation.getMethod(), targetClass);
		LeaseRequest request = definition.request(target, targetClass, invocation.getArguments());
		boolean stage = definition.returnStyle() == ReturnStyle.STAGE;
		Lease lease;
		try {
			lease = acquire(definition, request);
		}
		catch (LockException ex) {
			if (stage) {
				return CompletableFuture.failedFuture(ex);
			}
			throw ex;
		}
		if (lease == null) {
			return SkippedResult.of(definition.returnType());
		}
		return stage ? runStage(lease, invocation) : run(lease, invocation);
	}

	private LockDefinition definition(Method method, Class<?> targetClass) {
		return this.definitions.computeIfAbsent(new MethodClassKey(method, targetClass),
				(key) -> this.reader.read(targetClass, AopUtils.getMostSpecificMethod(method, targetClass)));
	}

	private @Nullable Lease acquire(LockDefinition definition, LeaseRequest request) {
		LockManager manager = this.locks.get();
		try {
			return definition.waits() ? manager.acquire(request) : manager.tryAcquire(request).orElse(null);
		}
		catch (LockNotAcquiredException ex) {
			if (definition.skips()) {
				return null;
			}
			throw ex;
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new LockInterruptedException(request.lock(), ex);
		}
	}

	private static @Nullable Object run(Lease lease, MethodInvocation invocation) throws Throwable {
		Object result;
		try {
			result = proceed(lease, invocation);
			lease.ensureHeld();
		}
		catch (Throwable ex) {
			closeAfter(lease, ex);
			throw ex;
		}
		lease.close();
		return result;
	}

	private static @Nullable Object runStage(Lease lease, MethodInvocation invocation) throws Throwable {
		CompletionStage<?> stage;
		try {
			stage = (CompletionStage<?>) proceed(lease, invocation);
		}
		catch (Throwable ex) {
			closeAfter(lease, ex);
			throw ex;
		}
		if (stage == null) {
			lease.close();
			return null;
		}
		return LockedStage.of(lease, stage);
	}

	private static @Nullable Object proceed(Lease lease, MethodInvocation invocation) throws Throwable {
		LeaseScope scope = LeaseScope.open(lease);
		try {
			return invocation.proceed();
		}
		finally {
			scope.close();
		}
	}

	private static void closeAfter(Lease lease, Throwable failure) {
		try {
			lease.close();
		}
		catch (RuntimeException ex) {
			failure.addSuppressed(ex);
		}
	}

}
