package io.quorumlock.quorum;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

import io.quorumlock.Lease;
import io.quorumlock.LeaseHolds;
import io.quorumlock.LeaseRequest;
import io.quorumlock.LeaseScope;
import io.quorumlock.LockManager;
import io.quorumlock.LockNotAcquiredException;
import io.quorumlock.LockedAction;
import io.quorumlock.QuorumHealth;
import io.quorumlock.QuorumUnavailableException;
import io.quorumlock.node.LeaseNode;
import io.quorumlock.time.Entropy;
import io.quorumlock.time.Ticker;
import io.quorumlock.time.Timers;
import org.jspecify.annotations.Nullable;

/**
 * A {@link LockManager} whose leases are granted by a quorum of nodes. Closing it gives
 * back all that it holds.
 */
public final class QuorumLockManager implements LockManager, AutoCloseable {

	private static final Duration CLOSE_PATIENCE = Duration.ofSeconds(5);

	private final LeaseEngine engine;

	private final Executor callbacks;

	private final Waiter waiter;

	private final LockPolicy policy;

	/**
	 * A new lock manager that takes any lock.
	 * @param nodes the nodes that vote
	 * @param settings how leases are taken
	 * @param ticker the clocks
	 * @param timers the protocol's thread, on which the nodes answer
	 * @param entropy where ids and jitter come from
	 * @param callbacks runs callbacks of users and completes their stages
	 * @throws IllegalArgumentException if the quorum is below the majority or above the
	 * number of nodes, or if two nodes share a name
	 */
	public QuorumLockManager(List<? extends LeaseNode> nodes, QuorumSettings settings, Ticker ticker, Timers timers,
			Entropy entropy, Executor callbacks) {
		this(nodes, settings, ticker, timers, entropy, callbacks, LockPolicy.NONE);
	}

	/**
	 * A new lock manager.
	 * @param nodes the nodes that vote
	 * @param settings how leases are taken
	 * @param ticker the clocks
	 * @param timers the protocol's thread, on which the nodes answer
	 * @param entropy where ids and jitter come from
	 * @param callbacks runs callbacks of users and completes their stages
	 * @param policy which locks may be taken, and for how long
	 * @throws IllegalArgumentException if the quorum is below the majority or above the
	 * number of nodes, or if two nodes share a name
	 */
	public QuorumLockManager(List<? extends LeaseNode> nodes, QuorumSettings settings, Ticker ticker, Timers timers,
			Entropy entropy, Executor callbacks, LockPolicy policy) {
		this(new LeaseEngine(nodes, settings, ticker, timers, entropy, callbacks), callbacks, Waiter.blocking(),
				policy);
	}

	/**
	 * A new lock manager on an engine of its own.
	 * @param engine takes the leases
	 * @param callbacks runs callbacks of users and completes their stages
	 * @param waiter how the threads of callers wait
	 * @param policy which locks may be taken, and for how long
	 */
	public QuorumLockManager(LeaseEngine engine, Executor callbacks, Waiter waiter, LockPolicy policy) {
		this.engine = engine;
		this.callbacks = callbacks;
		this.waiter = waiter;
		this.policy = policy;
	}

	/**
	 * The engine beneath, for what is built on its callbacks.
	 * @return the engine
	 */
	public LeaseEngine engine() {
		return this.engine;
	}

	@Override
	public Optional<Lease> tryAcquire(LeaseRequest request) throws InterruptedException {
		return toOptional(request, await(new Pending(request, Duration.ZERO)));
	}

	@Override
	public Lease acquire(LeaseRequest request) throws InterruptedException {
		return toLease(request, await(new Pending(request, waitTime(request))));
	}

	@Override
	public <T extends @Nullable Object, E extends Exception> T execute(LeaseRequest request, LockedAction<T, E> action)
			throws E, InterruptedException {
		LeaseHolds outer = LeaseScope.find(this, request.lock());
		if (outer != null) {
			return run(outer, action);
		}
		LeaseHolds holds = new LeaseHolds(this, acquire(request));
		try {
			return run(holds, action);
		}
		finally {
			if (holds.letGo()) {
				holds.lease().close();
			}
		}
	}

	private static <T extends @Nullable Object, E extends Exception> T run(LeaseHolds holds, LockedAction<T, E> action)
			throws E {
		Lease lease = holds.lease();
		lease.ensureHeld();
		T result;
		LeaseScope scope = LeaseScope.open(holds);
		try (scope) {
			result = action.run(lease);
		}
		lease.ensureHeld();
		return result;
	}

	@Override
	public CompletionStage<Optional<Lease>> tryAcquireAsync(LeaseRequest request) {
		return new Pending(request, Duration.ZERO).startAndMap((result) -> toOptional(request, result));
	}

	@Override
	public CompletionStage<Lease> acquireAsync(LeaseRequest request) {
		return new Pending(request, waitTime(request)).startAndMap((result) -> toLease(request, result));
	}

