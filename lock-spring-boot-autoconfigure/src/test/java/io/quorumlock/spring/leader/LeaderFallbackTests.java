package io.quorumlock.spring.leader;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;

import io.quorumlock.annotation.LeaderOnly;
import io.quorumlock.annotation.NotLeaderException;
import io.quorumlock.annotation.OnFollower;
import io.quorumlock.spring.fake.FakeLeaderElection;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for what a follower calls in place of a method for the leader.
 */
class LeaderFallbackTests {

	private final FakeLeaderElection election = new FakeLeaderElection();

	private final Jobs jobs = LeaderProxies.of(this.election, new Jobs());

	@Test
	void isNotCalledOnTheLeader() throws Exception {
		this.election.led.add("reports");
		assertThat(this.jobs.write("a")).isEqualTo("ran a");
	}

	@Test
	void takesTheArgumentsAndTheException() throws Exception {
		this.election.otherLeader = "shop-2";
		assertThat(this.jobs.write("a")).isEqualTo("a instead of shop-2");
	}

	@Test
	void mayTakeASupertypeOfTheExceptionOrNone() {
		assertThat(this.jobs.writeLater("a").join()).isEqualTo("a later, NotLeaderException");
		assertThat(this.jobs.writeReactive("a").block()).isEqualTo("a reactive");
	}

	@Test
	void itsExceptionComesOutUnchanged() {
		assertThatExceptionOfType(IOException.class).isThrownBy(() -> this.jobs.write("fail")).withMessage("fallback");
	}

	static class Jobs {

		@LeaderOnly(role = "reports", onFollower = OnFollower.THROW, fallbackMethod = "instead")
		public String write(String text) throws IOException {
			return "ran " + text;
		}

		@SuppressWarnings("UnusedMethod")
		private String instead(String text, NotLeaderException ex) throws IOException {
			if (text.equals("fail")) {
				throw new IOException("fallback");
			}
			return text + " instead of " + ex.getLeader().orElse("nobody");
		}

		@LeaderOnly(role = "reports", onFollower = OnFollower.THROW, fallbackMethod = "later")
		public CompletableFuture<String> writeLater(String text) {
			return CompletableFuture.completedFuture("ran " + text);
		}

		CompletableFuture<String> later(String text, RuntimeException ex) {
			return CompletableFuture.completedFuture(text + " later, " + ex.getClass().getSimpleName());
		}

		@LeaderOnly(role = "reports", onFollower = OnFollower.THROW, fallbackMethod = "reactive")
		public Mono<String> writeReactive(String text) {
			return Mono.just("ran " + text);
		}

		Mono<String> reactive(String text) {
			return Mono.just(text + " reactive");
		}

	}

}
