package io.quorumlock.spring.leader;

import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

import io.quorumlock.annotation.LeaderOnly;
import io.quorumlock.spring.aop.MethodInspection;
import io.quorumlock.spring.aop.ProxyReach;
import io.quorumlock.spring.aop.WrongUse;

import org.springframework.aop.scope.ScopedProxyUtils;

/**
 * Finds wrong use of {@link LeaderOnly}, the roles to campaign for, and what to run when
 * they are granted.
 */
public final class LeaderInspection implements MethodInspection {

	private final Set<String> roles = ConcurrentHashMap.newKeySet();

	private final Set<GrantedRun> runsOnGrant = ConcurrentHashMap.newKeySet();

	private final LeaderDefinitionReader reader;

	private final ProxyReach proxies;

	private final BooleanSupplier leaderElection;

	/**
	 * A new inspection.
	 * @param placeholders resolves <code>${…}</code>, failing if it cannot
	 * @param proxies how beans are proxied
	 * @param leaderElection whether there is a leader election
	 */
	public LeaderInspection(UnaryOperator<String> placeholders, ProxyReach proxies, BooleanSupplier leaderElection) {
		this.reader = new LeaderDefinitionReader(placeholders);
		this.proxies = proxies;
		this.leaderElection = leaderElection;
	}

	/**
	 * The roles found on the methods that were inspected.
	 * @return the names of the roles
	 */
	public Set<String> roles() {
		return Set.copyOf(this.roles);
	}

	List<GrantedRun> runsOnGrant(String role) {
		return this.runsOnGrant.stream().filter((run) -> run.role().equals(role)).toList();
	}

	@Override
	public Class<? extends Annotation> annotationType() {
		return LeaderOnly.class;
	}

	@Override
	public void inspect(Class<?> type, Method method, Consumer<WrongUse> mistakes) {
		this.proxies.check("@LeaderOnly", type, method, mistakes);
		this.roles.add(this.reader.read(type, method, mistakes).role());
		if (!this.leaderElection.getAsBoolean()) {
			mistakes.accept(WrongUse.of(type, method, "there is no LeaderElection to ask who leads",
					"Add spring-boot-starter-data-redis, define a LeaderElection bean, or set lock.enabled=false "
							+ "to run the method on every instance"));
		}
	}

	@Override
	public void found(String bean, Class<?> type, Method method) {
		// What a scoped proxy stands for is called through that
		if (!ScopedProxyUtils.isScopedTarget(bean)) {
			LeaderDefinition definition = this.reader.read(type, method, (mistake) -> {
			});
			if (definition.runOnGrant()) {
				this.runsOnGrant.add(new GrantedRun(definition.role(), bean, method));
			}
		}
	}

}
