package io.quorumlock.benchmark;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import io.quorumlock.Lease;
import io.quorumlock.election.LeaderElection;
import io.quorumlock.election.Leadership;
import io.quorumlock.election.LeadershipGranted;
import io.quorumlock.election.QuorumLeaderElection;
import io.quorumlock.election.RoleSettings;
import io.quorumlock.quorum.QuorumLockManager;
import io.quorumlock.quorum.QuorumSettings;
import io.quorumlock.time.Entropy;
import io.quorumlock.time.ExecutorTimers;
import io.quorumlock.time.Ticker;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What it costs to ask whether this instance leads, and to take and give back a permit.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(2)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class GateBenchmark {

	private final ScheduledExecutorService executor = Executors.newSingleThreadScheduledExecutor();

	private final Leadership leadership;

	private final LeaderElection election;

	private final QuorumLockManager manager;

	private final CountDownLatch granted = new CountDownLatch(1);

	/**
	 * An instance that is about to lead.
	 */
	public GateBenchmark() {
		Thread[] thread = new Thread[1];
		this.executor.execute(() -> thread[0] = Thread.currentThread());
		ExecutorTimers timers = new ExecutorTimers(this.executor, () -> Thread.currentThread() == thread[0]);
		List<ConsentingNode> nodes = Stream.of("a", "b", "c").map((name) -> new ConsentingNode(name, timers)).toList();
		this.manager = new QuorumLockManager(nodes, QuorumSettings.defaults("benchmark", "one", 2), Ticker.system(),
				timers, Entropy.system(), Runnable::run);
		this.election = new QuorumLeaderElection(this.manager, (role) -> RoleSettings.defaults(), (event) -> {
			if (event instanceof LeadershipGranted) {
				this.granted.countDown();
			}
		});
		this.leadership = this.election.campaign("role");
	}

	/**
	 * Waits until it leads.
	 * @throws InterruptedException if interrupted
	 */
	@Setup
	public void lead() throws InterruptedException {
		if (!this.granted.await(10, TimeUnit.SECONDS)) {
			throw new IllegalStateException("It does not lead");
		}
	}

	/**
	 * Stops all threads.
	 */
	@TearDown
	public void stop() {
		this.election.stop().toCompletableFuture().join();
		this.manager.close();
		this.executor.shutdown();
	}

	/**
	 * The machine's two clocks, both of which are compared with a deadline: no answer can
	 * be cheaper.
	 * @return the sum of what they show
	 */
	@Benchmark
	public long bothClocks() {
		return System.nanoTime() + System.currentTimeMillis();
	}

	/**
	 * Whether this instance leads.
	 * @return {@code true}
	 */
	@Benchmark
	public boolean isLeader() {
		return this.leadership.isLeader();
	}

	/**
	 * A permit for work that takes no time.
	 * @return the permit
	 */
	@Benchmark
	public Optional<Lease> permit() {
		Optional<Lease> permit = this.leadership.enter();
		permit.ifPresent(Lease::close);
		return permit;
	}

}
