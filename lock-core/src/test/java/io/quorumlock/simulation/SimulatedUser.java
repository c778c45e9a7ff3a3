package io.quorumlock.simulation;

import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

import io.quorumlock.Lease;
import io.quorumlock.LeaseRequest;
import io.quorumlock.LockName;
import io.quorumlock.quorum.AcquireResult;
import io.quorumlock.quorum.EngineAccess;
import io.quorumlock.quorum.LeaseEngine;

/**
 * Takes locks, writes under them and gives them back, again and again until told to stop.
 */
final class SimulatedUser {

	private static final long MILLI = 1_000_000;

	private final World world;

	private final SplittableRandom random;

	private final SimulatedProcess process;

	private final LeaseEngine engine;

	private final Oracle oracle;

	private final List<LeaseRequest> requests;

	private boolean stopping;

	private List<HeldRecord> held = List.of();

	SimulatedUser(World world, SimulatedProcess process, LeaseEngine engine, Oracle oracle, int names) {
		this.world = world;
		this.random = world.random().split();
		this.process = process;
		this.engine = engine;
		this.oracle = oracle;
		this.requests = requests(names);
	}

	/**
	 * One for each name, and one for each two of them; some are kept after the release.
	 */
	private List<LeaseRequest> requests(int names) {
		return IntStream.range(0, names)
			.boxed()
			.flatMap((first) -> IntStream.rangeClosed(first, names - 1)
				.mapToObj((second) -> LockName.of("name", List.of("" + first, "" + second))))
			.map(LeaseRequest::of)
			.map((request) -> (this.random.nextInt(3) == 0)
					? request.withRetain(Duration.ofMillis(1 + this.random.nextInt(1000))) : request)
			.toList();
	}

	void work() {
		after(this.random.nextLong(400 * MILLI), this::ask);
	}

	/** Gives back what is held, and asks for nothing more. */
	void stop() {
		this.stopping = true;
		this.process.run(this::release);
	}

	private void ask() {
		if (this.stopping) {
			return;
		}
		LeaseRequest request = this.requests.get(this.random.nextInt(this.requests.size()));
		long highest = this.oracle.highestToken(EngineAccess.fullNames("sim", request.lock()));
		Duration wait = this.random.nextBoolean() ? Duration.ZERO : Duration.ofMillis(this.random.nextInt(2000));
		boolean[] answered = { false };
		boolean[] left = { false };
		Runnable cancellation = this.engine.acquire(request, wait, (result) -> {
			if (left[0]) {
				throw new Violation("Q", "Who had given up was told: " + result);
			}
			answered[0] = true;
			acquired(result, highest);
		});
		if (this.random.nextInt(20) == 0) {
			after(this.random.nextLong(100 * MILLI), () -> {
				if (!answered[0]) {
					left[0] = true;
					cancellation.run();
					work();
				}
			});
		}
	}

	private void acquired(AcquireResult result, long highest) {
		if (!(result instanceof AcquireResult.Acquired acquired)) {
			work();
			return;
		}
		Lease lease = acquired.lease();
		this.held = this.oracle.granted(lease, this.process, highest);
		if (this.stopping) {
			release();
			return;
		}
		long hold = holdNanos();
		this.held.forEach((record) -> writeWithin(record, hold));
		after(hold, this::release);
	}

	private void release() {
		List<HeldRecord> records = this.held;
		if (!records.isEmpty()) {
			this.held = List.of();
			Lease lease = records.get(0).lease();
			if (!EngineAccess.hasEnded(lease)) {
				this.world.note(() -> "gives back: %s of %s".formatted(lease, this.process));
				records.forEach(HeldRecord::release);
				lease.release();
			}
			work();
		}
	}

	/**
	 * Writes are sent while the lease is held, as far as the user knows: a pause may come
	 * between the question and the sending.
	 */
	private void writeWithin(HeldRecord record, long hold) {
		for (int i = 0; i < 3; i++) {
			after(this.random.nextLong(hold + 1), () -> {
				if (this.held.contains(record) && record.lease().isHeld()) {
					after(this.random.nextLong(1 + hold / 4), () -> write(record));
				}
			});
		}
	}

	private void write(HeldRecord record) {
		this.world.schedule(MILLI, () -> this.oracle.write(record, record.token()));
	}

	private long holdNanos() {
		int kind = this.random.nextInt(10);
		long longest = (kind < 7) ? 50 : (kind < 9) ? 1000 : 6000;
		return this.random.nextLong(longest * MILLI);
	}

	private void after(long nanos, Runnable task) {
		this.process.schedule(nanos, task);
	}

}