	@Override
	public <T extends @Nullable Object> CompletionStage<T> executeAsync(LeaseRequest request,
			Function<Lease, ? extends CompletionStage<T>> action) {
		return acquireAsync(request).thenCompose((lease) -> run(lease, action));
	}

	@Override
	public CompletionStage<QuorumHealth> health() {
		CompletableFuture<QuorumHealth> result = new CompletableFuture<>();
		this.engine.probe(result::complete);
		return result.thenApplyAsync(Function.identity(), this.callbacks);
	}

	/**
	 * Gives back all leases and ends all waits; blocks until the nodes have confirmed or
	 * were asked in vain, for a few seconds at most.
	 */
	@Override
	public void close() {
		try {
			this.engine.close().toCompletableFuture().get(CLOSE_PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		catch (ExecutionException | TimeoutException ex) {
			throw new IllegalStateException("The locks could not all be given back within " + CLOSE_PATIENCE.toSeconds()
					+ " s; what is left ends with its lease time", ex);
		}
	}

	private Duration waitTime(LeaseRequest request) {
		return Objects.requireNonNullElse(request.waitTime(), this.engine.settings().waitTime());
	}

	private AcquireResult await(Pending pending) throws InterruptedException {
		if (this.engine.timers().inThread()) {
			throw new IllegalStateException("The thread that renews leases must not wait for one");
		}
		try {
			return this.waiter.await(pending.request.lock(), pending.wait, pending::start);
		}
		catch (InterruptedException ex) {
			pending.cancel();
			throw ex;
		}
		catch (ExecutionException ex) {
			throw new IllegalStateException(ex.getCause());
		}
	}

	private Optional<Lease> toOptional(LeaseRequest request, AcquireResult result) {
		return (result instanceof AcquireResult.Contended) ? Optional.empty() : Optional.of(toLease(request, result));
	}

	private Lease toLease(LeaseRequest request, AcquireResult result) {
		if (result instanceof AcquireResult.Acquired acquired) {
			return acquired.lease();
		}
		if (result instanceof AcquireResult.Contended contended) {
			AcquireResult.Holder holder = contended.holder();
			throw new LockNotAcquiredException(request.lock(), contended.elapsed(),
					(holder != null) ? holder.instanceId() : null);
		}
		if (result instanceof AcquireResult.Unavailable unavailable) {
			throw new QuorumUnavailableException(request.lock(), unavailable.elapsed(), this.engine.settings().quorum(),
					unavailable.votes());
		}
		throw new IllegalStateException("The lock manager was closed");
	}

	private static <T extends @Nullable Object> CompletionStage<T> run(Lease lease,
			Function<Lease, ? extends CompletionStage<T>> action) {
		CompletionStage<T> stage;
		try {
			stage = action.apply(lease);
		}
		catch (RuntimeException | Error ex) {
			stage = CompletableFuture.failedFuture(ex);
		}
		return stage.thenApply((result) -> {
			lease.ensureHeld();
			return result;
		}).handle((result, failure) -> {
			CompletionStage<T> outcome = (failure != null) ? CompletableFuture.failedFuture(unwrap(failure))
					: CompletableFuture.completedFuture(result);
			return lease.release().thenCompose((released) -> outcome);
		}).thenCompose(Function.identity());
	}

	private static Throwable unwrap(Throwable failure) {
		Throwable cause = failure.getCause();
		return (failure instanceof CompletionException && cause != null) ? cause : failure;
	}

	/**
	 * An acquisition under way. Its own future is completed on the protocol's thread, or
	 * on that of the former holder, so only waiting threads and the callback executor may
	 * hang on it.
	 */
	private final class Pending {

		private final CompletableFuture<AcquireResult> result = new CompletableFuture<>();

		private final LeaseRequest request;

		private final Duration wait;

		private Runnable cancellation = () -> {
		};

		Pending(LeaseRequest request, Duration wait) {
			QuorumLockManager.this.policy.require(request.lock().name(),
					QuorumLockManager.this.engine.settings().leaseTime(request), wait);
			this.request = request;
			this.wait = wait;
		}

		CompletableFuture<AcquireResult> start() {
			this.cancellation = QuorumLockManager.this.engine.acquire(this.request, this.wait, this::complete);
			return this.result;
		}

		private void complete(AcquireResult outcome) {
			if (!this.result.complete(outcome) && outcome instanceof AcquireResult.Acquired acquired) {
				acquired.lease().release();
			}
		}

		void cancel() {
			this.cancellation.run();
			if (!this.result.cancel(false) && this.result.join() instanceof AcquireResult.Acquired acquired) {
				acquired.lease().release();
			}
		}

		// Nobody waits for the end of what the caller no longer wants
		@SuppressWarnings("FutureReturnValueIgnored")
		<T> CompletableFuture<T> startAndMap(Function<AcquireResult, T> mapping) {
			CompletableFuture<T> mapped = start().thenApplyAsync(mapping, QuorumLockManager.this.callbacks);
			mapped.whenComplete((value, failure) -> {
				if (mapped.isCancelled()) {
					cancel();
				}
			});
			return mapped;
		}

	}

}
