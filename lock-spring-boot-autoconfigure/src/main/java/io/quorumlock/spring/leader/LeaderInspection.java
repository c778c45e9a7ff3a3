package io.quorumlock.spring.leader;

import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

import io.quorumlock.annotation.LeaderOnly;
import io.quorumlock.annotation.OnFollower;
import io.quorumlock.spring.aop.MethodInspection;
import io.quorumlock.spring.aop.ProxyReach;
import io.quorumlock.spring.aop.ReturnStyle;
import io.quorumlock.spring.aop.SkippedResult;
import io.quorumlock.spring.aop.WrongUse;

/**
 * Finds wrong use of {@link LeaderOnly}, and the roles to campaign for.
 */
public final class LeaderInspection implements MethodInspection {

	private final Set<String> roles = ConcurrentHashMap.newKeySet();

	private final RoleReader reader;

	private final ProxyReach proxies;

	private final BooleanSupplier leaderElection;

	/**
	 * A new inspection.
	 * @param placeholders resolves <code>${…}</code>, failing if it cannot
	 * @param proxies how beans are proxied
	 * @param leaderElection whether there is a leader election
	 */
	public LeaderInspection(UnaryOperator<String> placeholders, ProxyReach proxies, BooleanSupplier leaderElection) {
		this.reader = new RoleReader(placeholders);
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

	@Override
	public Class<? extends Annotation> annotationType() {
		return LeaderOnly.class;
	}

	@Override
	public void inspect(Class<?> type, Method method, Consumer<WrongUse> mistakes) {
		LeaderOnly annotation = RoleReader.annotation(type, method);
		this.proxies.check("@LeaderOnly", type, method, mistakes);
		ReturnStyle.check("@LeaderOnly", type, method, mistakes);
		if (annotation.onFollower() == OnFollower.SKIP) {
			SkippedResult.check("onFollower", type, method, mistakes);
		}
		try {
			this.roles.add(this.reader.role(annotation));
		}
		catch (IllegalArgumentException ex) {
			mistakes.accept(
					WrongUse.of(type, method, "role = \"" + annotation.role() + "\" cannot be used: " + ex.getMessage(),
							"Write a role such as \"reports\", or leave it out for the application's one role"));
		}
		if (!this.leaderElection.getAsBoolean()) {
			mistakes.accept(WrongUse.of(type, method, "there is no LeaderElection to ask who leads",
					"Add spring-boot-starter-data-redis, define a LeaderElection bean, or set lock.enabled=false "
							+ "to run the method on every instance"));
		}
	}

}
