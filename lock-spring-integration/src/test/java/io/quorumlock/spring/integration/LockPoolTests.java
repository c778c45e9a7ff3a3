package io.quorumlock.spring.integration;

import java.lang.ref.WeakReference;

import io.quorumlock.LockManager;
import io.quorumlock.LockName;
import io.quorumlock.testing.Await;
import io.quorumlock.time.Ticker;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;

/**
 * Tests for {@link LockPool}.
 */
class LockPoolTests {

	private final LockPool pool = new LockPool(mock(LockManager.class), Ticker.system());

	@Test
	void locksThatNobodyRefersToAreNotKept() {
		for (int i = 0; i < 1000; i++) {
			this.pool.get(LockName.of("orders", Integer.toString(i)));
		}
		Await.until("the locks are gone", () -> {
			System.gc();
			return this.pool.size() == 0;
		});
	}

	@Test
	void lockThatSomebodyRefersToStaysTheSame() {
		LeasedLock lock = this.pool.get(LockName.of("orders", "1"));
		collect();
		assertThat(this.pool.get(LockName.of("orders", "1"))).isSameAs(lock);
	}

	@Test
	void heldLockIsKeptEvenIfNobodyRefersToIt() {
		int identity = hold();
		collect();
		assertThat(System.identityHashCode(this.pool.get(LockName.of("orders", "1")))).isEqualTo(identity);
	}

	@Test
	void lockThatWasReleasedIsNotKept() {
		hold();
		this.pool.released(this.pool.get(LockName.of("orders", "1")));
		Await.until("the lock is gone", () -> {
			System.gc();
			return this.pool.size() == 0;
		});
	}

	private int hold() {
		LeasedLock lock = this.pool.get(LockName.of("orders", "1"));
		this.pool.held(lock);
		return System.identityHashCode(lock);
	}

	private static void collect() {
		WeakReference<Object> canary = new WeakReference<>(new Object());
		Await.until("garbage is collected", () -> {
			System.gc();
			return canary.get() == null;
		});
	}

}
