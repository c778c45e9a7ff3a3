package io.quorumlock.sample;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Objects;
import java.util.Optional;

import io.quorumlock.FencingToken;
import io.quorumlock.Lease;
import io.quorumlock.LockManager;
import io.quorumlock.quorum.QuorumLockManager;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;

/**
 * Tells an annotated method the fencing token of its lease, which the annotation does not
 * hand over yet. Not something to copy.
 */
@AutoConfiguration(afterName = "io.quorumlock.spring.autoconfigure.LockAutoConfiguration")
public class CurrentLease {

	private static final ThreadLocal<Lease> LATEST = new ThreadLocal<>();

	static FencingToken fencingToken() {
		return Objects.requireNonNull(LATEST.get(), "nothing was locked on this thread").fencingToken();
	}

	@Bean
	@Primary
	LockManager rememberingLockManager(QuorumLockManager manager) {
		return (LockManager) Proxy.newProxyInstance(getClass().getClassLoader(), new Class<?>[] { LockManager.class },
				(proxy, method, args) -> remember(call(manager, method, args)));
	}

	private static @Nullable Object call(LockManager manager, Method method, Object @Nullable [] args)
			throws Throwable {
		try {
			return method.invoke(manager, args);
		}
		catch (InvocationTargetException ex) {
			throw ex.getTargetException();
		}
	}

	private static @Nullable Object remember(@Nullable Object result) {
		Object acquired = (result instanceof Optional<?> optional) ? optional.orElse(null) : result;
		if (acquired instanceof Lease lease) {
			LATEST.set(lease);
		}
		return result;
	}

}
