package io.quorumlock;

import java.lang.ref.WeakReference;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;

import io.quorumlock.LeaseHolds.LossWatch;
import io.quorumlock.testing.Await;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link LeaseHolds} of a lease that is lost.
 */
class LeaseHoldsTests {

	private final List<Runnable> callbacks = new ArrayList<>();

	private final LeaseHolds holds = new LeaseHolds(this, lease());

	private final List<String> told = new ArrayList<>();

	@Test
	void leaseIsAskedOnceAndOnlyIfSomebodyWantsToKnow() {
		assertThat(this.callbacks).isEmpty();
		for (int i = 0; i < 1_000; i++) {
			this.holds.onLost(() -> this.told.add("ended")).end();
		}
		assertThat(this.callbacks).hasSize(1);
		lose();
		assertThat(this.told).isEmpty();
	}

	@Test
	void whatHasEndedIsForgotten() {
		List<WeakReference<Object>> references = new ArrayList<>();
		for (int i = 0; i < 10; i++) {
			Object invocation = new Object();
			references.add(new WeakReference<>(invocation));
			this.holds.onLost(() -> this.told.add(invocation.toString())).end();
		}
		Await.until("they are gone", () -> {
			System.gc();
			return references.stream().allMatch((reference) -> reference.refersTo(null));
		});
		assertThat(this.callbacks).hasSize(1);
	}

	@Test
	void eachOfThoseThatHaveNotEndedIsToldOnceInATaskOfItsOwn() {
		this.holds.onLost(() -> this.told.add("a"));
		this.holds.onLost(() -> this.told.add("b"));
		LossWatch ended = this.holds.onLost(() -> this.told.add("ended"));
		runCallbacks();
		assertThat(this.told).isEmpty();
		assertThat(ended.end()).isTrue();
		assertThat(this.callbacks).hasSize(3);
		lose();
		assertThat(this.told).containsExactlyInAnyOrder("a", "b");
	}

	@Test
	void whoComesAfterTheLossIsToldAsTheLeaseWouldTell() {
		this.holds.onLost(() -> this.told.add("a"));
		lose();
		this.holds.onLost(() -> this.told.add("b"));
		lose();
		assertThat(this.told).containsExactly("a", "b");
	}

	@Test
	void callbackMayEndAnotherOne() {
		LossWatch[] watches = new LossWatch[2];
		for (int i = 0; i < watches.length; i++) {
			int other = 1 - i;
			watches[i] = this.holds.onLost(() -> {
				this.told.add("one");
				watches[other].end();
			});
		}
		lose();
		assertThat(this.told).containsExactly("one");
	}

	private void lose() {
		while (!this.callbacks.isEmpty()) {
			runCallbacks();
		}
	}

	private void runCallbacks() {
		List<Runnable> due = List.copyOf(this.callbacks);
		this.callbacks.clear();
		due.forEach(Runnable::run);
	}

	private Lease lease() {
		return (Lease) Proxy.newProxyInstance(Lease.class.getClassLoader(), new Class<?>[] { Lease.class },
				(proxy, method, args) -> {
					assertThat(method.getName()).isEqualTo("onLost");
					this.callbacks.add((Runnable) args[0]);
					return null;
				});
	}

}
