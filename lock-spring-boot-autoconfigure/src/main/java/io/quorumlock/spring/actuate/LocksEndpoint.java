package io.quorumlock.spring.actuate;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

import io.quorumlock.FencingToken;
import io.quorumlock.LockName;
import io.quorumlock.LockScope;
import io.quorumlock.LockStatus;
import io.quorumlock.LockStatus.Holding;
import io.quorumlock.quorum.LeaseEngine;
import io.quorumlock.spring.actuate.LocksDescriptor.HoldingDescriptor;
import io.quorumlock.spring.actuate.LocksDescriptor.LockDescriptor;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.actuate.endpoint.Access;
import org.springframework.boot.actuate.endpoint.InvalidEndpointRequestException;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;
import org.springframework.boot.actuate.endpoint.annotation.WriteOperation;

/**
 * {@link Endpoint @Endpoint} that shows the locks of this instance, asks the nodes about
 * one and, where access is unrestricted, takes one away from its holder.
 */
@Endpoint(id = "locks", defaultAccess = Access.READ_ONLY)
public class LocksEndpoint {

	/** More would help nobody who looks at them. */
	private static final int MOST = 1000;

	// The nodes answer, or are given up, within their own timeouts
	private static final Duration LIMIT = Duration.ofSeconds(10);

	private static final Comparator<LockStatus> LONGEST_FIRST = Comparator
		.comparing((LockStatus lock) -> (lock.holding() != null) ? lock.holding().held() : Duration.ZERO)
		.reversed()
		.thenComparing((lock) -> lock.lock().toString());

	private final LeaseEngine engine;

	private final Supplier<Map<String, Map<String, Map<String, ConfiguredTime>>>> methods;

	/**
	 * A new endpoint.
	 * @param engine whose locks to show
	 * @param methods the times of annotated methods and where each comes from, by name of
	 * the lock, then by method, then by time
	 */
	public LocksEndpoint(LeaseEngine engine, Supplier<Map<String, Map<String, Map<String, ConfiguredTime>>>> methods) {
		this.engine = engine;
		this.methods = methods;
	}

	/**
	 * Shows the locks of this instance.
	 * @return the longest held first
	 */
	@ReadOperation
	public LocksDescriptor locks() {
		List<LockStatus> locks = this.engine.monitor().locks();
		return new LocksDescriptor(this.engine.settings().instanceId(), this.engine.settings().namespace(),
				this.engine.settings().quorum(), (int) locks.stream().filter((lock) -> lock.holding() != null).count(),
				locks.stream().mapToInt(LockStatus::waiting).sum(),
				locks.stream().sorted(LONGEST_FIRST).limit(MOST).map(this::describe).toList(), this.methods.get());
	}

	private LockDescriptor describe(LockStatus status) {
		LockName lock = status.lock();
		Holding holding = status.holding();
		return new LockDescriptor(lock.name(), lock.keys(), lock.scope().name(),
				(holding != null) ? describe(holding) : null, status.waiting());
	}

	private HoldingDescriptor describe(Holding holding) {
		Instant now = Instant.EPOCH
			.plus(Duration.ofMillis(TimeUnit.MICROSECONDS.toMillis(this.engine.ticker().wallMicros())));
		return new HoldingDescriptor(holding.token().value(), holding.holder(), now.minus(holding.held()),
				holding.held(), holding.remaining(), holding.wantedElsewhere());
	}

	/**
	 * Asks the nodes about a lock.
	 * @param name the name of the lock
	 * @param key its key or one of its keys, {@code null} if the name alone is locked
	 * @param scope who competes for it, {@code null} for this application
	 * @return what each node says, {@code null} if they could not be asked in time
	 * @throws InterruptedException if interrupted
	 */
	@ReadOperation
	public @Nullable LockSightingDescriptor lock(@Selector String name, @Nullable String key, @Nullable LockScope scope)
			throws InterruptedException {
		LockName lock;
		try {
			lock = lockName(name, key, scope);
		}
		catch (IllegalArgumentException ex) {
			throw new InvalidEndpointRequestException(String.valueOf(ex.getMessage()), "no such lock");
		}
		return await(this.engine.monitor().ask(lock).thenApply((nodes) -> LockSightingDescriptor.of(lock, nodes)));
	}

	/**
	 * Takes a lock away from its holder, who is told that it is lost. If another instance
	 * holds it, that one is asked to do so.
	 * @param name the name of the lock
	 * @param key its key or one of its keys, {@code null} if the name alone is locked
	 * @param scope who competes for it, {@code null} for this application
	 * @param token the holder's token, so that nobody who comes after it is hit
	 * @return what became of it
	 * @throws InterruptedException if interrupted
	 */
	@WriteOperation
	public ForcedRelease forceRelease(@Selector String name, @Nullable String key, @Nullable LockScope scope,
			@Nullable Long token) throws InterruptedException {
		if (token == null) {
			return new ForcedRelease(ForcedRelease.INVALID,
					"'token' is missing: give the holder's, so that nobody who comes after it is hit");
		}
		LockName lock;
		FencingToken expected;
		try {
			lock = lockName(name, key, scope);
			expected = new FencingToken(token);
		}
		catch (IllegalArgumentException ex) {
			return new ForcedRelease(ForcedRelease.INVALID, String.valueOf(ex.getMessage()));
		}
		return forceRelease(lock, expected);
	}

	private ForcedRelease forceRelease(LockName lock, FencingToken token) throws InterruptedException {
		Boolean done = await(this.engine.monitor().forceRelease(lock, token));
		if (Boolean.TRUE.equals(done)) {
			return new ForcedRelease(ForcedRelease.DONE, "Taken away from its holder, who is told");
		}
		Optional<String> asked = (done != null) ? await(this.engine.monitor().passOn(lock, token)) : null;
		if (asked == null) {
			return new ForcedRelease(ForcedRelease.NO_ANSWER, "It may still be done: look at the lock again");
		}
		return asked
			.map((instance) -> new ForcedRelease(ForcedRelease.ASKED, "Instance " + instance
					+ " was asked to: look at the lock again, and ask again if it is still held under that token"))
			.orElseGet(() -> new ForcedRelease(ForcedRelease.NOT_HELD, "No instance holds " + lock + " under token "
					+ token.value() + ", as far as the nodes say: use the token that they name"));
	}

	private static LockName lockName(String name, @Nullable String key, @Nullable LockScope scope) {
		LockName lock = (key != null) ? LockName.of(name, key) : LockName.of(name);
		return lock.in((scope != null) ? scope : LockScope.APPLICATION);
	}

	private static <T> @Nullable T await(CompletionStage<T> stage) throws InterruptedException {
		try {
			return stage.toCompletableFuture().get(LIMIT.toMillis(), TimeUnit.MILLISECONDS);
		}
		catch (ExecutionException | TimeoutException ex) {
			return null;
		}
	}

}
