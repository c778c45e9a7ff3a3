package io.quorumlock.spring.lock;

import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

import io.quorumlock.LockPolicyException;
import io.quorumlock.annotation.DistributedLock;
import io.quorumlock.quorum.LockPolicy;
import io.quorumlock.spring.aop.MethodInspection;
import io.quorumlock.spring.aop.ProxyReach;
import io.quorumlock.spring.aop.WrongUse;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds wrong use of {@link DistributedLock}, and configured names that no method has.
 */
public final class LockInspection implements MethodInspection {

	private static final Logger logger = LoggerFactory.getLogger(LockInspection.class);

	private final LockDefinitionReader reader;

	private final ProxyReach proxies;

	private final LeaseTimes leaseTimes;

	private final LockPolicy policy;

	private final Set<String> configured;

	private final Map<String, Map<String, LockTimes>> used = new TreeMap<>();

	/**
	 * A new inspection.
	 * @param reader reads the annotations
	 * @param proxies how beans are proxied
	 * @param leaseTimes what lease times the lock manager accepts
	 * @param policy which locks may be taken, and for how long
	 * @param configured the names for which times are configured
	 */
	public LockInspection(LockDefinitionReader reader, ProxyReach proxies, LeaseTimes leaseTimes, LockPolicy policy,
			Set<String> configured) {
		this.reader = reader;
		this.proxies = proxies;
		this.leaseTimes = leaseTimes;
		this.policy = policy;
		this.configured = Set.copyOf(configured);
	}

	@Override
	public Class<? extends Annotation> annotationType() {
		return DistributedLock.class;
	}

	@Override
	public void inspect(Class<?> type, Method method, Consumer<WrongUse> mistakes) {
		this.proxies.check("@DistributedLock", type, method, mistakes);
		LockDefinition definition = this.reader.read(type, method, mistakes);
		this.used.computeIfAbsent(definition.name(), (name) -> new TreeMap<>())
			.put(WrongUse.describe(type, method), definition.times());
		Duration leaseTime = definition.times().leaseTime();
		if (!this.leaseTimes.exist()) {
			mistakes.accept(WrongUse.of(type, method, "there is no LockManager to take the lock from",
					"Add spring-boot-starter-data-redis, define a LockManager bean, or set lock.enabled=false to run "
							+ "without locks"));
		}
		else if (leaseTime != null) {
			check(leaseTime, definition.name(), type, method, mistakes);
		}
		checkPolicy(definition, (problem, remedy) -> mistakes.accept(WrongUse.of(type, method, problem, remedy)));
	}

	private void check(Duration leaseTime, String name, Class<?> type, Method method, Consumer<WrongUse> mistakes) {
		try {
			this.leaseTimes.require(leaseTime);
		}
		catch (IllegalArgumentException ex) {
			mistakes.accept(WrongUse.of(type, method, "its lease time cannot be used: " + ex.getMessage(),
					"Change leaseTime, or lock.locks." + name + ".lease-time"));
		}
	}

	private void checkPolicy(LockDefinition definition, BiConsumer<String, String> mistakes) {
		if (definition.name().isEmpty()) {
			// Reported already
			return;
		}
		report(definition.name(), this.policy::requireName, mistakes);
		report(definition.times().leaseTime(), this.policy::requireLeaseTime, mistakes);
		report(definition.times().waitTime(), this.policy::requireWaitTime, mistakes);
	}

	private static <T> void report(@Nullable T value, Consumer<T> rule, BiConsumer<String, String> mistakes) {
		if (value == null) {
			return;
		}
		try {
			rule.accept(value);
		}
		catch (LockPolicyException ex) {
			mistakes.accept(ex.getProblem(), ex.getRemedy());
		}
	}

	@Override
	public void end() {
		if (this.policy.declared() != null) {
			// What is configured is declared thereby, for calls of the lock manager
			return;
		}
		for (String name : this.configured) {
			if (!this.used.containsKey(name)) {
				logger.atWarn()
					.addKeyValue("lock", name)
					.log("lock.locks.{} is configured, but no @DistributedLock has that name; there are {}", name,
							this.used.keySet());
			}
		}
	}

	/**
	 * The times of all annotated methods, those that are configured for their names
	 * included.
	 * @return the times of each method, by name of the lock and then by method
	 */
	public Map<String, Map<String, LockTimes>> times() {
		return Collections.unmodifiableMap(this.used);
	}

	/**
	 * What lease times the lock manager accepts.
	 */
	public interface LeaseTimes {

		/**
		 * Whether there is a lock manager.
		 * @return {@code false} if there is none
		 */
		boolean exist();

		/**
		 * Refuses a lease time that cannot be renewed in time, or outlasts the restart
		 * guard.
		 * @param leaseTime the lease time
		 * @throws IllegalArgumentException if it is too short or too long
		 */
		void require(Duration leaseTime);

	}

}
