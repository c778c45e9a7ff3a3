package io.quorumlock.spring.autoconfigure;

import java.util.List;

import io.quorumlock.LockManager;
import io.quorumlock.election.LeaderElection;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.NoSuchBeanDefinitionException;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;

/**
 * Says why there is no lock manager where {@code lock.enabled} is {@code false}. Comes
 * before Spring Boot's own analyzer, which does not know.
 */
@Order(Ordered.HIGHEST_PRECEDENCE)
class LocksDisabledFailureAnalyzer extends AbstractFailureAnalyzer<NoSuchBeanDefinitionException> {

	private static final List<Class<?>> ABSENT = List.of(LockManager.class, LeaderElection.class);

	private final Environment environment;

	LocksDisabledFailureAnalyzer(Environment environment) {
		this.environment = environment;
	}

	@Override
	protected @Nullable FailureAnalysis analyze(Throwable rootFailure, NoSuchBeanDefinitionException cause) {
		Class<?> type = cause.getBeanType();
		if (type == null || !ABSENT.contains(type)
				|| this.environment.getProperty("lock.enabled", Boolean.class, true)) {
			return null;
		}
		String name = type.getSimpleName();
		return new FailureAnalysis("A bean asks for a " + name + ", but there is none, as 'lock.enabled' is 'false'.",
				"Inject ObjectProvider<" + name + "> and do without it, or define a " + name
						+ " bean, or remove 'lock.enabled=false'.",
				cause);
	}

}
