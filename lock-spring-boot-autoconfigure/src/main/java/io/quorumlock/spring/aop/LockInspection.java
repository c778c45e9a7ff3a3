package io.quorumlock.spring.aop;

import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

import io.quorumlock.annotation.DistributedLock;

/**
 * Finds wrong use of {@link DistributedLock}.
 */
public final class LockInspection implements MethodInspection {

	private final LockDefinitionReader reader;

	private final ProxyReach proxies;

	private final BooleanSupplier lockManager;

	/**
	 * A new inspection.
	 * @param placeholders resolves <code>${…}</code>, failing if it cannot
	 * @param proxies how beans are proxied
	 * @param lockManager whether there is a lock manager
	 */
	public LockInspection(UnaryOperator<String> placeholders, ProxyReach proxies, BooleanSupplier lockManager) {
		this.reader = new LockDefinitionReader(placeholders);
		this.proxies = proxies;
		this.lockManager = lockManager;
	}

	@Override
	public Class<? extends Annotation> annotationType() {
		return DistributedLock.class;
	}

	@Override
	public void inspect(Class<?> type, Method method, Consumer<WrongUse> mistakes) {
		this.proxies.check("@DistributedLock", type, method, mistakes);
		this.reader.read(type, method, mistakes);
		if (!this.lockManager.getAsBoolean()) {
			mistakes.accept(WrongUse.of(type, method, "there is no LockManager to take the lock from",
					"Add spring-boot-starter-data-redis, define a LockManager bean, or set lock.enabled=false to run "
							+ "without locks"));
		}
	}

}
