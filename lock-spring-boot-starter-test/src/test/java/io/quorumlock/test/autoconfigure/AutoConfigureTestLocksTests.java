package io.quorumlock.test.autoconfigure;

import java.util.ArrayList;
import java.util.List;

import io.quorumlock.Lease;
import io.quorumlock.LockManager;
import io.quorumlock.LockNotAcquiredException;
import io.quorumlock.annotation.DistributedLock;
import io.quorumlock.annotation.LeaderOnly;
import io.quorumlock.election.LeaderElection;
import io.quorumlock.election.LeadershipEvent;
import io.quorumlock.election.LeadershipGranted;
import io.quorumlock.election.LeadershipRevoked;
import io.quorumlock.test.TestLocks;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.EventListener;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link AutoConfigureTestLocks} on an application as users have it. Their
 * order makes sure that what one has made happen is seen if it is not undone.
 */
@SpringBootTest(properties = { "lock.nodes=redis://nowhere.invalid,redis://nowhere.invalid:2,${NODE_3}",
		"lock.instance-id=this-instance", "lock.lease-time=20s" })
@AutoConfigureTestLocks
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class AutoConfigureTestLocksTests {

	@Autowired
	private ApplicationContext context;

	@Autowired
	private TestLocks locks;

	@Autowired
	private Jobs jobs;

	@Test
	@Order(1)
	void nothingOfRedisIsThere() {
		assertThat(this.context.getBeansOfType(LockManager.class)).hasSize(1).containsValue(this.locks.lockManager());
		assertThat(this.context.getBeansOfType(LeaderElection.class)).hasSize(1);
		assertThat(this.context.getBeanDefinitionNames())
			.doesNotContain("lockRedisNodes", "lockConnectionDetails", "lockEventLoop")
			.contains("lockRoleCampaigns", "distributedLockAdvisor");
	}

	@Test
	@Order(1)
	void propertiesAreThoseOfTheApplication() {
		assertThat(this.locks.lockManager().engine().settings()).satisfies((settings) -> {
			assertThat(settings.quorum()).isEqualTo(2);
			assertThat(settings.instanceId()).isEqualTo("this-instance");
			assertThat(settings.leaseTime()).hasSeconds(20);
		});
	}

	@Test
	@Order(1)
	void annotatedMethodHoldsTheLock() {
		assertThat(this.jobs.order(42)).isEqualTo("orders/42");
		assertThat(this.locks.held()).isEmpty();
	}

	@Test
	@Order(1)
	void applicationLeadsAsItIsAlone() {
		assertThat(this.jobs.events()).hasAtLeastOneElementOfType(LeadershipGranted.class);
		assertThat(this.jobs.report()).isEqualTo("report");
	}

	@Test
	@Order(2)
	void muchIsMadeToHappen() {
		this.jobs.events().clear();
		this.locks.holdElsewhere("orders/42");
		this.locks.follow("reports");
		assertThatExceptionOfType(LockNotAcquiredException.class).isThrownBy(() -> this.jobs.order(42));
		assertThat(this.jobs.report()).isNull();
		assertThat(this.jobs.events()).hasAtLeastOneElementOfType(LeadershipRevoked.class);
		this.locks.loseQuorum();
	}

	@Test
	@Order(3)
	void allIsUndone() {
		assertThat(this.jobs.order(42)).isEqualTo("orders/42");
		assertThat(this.jobs.report()).isEqualTo("report");
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

		@Bean
		Jobs jobs() {
			return new Jobs();
		}

	}

	static class Jobs {

		private final List<LeadershipEvent> events = new ArrayList<>();

		public List<LeadershipEvent> events() {
			return this.events;
		}

		@DistributedLock(name = "orders", key = "#id")
		public String order(long id) {
			return Lease.current().lock().toString();
		}

		@LeaderOnly("reports")
		public String report() {
			return "report";
		}

		@EventListener
		void onEvent(LeadershipEvent event) {
			this.events.add(event);
		}

	}

}
