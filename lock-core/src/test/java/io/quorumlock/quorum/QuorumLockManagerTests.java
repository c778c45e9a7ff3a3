package io.quorumlock.quorum;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.stream.IntStream;

import io.quorumlock.FencingToken;
import io.quorumlock.Lease;
import io.quorumlock.LeaseLostException;
import io.quorumlock.LeaseRequest;
import io.quorumlock.LockNotAcquiredException;
import io.quorumlock.QuorumUnavailableException;
import io.quorumlock.node.Batch;
import io.quorumlock.node.LeaseNode;
import io.quorumlock.node.Operation;
import io.quorumlock.simulation.SimulatedClock;
import io.quorumlock.simulation.SimulatedNode;
import io.quorumlock.simulation.World;
import io.quorumlock.time.Entropy;
import io.quorumlock.time.ExecutorTimers;
import io.quorumlock.time.Ticker;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

@Timeout(30)
class QuorumLockManagerTests {

	private static final LeaseRequest ORDER = LeaseRequest.of("orders", "42");

	private volatile Thread loopThread;

	private final ScheduledExecutorService loop = Executors.newSingleThreadScheduledExecutor((task) -> {
		Thread thread = new Thread(task, "loop");
		this.loopThread = thread;
		return thread;
	});

	private final ExecutorService callbacks = Executors.newCachedThreadPool();

	private final ExecutorTimers timers = new ExecutorTimers(this.loop,
			() -> Thread.currentThread() == this.loopThread);

	private final List<DirectNode> nodes = IntStream.range(0, 3).mapToObj(DirectNode::new).toList();

	private final QuorumLockManager manager = manager("one");

	private final QuorumLockManager other = manager("two");

	@AfterEach
	void close() {
		this.manager.close();
		this.other.close();
		this.loop.shutdownNow();
		this.callbacks.shutdownNow();
	}

	@Test
	void tryAcquireIsEmptyWhileAnotherHolds() throws Exception {
		try (Lease lease = this.manager.acquire(ORDER)) {
			assertThat(lease.isHeld()).isTrue();
			assertThat(this.other.tryAcquire(ORDER)).isEmpty();
		}
		assertThat(this.other.tryAcquire(ORDER)).isPresent();
	}

	@Test
	void acquireThrowsWhenTheWaitIsOver() throws Exception {
		this.manager.acquire(ORDER);
		assertThatExceptionOfType(LockNotAcquiredException.class)
			.isThrownBy(() -> this.other.acquire(ORDER.withWaitTime(Duration.ofMillis(30))))
			.withMessageContaining("orders/42")
			.satisfies((ex) -> assertThat(ex.getHolder()).contains("one"));
	}

	@Test
	void tooFewNodesAreNamedWithTheirVotes() {
		this.nodes.get(0).reachable = false;
		this.nodes.get(2).reachable = false;
		assertThatExceptionOfType(QuorumUnavailableException.class).isThrownBy(() -> this.manager.tryAcquire(ORDER))
			.withMessageContaining("needs 2 of 3 nodes")
			.withMessageContaining("node-0=UNREACHABLE (cut)");
	}

	@Test
	void executeReleasesAndReturnsTheResult() throws Exception {
		String result = this.manager.execute(ORDER, (lease) -> "done " + this.other.tryAcquire(ORDER).isPresent());
		assertThat(result).isEqualTo("done false");
		assertThat(this.other.tryAcquire(ORDER)).isPresent();
	}

	@Test
	void executeWithinExecuteOfTheSameLockTakesNoSecondLease() throws Exception {
		boolean[] inner = new boolean[2];
		FencingToken token = this.manager.execute(ORDER, (outer) -> {
			inner[0] = this.manager.execute(ORDER, (again) -> again == outer);
			inner[1] = this.other.tryAcquire(ORDER).isEmpty();
			return outer.fencingToken();
		});
		assertThat(inner).containsExactly(true, true);
		Lease next = this.other.acquire(ORDER);
		assertThat(next.fencingToken()).isGreaterThan(token);
		next.close();
	}

