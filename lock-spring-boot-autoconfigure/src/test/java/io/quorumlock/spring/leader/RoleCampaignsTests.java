package io.quorumlock.spring.leader;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

import io.quorumlock.election.RoleSettings;
import io.quorumlock.spring.fake.FakeLeaderElection;
import org.junit.jupiter.api.Test;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.availability.AvailabilityChangeEvent;
import org.springframework.boot.availability.ReadinessState;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.scheduling.concurrent.ThreadPoolTaskScheduler;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link RoleCampaigns} and {@link RoleGates}.
 */
class RoleCampaignsTests {

	private final FakeLeaderElection election = new FakeLeaderElection();

	private final RoleCampaigns campaigns = new RoleCampaigns(this.election, () -> Set.of("reports"),
			new RoleCheck((role) -> RoleSettings.defaults(), Set.of(), Duration.ofSeconds(30)));

	private final RoleGates gates = new RoleGates(this.campaigns);

	@Test
	void campaignsWhenTheApplicationAcceptsTrafficAndNotBefore() {
		this.campaigns.start();
		publish(ReadinessState.REFUSING_TRAFFIC);
		assertThat(this.election.campaigns).isEmpty();
		assertThat(this.campaigns.roles()).isEmpty();
		publish(ReadinessState.ACCEPTING_TRAFFIC);
		publish(ReadinessState.ACCEPTING_TRAFFIC);
		assertThat(this.election.campaigns).containsExactly("reports");
		assertThat(this.campaigns.roles()).containsExactly("reports");
	}

	@Test
	void campaignsAfterAllThatWarmsTheApplicationUp() {
		List<String> seen = new CopyOnWriteArrayList<>();
		ApplicationListener<ApplicationReadyEvent> warmUp = (event) -> seen.addAll(this.election.campaigns);
		SpringApplication application = new SpringApplicationBuilder(RoleCampaignsTests.class)
			.web(WebApplicationType.NONE)
			.properties("spring.main.banner-mode=off", "spring.main.register-shutdown-hook=false")
			.initializers((context) -> {
				GenericApplicationContext beans = (GenericApplicationContext) context;
				beans.registerBean("campaigns", RoleCampaigns.class, () -> this.campaigns);
				beans.registerBean("gates", RoleGates.class, () -> this.gates);
				beans.addApplicationListener(warmUp);
			})
			.build();
		try (ConfigurableApplicationContext context = application.run()) {
			assertThat(seen).isEmpty();
			assertThat(this.election.campaigns).containsExactly("reports");
			context.pause();
			assertThat(this.election.quiesced + this.election.stops).isZero();
		}
		assertThat(this.election.quiesced).isOne();
		assertThat(this.election.stops).isOne();
	}

	@Test
	void doesNotCampaignOnceStopped() {
		this.campaigns.start();
		this.campaigns.stop();
		publish(ReadinessState.ACCEPTING_TRAFFIC);
		assertThat(this.election.campaigns).isEmpty();
		assertThat(this.campaigns.isRunning()).isFalse();
	}

	@Test
	void closedGatesEndNothingAndBeginNothing() {
		this.campaigns.start();
		this.gates.start();
		this.gates.stop();
		assertThat(this.gates.isRunning()).isFalse();
		assertThat(this.election.quiesced).isOne();
		assertThat(this.election.stops).isZero();
		publish(ReadinessState.ACCEPTING_TRAFFIC);
		assertThat(this.election.campaigns).isEmpty();
		assertThat(this.campaigns.roles()).isEmpty();
		// Or the context would not stop it
		assertThat(this.campaigns.isRunning()).isTrue();
	}

	@Test
	void shutdownGoesOnOnceTheLeasesAreGivenBack() {
		AtomicInteger callbacks = new AtomicInteger();
		this.election.stopped = new CompletableFuture<>();
		this.campaigns.start();
		this.campaigns.stop(callbacks::incrementAndGet);
		assertThat(callbacks).hasValue(0);
		this.election.stopped.complete(null);
		assertThat(callbacks).hasValue(1);
	}

	@Test
	void gatesCloseBeforeTheWebServerDrainsAndRolesGoAfterItAndBeforeTheExecutors() {
		int webServerDrains = SmartLifecycle.DEFAULT_PHASE - 1024;
		int webServerStops = SmartLifecycle.DEFAULT_PHASE - 2048;
		assertThat(this.gates.getPhase()).isGreaterThan(webServerDrains);
		assertThat(this.campaigns.getPhase()).isLessThan(webServerStops)
			.isGreaterThan(ThreadPoolTaskScheduler.DEFAULT_PHASE);
	}

	private void publish(ReadinessState state) {
		this.campaigns.onApplicationEvent(new AvailabilityChangeEvent<>(this, state));
	}

}
