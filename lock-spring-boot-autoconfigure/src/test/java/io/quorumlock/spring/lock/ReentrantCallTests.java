package io.quorumlock.spring.lock;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

import io.quorumlock.FencingToken;
import io.quorumlock.Lease;
import io.quorumlock.LeaseLostException;
import io.quorumlock.LockNotAcquiredException;
import io.quorumlock.annotation.DistributedLock;
import io.quorumlock.spring.fake.FakeLockManager;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for locked methods that call each other: n calls on one thread hold one lease
 * with one token, which is given back once, by the last to end.
 */
class ReentrantCallTests {

	private final FakeLockManager locks = new FakeLockManager();

	private final Accounts target = new Accounts();

	private final Accounts accounts = LockedProxies.of(this.locks, this.target);

	@Test
	void nestedCallsHoldOneLease() {
		FencingToken[] tokens = new FencingToken[2];
		this.target.body = () -> {
			tokens[0] = Lease.current().fencingToken();
			this.target.body = () -> tokens[1] = Lease.current().fencingToken();
			this.accounts.book("a");
			this.accounts.book("b");
			assertThat(this.locks.lastLease().releases()).isZero();
		};
		this.accounts.transfer("a", "b");
		assertThat(tokens[0]).isEqualTo(tokens[1]);
		assertThat(this.locks.leases).hasSize(1);
		assertThat(this.locks.lastLease().releases()).isOne();
	}

	@Test
	void anyDepthIsReleasedOnce() {
		int[] depth = new int[1];
		this.target.body = () -> {
			if (++depth[0] < 10) {
				this.accounts.book("a");
			}
		};
		this.accounts.book("a");
		assertThat(this.locks.leases).hasSize(1);
		assertThat(this.locks.lastLease().releases()).isOne();
	}

	@Test
	void otherKeysAreLockedBesides() {
		this.target.body = () -> {
			this.target.body = () -> {
			};
			this.accounts.book("c");
		};
		this.accounts.transfer("a", "b");
		assertThat(this.locks.leases).hasSize(2).allMatch((lease) -> lease.releases() == 1);
	}

	@Test
	void innerStageOutlivesTheOuterMethodUnderTheSameLease() {
		this.target.body = () -> assertThat(this.accounts.bookLater("a")).isNotDone();
		this.accounts.transfer("a", "b");
		assertThat(this.locks.lastLease().releases()).isZero();
		this.target.stage.complete(null);
		assertThat(this.locks.leases).hasSize(1);
		assertThat(this.locks.lastLease().releases()).isOne();
	}

	@Test
	void otherThreadDoesNotHoldTheLease() {
		this.target.body = () -> CompletableFuture.runAsync(() -> {
			this.target.body = () -> {
			};
			this.accounts.book("a");
		}).join();
		assertThatExceptionOfType(CompletionException.class).isThrownBy(() -> this.accounts.book("a"))
			.withCauseInstanceOf(LockNotAcquiredException.class);
	}

	@Test
	void innerMethodDoesNotRunUnderALostLease() {
		int[] runs = new int[1];
		this.target.body = () -> {
			this.target.body = () -> runs[0]++;
			this.locks.lastLease().lose();
			this.accounts.book("a");
		};
		assertThatExceptionOfType(LeaseLostException.class).isThrownBy(() -> this.accounts.transfer("a", "b"));
		assertThat(runs[0]).isZero();
		assertThat(this.locks.lastLease().releases()).isOne();
	}

	static class Accounts {

		Runnable body = () -> {
		};

		CompletableFuture<Void> stage = new CompletableFuture<>();

		@DistributedLock(name = "account", key = "{#from, #to}")
		public void transfer(String from, String to) {
			this.body.run();
		}

		@DistributedLock(name = "account", key = "#id")
		public void book(String id) {
			this.body.run();
		}

		@DistributedLock(name = "account", key = "#id")
		public CompletableFuture<Void> bookLater(String id) {
			return this.stage;
		}

	}

}