	@Test
	void executePassesOnTheExceptionOfTheBody() throws Exception {
		assertThatExceptionOfType(IOException.class).isThrownBy(() -> this.manager.execute(ORDER, (lease) -> {
			throw new IOException("body");
		})).withMessage("body");
		assertThat(this.other.tryAcquire(ORDER)).isPresent();
	}

	@Test
	void executeDiscardsTheResultOfALostLease() {
		assertThatExceptionOfType(LeaseLostException.class)
			.isThrownBy(() -> this.manager.execute(ORDER.withMaxHold(Duration.ofMillis(1)), (lease) -> {
				CountDownLatch lost = new CountDownLatch(1);
				lease.onLost(lost::countDown);
				lost.await();
				return "result";
			}));
	}

	@Test
	void executeAsyncHoldsUntilTheStageIsComplete() throws Exception {
		CompletableFuture<String> body = new CompletableFuture<>();
		CountDownLatch running = new CountDownLatch(1);
		CompletableFuture<String> result = this.manager.executeAsync(ORDER, (lease) -> {
			running.countDown();
			return body;
		}).toCompletableFuture();
		running.await();
		assertThat(this.other.tryAcquire(ORDER)).isEmpty();
		body.complete("done");
		assertThat(result.get()).isEqualTo("done");
		assertThat(this.other.tryAcquire(ORDER)).isPresent();
	}

	@Test
	void executeAsyncReleasesWhenTheBodyFails() {
		CompletableFuture<String> result = this.manager.<String>executeAsync(ORDER, (lease) -> {
			throw new IllegalStateException("body");
		}).toCompletableFuture();
		assertThat(result).failsWithin(10, TimeUnit.SECONDS).withThrowableThat().withMessageContaining("body");
		assertThat(this.other.tryAcquireAsync(ORDER)).succeedsWithin(10, TimeUnit.SECONDS)
			.satisfies((lease) -> assertThat(lease).isPresent());
	}

	@Test
	void stagesCompleteOffTheThreadThatRenews() throws Exception {
		CompletableFuture<Thread> thread = new CompletableFuture<>();
		this.manager.acquireAsync(ORDER).whenComplete((lease, failure) -> thread.complete(Thread.currentThread()));
		assertThat(thread.get()).isNotEqualTo(this.loopThread);
	}

	@Test
	void cancelledStageLeavesNothingHeld() throws Exception {
		Lease lease = this.manager.acquire(ORDER);
		CompletableFuture<Lease> waiting = this.other.acquireAsync(ORDER.withWaitTime(Duration.ofMinutes(1)))
			.toCompletableFuture();
		waiting.cancel(false);
		lease.close();
		assertThat(this.manager.acquire(ORDER.withWaitTime(Duration.ofSeconds(10))).isHeld()).isTrue();
	}

	@Test
	void interruptedWaitLeavesNothingHeld() throws Exception {
		Lease lease = this.manager.acquire(ORDER);
		CompletableFuture<Throwable> thrown = new CompletableFuture<>();
		Thread waiter = new Thread(() -> {
			try {
				this.other.acquire(ORDER.withWaitTime(Duration.ofMinutes(1)));
			}
			catch (InterruptedException ex) {
				thrown.complete(ex);
			}
		});
		waiter.start();
		waiter.interrupt();
		assertThat(thrown.get()).isInstanceOf(InterruptedException.class);
		lease.close();
		assertThat(this.manager.acquire(ORDER.withWaitTime(Duration.ofSeconds(10))).isHeld()).isTrue();
	}

	@Test
	void waitingOnTheThreadThatRenewsIsRefused() {
		CompletableFuture<?> result = CompletableFuture.runAsync(
				() -> assertThatIllegalStateException().isThrownBy(() -> this.manager.tryAcquire(ORDER)), this.loop);
		assertThat(result).succeedsWithin(10, TimeUnit.SECONDS);
	}

	@Test
	void closedManagerHoldsNothingAndTakesNothing() throws Exception {
		Lease lease = this.manager.acquire(ORDER);
		this.manager.close();
		assertThat(lease.isHeld()).isFalse();
		assertThat(this.other.tryAcquire(ORDER)).isPresent();
		assertThatIllegalStateException().isThrownBy(() -> this.manager.acquire(ORDER));
	}

