package io.quorumlock.spring.fake;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

import io.quorumlock.Lease;
import io.quorumlock.LeaseRequest;
import io.quorumlock.LockManager;
import io.quorumlock.LockName;
import io.quorumlock.LockNotAcquiredException;
import io.quorumlock.LockedAction;
import io.quorumlock.QuorumHealth;
import io.quorumlock.QuorumUnavailableException;

/**
 * Locks in memory, on which a test makes things happen. Waits end at once.
 */
public class FakeLockManager implements LockManager {

	/** What was asked for, with how it was asked. */
	public final List<String> calls = new ArrayList<>();

	/** The requests. */
	public final List<LeaseRequest> requests = new ArrayList<>();

	/** All leases ever given. */
	public final List<FakeLease> leases = new ArrayList<>();

	/** What the health check answers. */
	public QuorumHealth health = new QuorumHealth(1, List.of());

	private final Map<LockName, FakeLease> held = new HashMap<>();

	private boolean unavailable;

	private boolean interrupted;

	private RuntimeException releaseFailure;

	private boolean waiting;

	private CompletableFuture<Lease> lastWait;

	private long tokens;

	/**
	 * Somebody else holds a lock from now on.
	 * @param name the name
	 * @return their lease
	 */
	public FakeLease heldElsewhere(LockName name) {
		FakeLease lease = new FakeLease(name, ++this.tokens, null, this::released);
		this.held.put(name, lease);
		return lease;
	}

	/**
	 * There is no quorum from now on.
	 */
	public void loseQuorum() {
		this.unavailable = true;
	}

	/**
	 * The next one to wait is interrupted.
	 */
	public void interruptNextWait() {
		this.interrupted = true;
	}

	/**
	 * Releases fail from now on.
	 * @param failure how
	 */
	public void failReleases(RuntimeException failure) {
		this.releaseFailure = failure;
	}

	/**
	 * Whether anybody holds a lock.
	 * @param name the name
	 * @return {@code true} if so
	 */
	public boolean isHeld(LockName name) {
		return this.held.containsKey(name);
	}

	/**
	 * The lease given last.
	 * @return a lease
	 */
	public FakeLease lastLease() {
		return this.leases.get(this.leases.size() - 1);
	}

	void released(FakeLease lease) {
		this.held.remove(lease.lock(), lease);
	}

	@Override
	public Optional<Lease> tryAcquire(LeaseRequest request) throws InterruptedException {
		this.calls.add("tryAcquire " + request.lock());
		return take(request);
	}

	@Override
	public Lease acquire(LeaseRequest request) throws InterruptedException {
		this.calls.add("acquire " + request.lock());
		return take(request).orElseThrow(() -> new LockNotAcquiredException(request.lock(), Duration.ZERO));
	}

	private Optional<Lease> take(LeaseRequest request) throws InterruptedException {
		this.requests.add(request);
		if (this.interrupted) {
			this.interrupted = false;
			throw new InterruptedException();
		}
		if (this.unavailable) {
			throw new QuorumUnavailableException(request.lock(), Duration.ZERO, 2, List.of());
		}
		if (this.held.containsKey(request.lock())) {
			return Optional.empty();
		}
		FakeLease lease = new FakeLease(request.lock(), ++this.tokens, this.releaseFailure, this::released);
		this.held.put(request.lock(), lease);
		this.leases.add(lease);
		return Optional.of(lease);
	}

	@Override
	public <T, E extends Exception> T execute(LeaseRequest request, LockedAction<T, E> action) {
		throw new UnsupportedOperationException();
	}

	@Override
	public CompletionStage<Optional<Lease>> tryAcquireAsync(LeaseRequest request) {
		throw new UnsupportedOperationException();
	}

	@Override
	public CompletionStage<Lease> acquireAsync(LeaseRequest request) {
		this.calls.add("acquireAsync " + request.lock());
		try {
			CompletableFuture<Lease> result = new CompletableFuture<>();
			Optional<Lease> lease = take(request);
			if (lease.isPresent()) {
				result.complete(lease.get());
			}
			else if (this.waiting) {
				this.lastWait = result;
			}
			else {
				result.completeExceptionally(new LockNotAcquiredException(request.lock(), Duration.ZERO));
			}
			return result;
		}
		catch (InterruptedException | RuntimeException ex) {
			return CompletableFuture.failedFuture(ex);
		}
	}

	/**
	 * What waits for a lock does not come to an end from now on.
	 */
	public void waitForEver() {
		this.waiting = true;
	}

	/**
	 * The last one to wait without blocking.
	 * @return completes never
	 */
	public CompletableFuture<Lease> lastWait() {
		return this.lastWait;
	}

	@Override
	public <T> CompletionStage<T> executeAsync(LeaseRequest request,
			Function<Lease, ? extends CompletionStage<T>> action) {
		throw new UnsupportedOperationException();
	}

	@Override
	public CompletionStage<QuorumHealth> health() {
		return CompletableFuture.completedFuture(this.health);
	}

}
