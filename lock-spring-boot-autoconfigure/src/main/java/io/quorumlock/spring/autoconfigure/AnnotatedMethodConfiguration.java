package io.quorumlock.spring.autoconfigure;

import java.time.Duration;

import io.quorumlock.LockManager;
import io.quorumlock.election.LeaderElection;
import io.quorumlock.quorum.LockPolicy;
import io.quorumlock.quorum.QuorumLockManager;
import io.quorumlock.spring.aop.AnnotatedMethodScanner;
import io.quorumlock.spring.aop.MethodInspection;
import io.quorumlock.spring.aop.ProxyReach;
import io.quorumlock.spring.call.AmbientTransaction;
import io.quorumlock.spring.call.CallTracer;
import io.quorumlock.spring.call.LeasedCalls;
import io.quorumlock.spring.leader.GrantedRuns;
import io.quorumlock.spring.leader.LeaderInspection;
import io.quorumlock.spring.leader.LeaderOnlyAdvisor;
import io.quorumlock.spring.leader.SkipListener;
import io.quorumlock.spring.lock.DeclaredNames;
import io.quorumlock.spring.lock.DistributedLockAdvisor;
import io.quorumlock.spring.lock.LockDefinitionReader;
import io.quorumlock.spring.lock.LockInspection;
import io.quorumlock.spring.lock.LockInspection.LeaseTimes;
import io.quorumlock.spring.lock.LockMode;
import io.quorumlock.spring.lock.ObservedBlocks;

import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.BeanFactoryUtils;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.thread.Threading;
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
@Import({ AutoProxyRegistrar.class, LeaderMetricsConfiguration.class })
class AnnotatedMethodConfiguration {

	@Bean
	@Role(BeanDefinition.ROLE_INFRASTRUCTURE)
	static DistributedLockAdvisor distributedLockAdvisor(ObjectProvider<LockManager> lockManager,
			ObjectProvider<AmbientTransaction> transaction, ObjectProvider<CallTracer> tracer,
			ObjectProvider<LockProperties> properties, ObjectProvider<DeclaredNames> names,
			ObjectProvider<ObservedBlocks> blocks, Environment environment,
			ConfigurableListableBeanFactory beanFactory) {
		LockDefinitionReader reader = reader(properties, names, environment);
		if (isObserving(environment)) {
			return DistributedLockAdvisor.observing(lockManager::getObject, blocks::getObject,
					calls(transaction, tracer), reader, ProxyMode.of(beanFactory), order(environment));
		}
		return new DistributedLockAdvisor(lockManager::getObject, calls(transaction, tracer), reader,
				ProxyMode.of(beanFactory), order(environment));
	}

	// One further outside than the lock, so that followers do not compete for it
	@Bean
	@Role(BeanDefinition.ROLE_INFRASTRUCTURE)
	static LeaderOnlyAdvisor leaderOnlyAdvisor(ObjectProvider<LeaderElection> election,
			ObjectProvider<SkipListener> skips, ObjectProvider<AmbientTransaction> transaction,
			ObjectProvider<CallTracer> tracer, Environment environment, ConfigurableListableBeanFactory beanFactory) {
		int order = order(environment);
		return new LeaderOnlyAdvisor(election::getObject, () -> skips.getIfAvailable(() -> SkipListener.NONE),
				calls(transaction, tracer), environment::resolveRequiredPlaceholders, ProxyMode.of(beanFactory),
				(order > Integer.MIN_VALUE) ? order - 1 : order);
	}

	@Bean
	LockInspection lockInspection(ObjectProvider<LockProperties> properties, ObjectProvider<DeclaredNames> names,
			ObjectProvider<QuorumLockManager> manager, LockPolicy policy, Environment environment,
			ConfigurableListableBeanFactory beanFactory) {
		return new LockInspection(reader(properties, names, environment), new ProxyReach(ProxyMode.of(beanFactory)),
				new LeaseTimes() {

					@Override
					public boolean exist() {
						return hasBean(beanFactory, LockManager.class);
					}

					@Override
					public void require(Duration leaseTime) {
						manager.ifAvailable((each) -> each.engine().settings().requireLeaseTime(leaseTime));
					}

				}, policy, properties.getObject().locks().keySet());
	}

	@Bean
	LeaderInspection lockLeaderInspection(Environment environment, ConfigurableListableBeanFactory beanFactory) {
		return new LeaderInspection(environment::resolveRequiredPlaceholders, new ProxyReach(ProxyMode.of(beanFactory)),
				() -> hasBean(beanFactory, LeaderElection.class));
	}

	@Bean
	GrantedRuns lockGrantedRuns(ObjectProvider<LeaderElection> election, ObjectProvider<LeaderInspection> inspection,
			BeanFactory beanFactory, Environment environment) {
		return new GrantedRuns(election::getObject, inspection::getObject, beanFactory,
				Threading.VIRTUAL.isActive(environment));
	}

	@Bean
	AnnotatedMethodScanner lockAnnotatedMethodScanner(ConfigurableListableBeanFactory beanFactory,
			ObjectProvider<MethodInspection> inspections) {
		return new AnnotatedMethodScanner(beanFactory, inspections.orderedStream().toList());
	}

	private static LockDefinitionReader reader(ObjectProvider<LockProperties> properties,
			ObjectProvider<DeclaredNames> names, Environment environment) {
		return new LockDefinitionReader(environment::resolveRequiredPlaceholders,
				() -> new LockSettings(properties.getObject(), environment)::times, names::getObject);
	}

	private static LeasedCalls calls(ObjectProvider<AmbientTransaction> transaction,
			ObjectProvider<CallTracer> tracer) {
		return new LeasedCalls(() -> transaction.getIfAvailable(() -> AmbientTransaction.NONE),
				() -> tracer.getIfAvailable(() -> CallTracer.NONE));
	}

	private static int order(Environment environment) {
		Integer order = Binder.get(environment).bind("lock.advisor-order", Integer.class).orElse(null);
		return (order != null) ? order : LockProperties.DEFAULT_ADVISOR_ORDER;
	}

	// The advisor is created too early for the properties
	private static boolean isObserving(Environment environment) {
		return Binder.get(environment).bind("lock.mode", LockMode.class).orElse(null) == LockMode.OBSERVE;
	}

	private static boolean hasBean(ConfigurableListableBeanFactory beanFactory, Class<?> type) {
		return BeanFactoryUtils.beanNamesForTypeIncludingAncestors(beanFactory, type, true, false).length > 0;
	}

}