	@Test
	void leaseTimeThatCannotBeRenewedInTimeIsRefused() {
		assertThatIllegalArgumentException()
			.isThrownBy(() -> this.manager.acquire(ORDER.withLeaseTime(Duration.ofMillis(100))))
			.withMessageContaining("lease time");
	}

	@Test
	void quorumBelowTheMajorityIsRefused() {
		QuorumSettings settings = QuorumSettings.defaults("test", "one", 1);
		assertThatIllegalArgumentException()
			.isThrownBy(() -> new QuorumLockManager(this.nodes, settings, Ticker.system(), this.timers,
					Entropy.system(), this.callbacks))
			.withMessageContaining("from 2 (a majority) to 3");
	}

	@Test
	void healthCountsTheNodesThatAnswer() throws Exception {
		this.nodes.get(1).reachable = false;
		assertThat(this.manager.health().toCompletableFuture().get()).satisfies((health) -> {
			assertThat(health.voting()).isEqualTo(2);
			assertThat(health.hasQuorum()).isTrue();
			assertThat(health.nodes().get(1).detail()).isEqualTo("cut");
		});
	}

	/**
	 * Waiters that are granted the lock, give up and run out of time at the same moment.
	 */
	@Test
	void threadsOfTwoInstancesTakeTurnsHoweverTheirWaitsEnd() throws Exception {
		AtomicInteger inside = new AtomicInteger();
		AtomicLong lastToken = new AtomicLong();
		List<CompletableFuture<Integer>> threads = IntStream.range(0, 8)
			.mapToObj((number) -> CompletableFuture.supplyAsync(
					() -> fight((number % 2 == 0) ? this.manager : this.other, number, inside, lastToken),
					this.callbacks))
			.toList();
		int held = 0;
		for (CompletableFuture<Integer> thread : threads) {
			held += thread.get(20, TimeUnit.SECONDS);
		}
		assertThat(held).isPositive();
		try (Lease lease = this.manager.acquire(ORDER)) {
			assertThat(lease.fencingToken().value()).isGreaterThan(lastToken.get());
		}
		assertThat(this.manager.engine().queued()).isZero();
		assertThat(this.other.engine().queued()).isZero();
	}

	private static int fight(QuorumLockManager own, int number, AtomicInteger inside, AtomicLong lastToken) {
		SplittableRandom random = new SplittableRandom(number);
		int held = 0;
		for (int i = 0; i < 400; i++) {
			Duration wait = Duration.ofNanos(random.nextInt(4) * (long) random.nextInt(1_000_000));
			CompletableFuture<Lease> asked = own.acquireAsync(ORDER.withWaitTime(wait)).toCompletableFuture();
			if (random.nextInt(5) == 0) {
				asked.cancel(false);
			}
			Lease lease = asked.exceptionally((failure) -> null).handle((value, failure) -> value).join();
			if (lease != null) {
				held++;
				assertThat(inside.incrementAndGet()).isOne();
				assertThat(lease.fencingToken().value())
					.isGreaterThan(lastToken.getAndSet(lease.fencingToken().value()));
				inside.decrementAndGet();
				lease.close();
			}
		}
		return held;
	}

	private QuorumLockManager manager(String instance) {
		return new QuorumLockManager(this.nodes, QuorumSettings.defaults("test", instance, 2), Ticker.system(),
				this.timers, Entropy.system(), this.callbacks);
	}

	private final class DirectNode implements LeaseNode {

		private final int index;

		private final SimulatedNode node;

		private volatile boolean reachable = true;

		DirectNode(int index) {
			this.index = index;
			long wallOffset = Ticker.system().wallMicros() - SimulatedClock.EPOCH_MICROS;
			this.node = new SimulatedNode(new SimulatedClock(new World(index), 1, wallOffset));
			this.node.letVote();
		}

		@Override
		public String name() {
			return "node-" + this.index;
		}

		@Override
		public void submit(List<Operation> operations, Consumer<Batch> result) {
			QuorumLockManagerTests.this.timers.execute(() -> result.accept(
					this.reachable ? new Batch.Answered(this.node.run(operations, 1)) : new Batch.Unanswered("cut")));
		}

		@Override
		public void subscribe(String channel, Consumer<String> messages) {
			// It has no news
		}

	}

}
