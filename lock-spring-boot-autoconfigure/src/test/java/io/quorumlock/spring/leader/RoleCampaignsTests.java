package io.quorumlock.spring.leader;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;

import io.quorumlock.spring.fake.FakeLeaderElection;
import org.junit.jupiter.api.Test;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.scheduling.concurrent.ThreadPoolTaskScheduler;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link RoleCampaigns}.
 */
class RoleCampaignsTests {

	private static final ApplicationReadyEvent READY = new ApplicationReadyEvent(new SpringApplication(), new String[0],
			new GenericApplicationContext(), Duration.ZERO);

	private final FakeLeaderElection election = new FakeLeaderElection();

	private final RoleCampaigns campaigns = new RoleCampaigns(this.election, () -> Set.of("reports"));

	@Test
	void campaignsWhenTheApplicationIsReadyAndNotBefore() {
		this.campaigns.start();
		assertThat(this.election.campaigns).isEmpty();
		this.campaigns.onApplicationEvent(READY);
		assertThat(this.election.campaigns).containsExactly("reports");
	}

	@Test
	void doesNotCampaignOnceStopped() {
		this.campaigns.start();
		this.campaigns.stop();
		this.campaigns.onApplicationEvent(READY);
		assertThat(this.election.campaigns).isEmpty();
		assertThat(this.campaigns.isRunning()).isFalse();
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
	void stopsAfterTheWebServerAndBeforeTheExecutors() {
		int webServerStops = SmartLifecycle.DEFAULT_PHASE - 2048;
		assertThat(this.campaigns.getPhase()).isLessThan(webServerStops)
			.isGreaterThan(ThreadPoolTaskScheduler.DEFAULT_PHASE);
	}

}
