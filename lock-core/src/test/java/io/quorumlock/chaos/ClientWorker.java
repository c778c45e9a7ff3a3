package io.quorumlock.chaos;

import java.io.IOException;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import io.quorumlock.Lease;
import io.quorumlock.LeaseRequest;
import io.quorumlock.LockManager;
import io.quorumlock.LockNotAcquiredException;
import io.quorumlock.QuorumUnavailableException;

/**
 * Works as users do: takes a lock, writes to the register for as long as the lease says
 * that it is held, gives the lock back, and starts again.
 */
final class ClientWorker {

	private static final int MAX_HOLD_MILLIS = 60;

	/** Now and then, so that nodes fail and return under one lease. */
	private static final int MAX_LONG_HOLD_MILLIS = (int) ChaosSettings.LEASE_TIME.multipliedBy(3).toMillis();

	private static final int MAX_PAUSE_MILLIS = 4;

	private final String client;

	private final String id;

	private final LockManager manager;

	private final RegisterClient register;

	private final Stumble stumble;

	private final CountDownLatch stop;

	private final Random random;

	private long leases;

	ClientWorker(String client, String id, LockManager manager, RegisterClient register, Stumble stumble,
			CountDownLatch stop, long seed) {
		this.client = client;
		this.id = id;
		this.manager = manager;
		this.register = register;
		this.stumble = stumble;
		this.stop = stop;
		this.random = new Random(seed);
	}

	void run() throws IOException, InterruptedException {
		while (this.stop.getCount() > 0) {
			String name = ChaosSettings.NAMES.get(this.random.nextInt(ChaosSettings.NAMES.size()));
			this.register.send("ask", name);
			Optional<Lease> lease = acquire(name);
			if (lease.isPresent()) {
				work(name, this.id + "#" + ++this.leases, lease.get());
			}
			else {
				this.register.send("quit", name);
				pause(MAX_HOLD_MILLIS);
			}
		}
	}

	private Optional<Lease> acquire(String name) throws InterruptedException {
		LeaseRequest request = LeaseRequest.of(name);
		try {
			return (this.random.nextInt(4) == 0) ? this.manager.tryAcquire(request)
					: Optional.of(this.manager.acquire(request));
		}
		catch (LockNotAcquiredException | QuorumUnavailableException ex) {
			return Optional.empty();
		}
	}

	private void work(String name, String leaseId, Lease lease) throws IOException, InterruptedException {
		long token = lease.fencingToken().value();
		this.register.send("acquired", name, this.client, leaseId, token, timeHeld(lease));
		long until = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(holdMillis());
		for (long time = timeHeld(lease); time > 0 && until - time > 0; time = timeHeld(lease)) {
			this.stumble.here(new PendingWrite(name, token));
			this.register.send("write", name, leaseId, token, time);
			pause(MAX_PAUSE_MILLIS);
		}
		this.register.send("released", name, leaseId, timeHeld(lease));
		if (this.random.nextBoolean()) {
			lease.close();
		}
		else {
			lease.release();
		}
	}

	private int holdMillis() {
		return this.random.nextInt((this.random.nextInt(30) == 0) ? MAX_LONG_HOLD_MILLIS : MAX_HOLD_MILLIS);
	}

	/**
	 * A time at which the lease surely was held: before it said so.
	 */
	private static long timeHeld(Lease lease) {
		long before = System.nanoTime();
		return lease.isHeld() ? before : 0;
	}

	private void pause(int maxMillis) throws InterruptedException {
		this.stop.await(this.random.nextInt(maxMillis * 1000), TimeUnit.MICROSECONDS);
	}

}
