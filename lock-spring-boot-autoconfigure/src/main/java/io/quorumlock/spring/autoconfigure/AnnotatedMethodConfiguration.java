package io.quorumlock.spring.autoconfigure;

import io.quorumlock.LockManager;
import io.quorumlock.election.LeaderElection;
import io.quorumlock.spring.aop.AnnotatedMethodScanner;
import io.quorumlock.spring.aop.DistributedLockAdvisor;
import io.quorumlock.spring.aop.LockInspection;
import io.quorumlock.spring.aop.MethodInspection;
import io.quorumlock.spring.aop.ProxyReach;
import io.quorumlock.spring.leader.LeaderInspection;
import io.quorumlock.spring.leader.LeaderOnlyAdvisor;

import org.springframework.beans.factory.BeanFactoryUtils;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Role;
import org.springframework.core.env.Environment;

/**
 * Advice for annotated methods. It is there whether or not there is a lock manager, as a
 * method must not run unlocked because something is missing. Advisors are created before
 * most beans: their methods are static and inject nothing that would draw other beans in.
 */
@Configuration(proxyBeanMethods = false)
@Role(BeanDefinition.ROLE_INFRASTRUCTURE)
@Import(AutoProxyRegistrar.class)
class AnnotatedMethodConfiguration {

	@Bean
	@Role(BeanDefinition.ROLE_INFRASTRUCTURE)
	static DistributedLockAdvisor distributedLockAdvisor(ObjectProvider<LockManager> lockManager,
			Environment environment, ConfigurableListableBeanFactory beanFactory) {
		return new DistributedLockAdvisor(lockManager::getObject, environment::resolveRequiredPlaceholders,
				ProxyMode.of(beanFactory), order(environment));
	}

	// One further outside than the lock, so that followers do not compete for it
	@Bean
	@Role(BeanDefinition.ROLE_INFRASTRUCTURE)
	static LeaderOnlyAdvisor leaderOnlyAdvisor(ObjectProvider<LeaderElection> election, Environment environment,
			ConfigurableListableBeanFactory beanFactory) {
		int order = order(environment);
		return new LeaderOnlyAdvisor(election::getObject, environment::resolveRequiredPlaceholders,
				ProxyMode.of(beanFactory), (order > Integer.MIN_VALUE) ? order - 1 : order);
	}

	@Bean
	LockInspection lockInspection(Environment environment, ConfigurableListableBeanFactory beanFactory) {
		return new LockInspection(environment::resolveRequiredPlaceholders, new ProxyReach(ProxyMode.of(beanFactory)),
				() -> hasBean(beanFactory, LockManager.class));
	}

	@Bean
	LeaderInspection lockLeaderInspection(Environment environment, ConfigurableListableBeanFactory beanFactory) {
		return new LeaderInspection(environment::resolveRequiredPlaceholders, new ProxyReach(ProxyMode.of(beanFactory)),
				() -> hasBean(beanFactory, LeaderElection.class));
	}

	@Bean
	AnnotatedMethodScanner lockAnnotatedMethodScanner(ConfigurableListableBeanFactory beanFactory,
			ObjectProvider<MethodInspection> inspections) {
		return new AnnotatedMethodScanner(beanFactory, inspections.orderedStream().toList());
	}

	private static int order(Environment environment) {
		Integer order = Binder.get(environment).bind("lock.advisor-order", Integer.class).orElse(null);
		return (order != null) ? order : LockProperties.DEFAULT_ADVISOR_ORDER;
	}

	private static boolean hasBean(ConfigurableListableBeanFactory beanFactory, Class<?> type) {
		return BeanFactoryUtils.beanNamesForTypeIncludingAncestors(beanFactory, type, true, false).length > 0;
	}

}
