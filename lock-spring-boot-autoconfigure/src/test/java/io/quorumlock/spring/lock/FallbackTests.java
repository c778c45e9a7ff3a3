package io.quorumlock.spring.lock;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;

import io.quorumlock.LockException;
import io.quorumlock.LockName;
import io.quorumlock.LockNotAcquiredException;
import io.quorumlock.QuorumUnavailableException;
import io.quorumlock.annotation.DistributedLock;
import io.quorumlock.annotation.OnContention;
import io.quorumlock.annotation.OnUnavailable;
import io.quorumlock.spring.fake.FakeLockManager;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for what a caller gets whose method could not have its lock.
 */
class FallbackTests {

	private final FakeLockManager locks = new FakeLockManager();

	private final Jobs jobs = LockedProxies.of(this.locks, new Jobs());

	@Test
	void isNotCalledIfTheLockIsHeld() throws Exception {
		assertThat(this.jobs.both("a")).isEqualTo("ran a");
	}

	@Test
	void takesTheArgumentsAndTheExceptionOfBothKinds() throws Exception {
		this.locks.heldElsewhere(LockName.of("job"));
		assertThat(this.jobs.both("a")).isEqualTo("a instead, LockNotAcquiredException");
		this.locks.loseQuorum();
		assertThat(this.jobs.both("b")).isEqualTo("b instead, QuorumUnavailableException");
	}

	@Test
	void takesOnlyTheExceptionsThatItsArgumentCanBe() {
		this.locks.heldElsewhere(LockName.of("job"));
		assertThatExceptionOfType(LockNotAcquiredException.class).isThrownBy(() -> this.jobs.unavailableOnly("a"));
		this.locks.loseQuorum();
		assertThat(this.jobs.unavailableOnly("a")).isEqualTo("no quorum for a");
	}

	@Test
	void theMoreSpecialOneIsCalled() {
		this.locks.heldElsewhere(LockName.of("job"));
		assertThat(this.jobs.overloaded("a")).isEqualTo("contended a");
		this.locks.loseQuorum();
		assertThat(this.jobs.overloaded("a")).isEqualTo("unavailable a");
	}

	@Test
	void mayDoWithoutTheException() {
		this.locks.heldElsewhere(LockName.of("job"));
		assertThat(this.jobs.plain("a").join()).isEqualTo("plain a");
	}

	@Test
	void itsExceptionComesOutUnchanged() {
		this.locks.heldElsewhere(LockName.of("job"));
		assertThatExceptionOfType(IOException.class).isThrownBy(() -> this.jobs.both("fail")).withMessage("fallback");
	}

	@Test
	void skipsComeFirst() {
		this.locks.heldElsewhere(LockName.of("job"));
		assertThat(this.jobs.skipsContention("a")).isNull();
		this.locks.loseQuorum();
		assertThat(this.jobs.skipsContention("a")).isEqualTo("plain a");
		assertThat(this.jobs.skipsUnavailable("a")).isNull();
	}

	static class Jobs {

		@DistributedLock(name = "job", fallbackMethod = "instead")
		public String both(String text) throws IOException {
			return "ran " + text;
		}

		@SuppressWarnings("UnusedMethod")
		private String instead(String text, LockException ex) throws IOException {
			if (text.equals("fail")) {
				throw new IOException("fallback");
			}
			return text + " instead, " + ex.getClass().getSimpleName();
		}

		@DistributedLock(name = "job", fallbackMethod = "withoutQuorum")
		public String unavailableOnly(String text) {
			return "ran " + text;
		}

		String withoutQuorum(String text, QuorumUnavailableException ex) {
			return "no quorum for " + text;
		}

		@DistributedLock(name = "job", fallbackMethod = "either")
		public String overloaded(String text) {
			return "ran " + text;
		}

		String either(String text, QuorumUnavailableException ex) {
			return "unavailable " + text;
		}

		String either(String text) {
			return "plain " + text;
		}

		String either(String text, LockNotAcquiredException ex) {
			return "contended " + text;
		}

		String either(String text, LockException ex) {
			return "refused " + text;
		}

		@DistributedLock(name = "job", fallbackMethod = "later")
		public CompletableFuture<String> plain(String text) {
			return CompletableFuture.completedFuture("ran " + text);
		}

		CompletableFuture<String> later(String text) {
			return CompletableFuture.completedFuture("plain " + text);
		}

		@DistributedLock(name = "job", fallbackMethod = "now", onContention = OnContention.SKIP)
		public String skipsContention(String text) {
			return "ran " + text;
		}

		String now(String text) {
			return "plain " + text;
		}

		@DistributedLock(name = "job", onUnavailable = OnUnavailable.SKIP)
		public String skipsUnavailable(String text) {
			return "ran " + text;
		}

	}

}
