package io.quorumlock.spring.autoconfigure;

import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;

import io.lettuce.core.RedisClient;
import io.lettuce.core.resource.ClientResources;
import io.quorumlock.LockManager;
import io.quorumlock.annotation.DistributedLock;
import io.quorumlock.annotation.LeaderOnly;
import io.quorumlock.election.LeaderElection;
import io.quorumlock.election.LeadershipCommand;
import io.quorumlock.election.PauseReason;
import io.quorumlock.quorum.QuorumLockManager;
import io.quorumlock.spring.aop.AnnotatedMethodScanner;
import io.quorumlock.spring.lock.DistributedLockAdvisor;
import io.quorumlock.spring.aop.WrongUseException;
import io.quorumlock.spring.fake.FakeLeaderElection;
import io.quorumlock.spring.fake.FakeLockManager;
import io.quorumlock.spring.fake.Warnings;
import io.quorumlock.spring.health.LeadershipHealthIndicator;
import io.quorumlock.spring.health.LockHealthIndicator;
import io.quorumlock.spring.leader.LeaderOnlyAdvisor;
import io.quorumlock.spring.leader.ReadinessWatch;
import io.quorumlock.spring.leader.RoleCampaigns;
import io.quorumlock.spring.leader.RoleCheck;
import io.quorumlock.testing.Await;
import org.aopalliance.intercept.MethodInterceptor;
import org.junit.jupiter.api.Test;

import org.springframework.aop.Advisor;
import org.springframework.aop.framework.Advised;
import org.springframework.aop.support.AopUtils;
import org.springframework.aop.support.DefaultPointcutAdvisor;
import org.springframework.aop.support.annotation.AnnotationMatchingPointcut;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.aop.AopAutoConfiguration;
import org.springframework.boot.autoconfigure.context.LifecycleAutoConfiguration;
import org.springframework.boot.availability.AvailabilityChangeEvent;
import org.springframework.boot.availability.ReadinessState;
import org.springframework.boot.data.redis.autoconfigure.DataRedisAutoConfiguration;
import org.springframework.boot.data.redis.autoconfigure.DataRedisConnectionDetails;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import org.springframework.context.annotation.Role;
import org.springframework.core.Ordered;
import org.springframework.data.redis.connection.RedisConnectionFactory;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;
import org.springframework.util.ClassUtils;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link LockAutoConfiguration},
 * {@link LockHealthContributorAutoConfiguration}, and
 * {@link LeadershipHealthContributorAutoConfiguration}.
 */
class LockAutoConfigurationTests {

	private final ApplicationContextRunner runner = new ApplicationContextRunner().withConfiguration(AutoConfigurations
		.of(AopAutoConfiguration.class, DataRedisAutoConfiguration.class, LockAutoConfiguration.class,
				LockHealthContributorAutoConfiguration.class, LeadershipHealthContributorAutoConfiguration.class));

	private final ApplicationContextRunner faked = this.runner.withBean(FakeLockManager.class)
		.withBean(FakeLeaderElection.class);

	@Test
	void defaultsStartEvenWhileRedisIsDown() {
		this.runner.withPropertyValues("spring.data.redis.port=1").run((context) -> {
			assertThat(context).hasNotFailed()
				.hasSingleBean(LockManager.class)
				.hasSingleBean(QuorumLockManager.class)
				.hasSingleBean(LeaderElection.class)
				.hasSingleBean(LockConnectionDetails.class)
				.hasSingleBean(RoleCampaigns.class)
				.hasSingleBean(LockHealthIndicator.class);
			assertThat(context.getBean(LockConnectionDetails.class)).hasToString("[localhost:1]");
		});
	}

	@Test
	void beansOfTheApplicationAreNotDisplaced() {
		this.runner.run((context) -> {
			assertThat(context.getBeansOfType(ClientResources.class)).containsOnlyKeys("lettuceClientResources");
			assertThat(context.getBeansOfType(RedisConnectionFactory.class)).containsOnlyKeys("redisConnectionFactory");
			assertThat(context).doesNotHaveBean(Executor.class);
		});
	}

