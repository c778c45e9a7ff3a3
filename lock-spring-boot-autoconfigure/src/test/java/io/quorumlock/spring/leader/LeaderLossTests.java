package io.quorumlock.spring.leader;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

import io.quorumlock.Lease;
import io.quorumlock.LeaseLostException;
import io.quorumlock.annotation.LeaderOnly;
import io.quorumlock.annotation.OnLoss;
import io.quorumlock.spring.fake.FakeLeaderElection;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Sinks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for what a method that still runs is told when its permit is lost.
 */
class LeaderLossTests {

	private final FakeLeaderElection election = new FakeLeaderElection();

	private final Jobs target = new Jobs();

	private final Jobs jobs = LeaderProxies.of(this.election, this.target);

	@BeforeEach
	void lead() {
		this.election.led.add("default");
	}

	@AfterEach
	void clearInterrupt() {
		Thread.interrupted();
	}

	@ParameterizedTest
	@EnumSource(OnLoss.class)
	void plainResultIsNotReturned(OnLoss onLoss) {
		boolean[] interrupted = new boolean[1];
		this.target.body = () -> {
			this.election.lastPermit().lose();
			assertThat(Lease.current().isHeld()).isFalse();
			interrupted[0] = Thread.currentThread().isInterrupted();
		};
		assertThatExceptionOfType(LeaseLostException.class).isThrownBy(() -> plain(onLoss));
		assertThat(interrupted[0]).isEqualTo(onLoss != OnLoss.WAIT);
		assertThat(Thread.currentThread().isInterrupted()).isFalse();
		assertThat(this.election.lastPermit().releases()).isOne();
	}

	@Test
	void cancelCancelsTheFuture() {
		CompletableFuture<String> result = this.jobs.cancelledStage();
		this.election.lastPermit().lose();
		assertThat(this.target.stage).isCancelled();
		assertThatExceptionOfType(ExecutionException.class).isThrownBy(result::get)
			.withCauseInstanceOf(LeaseLostException.class);
		assertThat(this.election.lastPermit().releases()).isOne();
	}

	@Test
	void waitLetsTheFutureRunToItsEnd() {
		CompletableFuture<String> result = this.jobs.waitingStage();
		this.election.lastPermit().lose();
		assertThat(this.target.stage).isNotDone();
		assertThat(this.election.lastPermit().releases()).isZero();
		this.target.stage.complete("done");
		assertThatExceptionOfType(ExecutionException.class).isThrownBy(result::get)
			.withCauseInstanceOf(LeaseLostException.class);
		assertThat(this.election.lastPermit().releases()).isOne();
	}

	@Test
	void cancelEndsTheSubscription() {
		List<Throwable> errors = new ArrayList<>();
		this.jobs.cancelledFlux().subscribe((value) -> {
		}, errors::add);
		this.election.lastPermit().lose();
		assertThat(errors).singleElement().isInstanceOf(LeaseLostException.class);
		assertThat(this.target.cancelled).isTrue();
		assertThat(this.election.lastPermit().releases()).isOne();
	}

	@Test
	void waitLetsThePublisherRunToItsEnd() {
		List<Object> seen = new ArrayList<>();
		this.jobs.waitingFlux().subscribe(seen::add, seen::add);
		this.election.lastPermit().lose();
		this.target.sink.tryEmitNext("a");
		assertThat(seen).containsExactly("a");
		assertThat(this.target.cancelled).isFalse();
		this.target.sink.tryEmitComplete();
		assertThat(seen).hasSize(2).last().isInstanceOf(LeaseLostException.class);
	}

	private void plain(OnLoss onLoss) {
		switch (onLoss) {
			case CANCEL -> this.jobs.cancelled();
			case INTERRUPT -> this.jobs.interrupted();
			case WAIT -> this.jobs.waiting();
		}
	}

	static class Jobs {

		Runnable body = () -> {
		};

		boolean cancelled;

		CompletableFuture<String> stage = new CompletableFuture<>();

		Sinks.Many<String> sink = Sinks.many().unicast().onBackpressureBuffer();

		@LeaderOnly
		public void cancelled() {
			this.body.run();
		}

		@LeaderOnly(onLoss = OnLoss.INTERRUPT)
		public void interrupted() {
			this.body.run();
		}

		@LeaderOnly(onLoss = OnLoss.WAIT)
		public void waiting() {
			this.body.run();
		}

		@LeaderOnly
		public CompletableFuture<String> cancelledStage() {
			return this.stage;
		}

		@LeaderOnly(onLoss = OnLoss.WAIT)
		public CompletableFuture<String> waitingStage() {
			return this.stage;
		}

		@LeaderOnly
		public Flux<String> cancelledFlux() {
			return this.sink.asFlux().doOnCancel(() -> this.cancelled = true);
		}

		@LeaderOnly(onLoss = OnLoss.WAIT)
		public Flux<String> waitingFlux() {
			return this.sink.asFlux().doOnCancel(() -> this.cancelled = true);
		}

	}

}
