package io.quorumlock.spring.leader;

import java.util.concurrent.CompletableFuture;

import io.micrometer.observation.tck.TestObservationRegistryAssert;
import io.quorumlock.LeaseLostException;
import io.quorumlock.annotation.LeaderOnly;
import io.quorumlock.annotation.OnLoss;
import io.quorumlock.spring.fake.FakeLeaderElection;
import io.quorumlock.spring.fake.RecordedSpans;
import io.quorumlock.spring.observation.CallObservations;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for what is observed of calls of the leader.
 */
class LeaderObservationTests {

	private final FakeLeaderElection election = new FakeLeaderElection();

	private final RecordedSpans spans = new RecordedSpans();

	private final Jobs target = new Jobs();

	private final Jobs jobs = LeaderProxies.of(this.election, SkipListener.NONE, this.target, true,
			new CallObservations(this.spans.registry, null));

	@Test
	void workOfTheLeaderIsOneSpan() {
		this.election.led.add("reports");
		this.target.body = () -> this.spans.within("body", () -> {
		});
		this.spans.within("caller", this.jobs::report);
		assertThat(this.spans.ended()).containsExactly("caller", "lead reports", "body");
		assertThat(this.spans.parent("lead reports")).isEqualTo("caller");
		assertThat(this.spans.parent("body")).isEqualTo("lead reports");
		TestObservationRegistryAssert.assertThat(this.spans.registry)
			.hasObservationWithNameEqualTo("lock.method.lead")
			.that()
			.hasLowCardinalityKeyValue("lock.role", "reports")
			.hasLowCardinalityKeyValue("lock.outcome", "released")
			.hasHighCardinalityKeyValue("lock.token", "1")
			.hasKeyValuesCount(3);
	}

	@Test
	void followersLeaveNoTrace() {
		this.jobs.report();
		this.jobs.stage();
		assertThat(this.spans.started()).isZero();
	}

	@Test
	void lastsUntilTheStageIsComplete() {
		this.election.led.add("reports");
		CompletableFuture<String> result = this.jobs.stage();
		assertThat(this.spans.ended()).isEmpty();
		this.target.stage.complete("done");
		assertThat(result).isCompletedWithValue("done");
		assertThat(this.spans.ended()).containsExactly("lead reports");
	}

	@Test
	void lossIsTheOutcome() {
		this.election.led.add("reports");
		this.target.body = () -> this.election.lastPermit().lose();
		assertThatExceptionOfType(LeaseLostException.class).isThrownBy(this.jobs::report);
		assertThat(this.spans.span("lead reports").getTags()).containsEntry("lock.outcome", "lost");
		assertThat(this.spans.span("lead reports").getEvents()).hasSize(1);
	}

	static class Jobs {

		Runnable body = () -> {
		};

		CompletableFuture<String> stage = new CompletableFuture<>();

		@LeaderOnly(role = "reports", onLoss = OnLoss.WAIT)
		public void report() {
			this.body.run();
		}

		@LeaderOnly(role = "reports")
		public CompletableFuture<String> stage() {
			return this.stage;
		}

	}

}