	@Test
	void backsOffForAnotherLockManager() {
		this.runner.withBean(FakeLockManager.class)
			.run((context) -> assertThat(context).hasNotFailed()
				.hasSingleBean(LockManager.class)
				.doesNotHaveBean(LockConnectionDetails.class)
				.doesNotHaveBean(RedisLeaseNodes.class)
				.doesNotHaveBean(LeaderElection.class)
				.doesNotHaveBean(RoleCampaigns.class)
				.hasSingleBean(LockHealthIndicator.class)
				.hasSingleBean(DistributedLockAdvisor.class));
	}

	@Test
	void usesAnotherLeaderElection() {
		this.runner.withBean(FakeLeaderElection.class)
			.run((context) -> assertThat(context).hasSingleBean(LeaderElection.class)
				.hasSingleBean(RoleCampaigns.class)
				.hasSingleBean(QuorumLockManager.class));
	}

	@Test
	void usesOtherConnectionDetails() {
		LockConnectionDetails details = () -> List.of(LockConnectionDetails.Node.of("a", 1),
				LockConnectionDetails.Node.of("b", 2), LockConnectionDetails.Node.of("c", 3));
		this.runner.withBean(LockConnectionDetails.class, () -> details)
			.run((context) -> assertThat(context.getBean(RedisLeaseNodes.class).nodes())
				.extracting((node) -> node.name())
				.containsExactly("a:1", "b:2", "c:3"));
	}

	@Test
	void disabledTakesNoLocksAndChecksNothing() {
		this.runner.withPropertyValues("lock.enabled=false", "lock.lease-time=1ms")
			.withBean(Misused.class)
			.run((context) -> {
				assertThat(context).hasNotFailed()
					.doesNotHaveBean(LockManager.class)
					.doesNotHaveBean(Advisor.class)
					.doesNotHaveBean(AnnotatedMethodScanner.class)
					.doesNotHaveBean(LockHealthIndicator.class);
			});
	}

	@Test
	void withoutLettuceOrSpringDataThereIsNoLockManagerButTheRestStarts() {
		for (Class<?> missing : new Class<?>[] { RedisClient.class, LettuceConnectionFactory.class,
				DataRedisConnectionDetails.class }) {
			new ApplicationContextRunner()
				.withConfiguration(AutoConfigurations.of(LockAutoConfiguration.class,
						LockHealthContributorAutoConfiguration.class))
				.withClassLoader(new FilteredClassLoader(missing))
				.run((context) -> assertThat(context).hasNotFailed()
					.doesNotHaveBean(LockManager.class)
					.doesNotHaveBean(LockHealthIndicator.class)
					.hasSingleBean(DistributedLockAdvisor.class));
		}
	}

	@Test
	void annotatedMethodsWithoutALockManagerDoNotStart() {
		new ApplicationContextRunner().withConfiguration(AutoConfigurations.of(LockAutoConfiguration.class))
			.withClassLoader(new FilteredClassLoader(RedisClient.class))
			.withBean(Orders.class)
			.run((context) -> assertThat(context).getFailure()
				.isInstanceOf(WrongUseException.class)
				.hasMessageContaining("there is no LockManager")
				.hasMessageContaining("there is no LeaderElection"));
	}

