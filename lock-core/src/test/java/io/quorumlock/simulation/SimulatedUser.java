package io.quorumlock.simulation;

import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

import io.quorumlock.Lease;
import io.quorumlock.LeaseRequest;
import io.quorumlock.quorum.AcquireResult;
import io.quorumlock.quorum.EngineAccess;
import io.quorumlock.quorum.LeaseEngine;
import org.jspecify.annotations.Nullable;

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

	private final int block;

	private boolean stopping;

	private @Nullable HeldRecord held;

	SimulatedUser(World world, SimulatedProcess process, LeaseEngine engine, Oracle oracle, int names, int block) {
		this.world = world;
		this.random = world.random().split();
		this.process = process;
		this.engine = engine;
		this.oracle = oracle;
		this.requests = IntStream.range(0, names).mapToObj((name) -> LeaseRequest.of("name-" + name)).toList();
		this.block = block;
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
		String full = "sim/" + request.lock();
		long highest = this.oracle.highestToken(full);
		Duration wait = this.random.nextBoolean() ? Duration.ZERO : Duration.ofMillis(this.random.nextInt(2000));
		boolean[] answered = { false };
		Runnable cancellation = this.engine.acquire(request, wait, (result) -> {
			answered[0] = true;
			acquired(result, highest);
		});
		if (this.random.nextInt(20) == 0) {
			after(this.random.nextLong(100 * MILLI), () -> {
				if (!answered[0]) {
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
		writeWithin(this.held, hold);
		after(hold, this::release);
	}

	private void release() {
		HeldRecord record = this.held;
		if (record != null) {
			this.held = null;
			if (!EngineAccess.hasEnded(record.lease())) {
				this.world.note("gives back: %s with token %d of %s", record.name(), record.token(), this.process);
				record.release();
				record.lease().release();
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
				if (this.held == record && record.lease().isHeld()) {
					after(this.random.nextLong(1 + hold / 4), () -> write(record));
				}
			});
		}
	}

	private void write(HeldRecord record) {
		long token = this.oracle.useToken(record, this.block);
		this.world.schedule(MILLI, () -> this.oracle.write(record, token));
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