	@Test
	void withoutTheHealthModuleThereIsNoHealth() {
		this.faked.withClassLoader(new FilteredClassLoader(HealthIndicator.class))
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean("lockHealthContributor"));
	}

	@Test
	void healthOfCampaignsIsThereWhereThereAreSome() {
		this.faked.withBean(Orders.class).run((context) -> {
			HealthIndicator health = context.getBean("leadershipHealthContributor", HealthIndicator.class);
			assertThat(health.health().getDetails()).containsEntry("roles", Map.of());
			context.publishEvent(Ready.event(context));
			assertThat(health.health().getDetails().toString()).contains("default={status=UP");
		});
		this.faked.withPropertyValues("management.health.leadership.enabled=false")
			.run((context) -> assertThat(context).doesNotHaveBean(LeadershipHealthIndicator.class));
		this.runner.withBean(FakeLockManager.class)
			.run((context) -> assertThat(context).doesNotHaveBean(LeadershipHealthIndicator.class));
		this.faked.withClassLoader(new FilteredClassLoader(HealthIndicator.class))
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean("leadershipHealthContributor"));
	}

	@Test
	void healthCanBeSwitchedOff() {
		this.faked.withPropertyValues("management.health.lock.enabled=false")
			.run((context) -> assertThat(context).doesNotHaveBean(LockHealthIndicator.class));
		this.faked.run((context) -> assertThat(context).hasBean("lockHealthContributor"));
	}

	@Test
	void annotatedMethodsAreAdvised() {
		this.faked.withBean(Orders.class).run((context) -> {
			Orders orders = context.getBean(Orders.class);
			assertThat(AopUtils.isCglibProxy(orders)).isTrue();
			orders.pay("42");
			assertThat(context.getBean(FakeLockManager.class).calls).containsExactly("acquire orders/42");
			assertThat(orders.report()).isNull();
			context.getBean(FakeLeaderElection.class).led.add("default");
			assertThat(orders.report()).isEqualTo("report");
		});
	}

	@Test
	void annotatedMethodsAreAdvisedWithoutAspectjAndWithoutAopAutoConfiguration() {
		assertThat(ClassUtils.isPresent("org.aspectj.weaver.Advice", null)).isFalse();
		new ApplicationContextRunner().withConfiguration(AutoConfigurations.of(LockAutoConfiguration.class))
			.withBean(FakeLockManager.class)
			.withBean(FakeLeaderElection.class)
			.withBean(Orders.class)
			.run((context) -> {
				context.getBean(Orders.class).pay("42");
				assertThat(context.getBean(FakeLockManager.class).calls).containsExactly("acquire orders/42");
			});
	}

	@Test
	void annotatedMethodsAreAdvisedThroughInterfaces() {
		this.faked.withPropertyValues("spring.aop.proxy-target-class=false")
			.withBean("stock", FinalStock.class)
			.run((context) -> {
				assertThat(context).hasNotFailed();
				Stock stock = context.getBean(Stock.class);
				assertThat(AopUtils.isJdkDynamicProxy(stock)).isTrue();
				stock.take();
				assertThat(context.getBean(FakeLockManager.class).calls).containsExactly("acquire stock");
			});
	}

	@Test
	void lockStandsOutsideOfOtherAdviceAndLeadershipOutsideOfTheLock() {
		this.faked.withUserConfiguration(LateAdvice.class).withBean(Orders.class).run((context) -> {
			Advisor[] advisors = ((Advised) context.getBean(Orders.class)).getAdvisors();
			assertThat(advisors).hasSize(3);
			assertThat(advisors[0]).isInstanceOf(LeaderOnlyAdvisor.class);
			assertThat(advisors[1]).isInstanceOf(DistributedLockAdvisor.class);
			assertThat(advisors[2]).isSameAs(context.getBean("lateAdvisor"));
		});
		this.faked.withPropertyValues("lock.advisor-order=5")
			.run((context) -> assertThat(context.getBean(DistributedLockAdvisor.class).getOrder()).isEqualTo(5));
	}

	@Test
	void advisorsDrawNothingInWhenTheyAreCreatedEarly() {
		this.runner.withUserConfiguration(EarlyConfiguration.class)
			.withPropertyValues("management.health.lock.enabled=false")
			.withBean(FakeLeaderElection.class)
			.withBean(Orders.class)
			.run((context) -> {
				assertThat(context).hasNotFailed();
				assertThat(context.getBeanFactory().containsSingleton("lazyLockManager")).isFalse();
				context.getBean(Orders.class).pay("42");
				assertThat(context.getBeanFactory().containsSingleton("lazyLockManager")).isTrue();
			});
	}

	@Test
	void allMistakesOfAllBeansAreInOneReport() {
		this.faked.withBean(Misused.class)
			.withBean(FinalStock.class)
			.withBean("lazyOne", AlsoMisused.class, AlsoMisused::new, (definition) -> definition.setLazyInit(true))
			.run((context) -> assertThat(context).getFailure().isInstanceOfSatisfying(WrongUseException.class, (ex) -> {
				assertThat(ex.getMistakes()).extracting((mistake) -> mistake.where())
					.containsExactlyInAnyOrder(Misused.class.getName() + ".hidden()",
							Misused.class.getName() + ".count()", FinalStock.class.getName() + ".take()",
							AlsoMisused.class.getName() + ".unnamed()");
				String text = new WrongUseFailureAnalyzer().analyze(ex).getDescription();
				assertThat(text).contains("  4. ", "the class is final", "the method is private");
			}));
	}

	@Test
	void leaderCampaignsCanBeSwitchedOff() {
		this.faked.withPropertyValues("lock.leader.enabled=false").withBean(Orders.class).run((context) -> {
			context.publishEvent(Ready.event(context));
			assertThat(context.getBean(FakeLeaderElection.class).campaigns).isEmpty();
			assertThat(context.getBean(Orders.class).report()).isNull();
		});
	}

	@Test
	void rolesOnBeansCampaignWhenTheApplicationIsReady() {
		this.faked.withBean(Orders.class).run((context) -> {
			FakeLeaderElection election = context.getBean(FakeLeaderElection.class);
			assertThat(election.campaigns).isEmpty();
			context.publishEvent(Ready.event(context));
			assertThat(election.campaigns).containsExactly("default");
			context.close();
			assertThat(election.quiesced).isOne();
			assertThat(election.stops).isOne();
		});
	}

	@Test
	void rolesAreGivenUpWhileTheApplicationIsNotReady() {
		this.runner.withBean(FakeLeaderElection.class)
			.withBean(Orders.class)
			.withPropertyValues("lock.leader.step-down-when-unready=1ms")
			.run((context) -> {
				FakeLeaderElection election = context.getBean(FakeLeaderElection.class);
				AvailabilityChangeEvent.publish(context, ReadinessState.ACCEPTING_TRAFFIC);
				AvailabilityChangeEvent.publish(context, ReadinessState.REFUSING_TRAFFIC);
				Await.until("it gives its roles up", () -> election.commands
					.contains("default: " + new LeadershipCommand.Pause(PauseReason.UNHEALTHY)));
			});
		this.runner.withBean(FakeLeaderElection.class)
			.run((context) -> assertThat(context).doesNotHaveBean(ReadinessWatch.class));
	}

	@Test
	void settingsOfRolesThatDoNotFitAreReported() {
		ApplicationContextRunner runner = this.faked
			.withConfiguration(AutoConfigurations.of(LifecycleAutoConfiguration.class))
			.withBean(Orders.class)
			.withPropertyValues("lock.leader.roles.default.drain-timeout=25s", "lock.leader.roles.defualt.priority=1");
		try (Warnings warnings = new Warnings(RoleCheck.class)) {
			runner.run((context) -> context.publishEvent(Ready.event(context)));
			assertThat(warnings.messages()).singleElement().asString().contains("lock.leader.roles.defualt");
			runner.withPropertyValues("spring.lifecycle.timeout-per-shutdown-phase=25s")
				.run((context) -> context.publishEvent(Ready.event(context)));
			assertThat(warnings.messages()).last().asString().contains("timeout-per-shutdown-phase = 25000 ms");
		}
	}

	@Test
	void lockPropertiesShowNoPassword() {
		this.runner.withPropertyValues("lock.nodes=redis://user:p1anted-secret@localhost:1").run((context) -> {
			assertThat(context.getBean(LockProperties.class).toString()).doesNotContain("p1anted-secret");
			assertThat(context.getBean(LockConnectionDetails.class).toString()).doesNotContain("p1anted-secret");
		});
	}

	// Public for the sake of filtered class loaders, whose proxies live elsewhere
	public static class Orders {

		@DistributedLock(name = "orders", key = "#id")
		public void pay(String id) {
		}

		@LeaderOnly
		public String report() {
			return "report";
		}

	}

	static class Misused {

		@SuppressWarnings("UnusedMethod")
		@DistributedLock("a")
		private void hidden() {
		}

		@LeaderOnly
		public int count() {
			return 0;
		}

	}

	static class AlsoMisused {

		@DistributedLock
		public void unnamed() {
		}

	}

	interface Stock {

		@DistributedLock("stock")
		void take();

	}

	static final class FinalStock implements Stock {

		@Override
		public void take() {
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class LateAdvice {

		@Bean
		@Role(BeanDefinition.ROLE_INFRASTRUCTURE)
		static DefaultPointcutAdvisor lateAdvisor() {
			DefaultPointcutAdvisor advisor = new DefaultPointcutAdvisor(
					AnnotationMatchingPointcut.forMethodAnnotation(DistributedLock.class),
					(MethodInterceptor) (invocation) -> invocation.proceed());
			advisor.setOrder(Ordered.LOWEST_PRECEDENCE);
			return advisor;
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class EarlyConfiguration {

		@Bean
		@Lazy
		FakeLockManager lazyLockManager() {
			return new FakeLockManager();
		}

	}

}
