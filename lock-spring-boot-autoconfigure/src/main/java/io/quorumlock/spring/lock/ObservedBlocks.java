package io.quorumlock.spring.lock;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import io.quorumlock.LockName;
import io.quorumlock.LockNotAcquiredException;
import io.quorumlock.QuorumUnavailableException;
import io.quorumlock.time.Ticker;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;

/**
 * Reports what locks would have blocked: to listeners each time, to the log once per name
 * and minute. Thread-safe.
 */
public final class ObservedBlocks {

	private static final Logger logger = LoggerFactory.getLogger(ObservedBlocks.class);

	private static final long QUIET_NANOS = Duration.ofMinutes(1).toNanos();

	private final List<BlockListener> listeners;

	private final Ticker ticker;

	private final Map<String, Quiet> quiet = new ConcurrentHashMap<>();

	/**
	 * Reports nothing yet, but that nothing will be blocked.
	 * @param listeners told of each call
	 * @param ticker the clocks
	 */
	public ObservedBlocks(List<BlockListener> listeners, Ticker ticker) {
		this.listeners = List.copyOf(listeners);
		this.ticker = ticker;
		logger.warn("lock.mode is 'observe': methods run whether or not they have their lock");
	}

	/**
	 * Reports a call that runs without its lock.
	 * @param lock what it asked for
	 * @param refusal what it would have thrown
	 */
	void refused(LockName lock, RuntimeException refusal) {
		report(new LockWouldHaveBlocked(lock, reason(refusal), holder(refusal), refusal.getMessage()));
	}

	/**
	 * Reports a call whose lease was lost while it ran.
	 * @param lock what it asked for
	 * @param message what it would have thrown
	 */
	void lost(LockName lock, @Nullable String message) {
		report(new LockWouldHaveBlocked(lock, BlockReason.LOST, null, message));
	}

	private void report(LockWouldHaveBlocked block) {
		long unseen = this.quiet.computeIfAbsent(block.lock().name(), (name) -> new Quiet()).end(this.ticker.nanos());
		if (unseen >= 0) {
			log(block, unseen);
		}
		for (BlockListener listener : this.listeners) {
			try {
				listener.wouldHaveBlocked(block);
			}
			catch (RuntimeException ex) {
				logger.atWarn()
					.addKeyValue("lock", block.lock().name())
					.setCause(ex)
					.log("A listener failed to deal with {}", block);
			}
		}
	}

	private static void log(LockWouldHaveBlocked block, long unseen) {
		LoggingEventBuilder line = logger.atInfo()
			.addKeyValue("lock", block.lock().name())
			.addKeyValue("outcome", block.reason().name().toLowerCase(Locale.ROOT));
		if (!block.lock().keys().isEmpty()) {
			line = line.addKeyValue("key", String.join(", ", block.lock().keys()));
		}
		line.log("Lock '{}' would have blocked a call ({}), which ran: {}. {} more of this name since the last",
				block.lock(), block.reason(), block.message(), unseen);
	}

	private static BlockReason reason(RuntimeException refusal) {
		if (refusal instanceof LockNotAcquiredException) {
			return BlockReason.CONTENDED;
		}
		return (refusal instanceof QuorumUnavailableException) ? BlockReason.UNAVAILABLE : BlockReason.REFUSED;
	}

	private static @Nullable String holder(RuntimeException refusal) {
		return (refusal instanceof LockNotAcquiredException contended) ? contended.getHolder().orElse(null) : null;
	}

	/** The time in which a name gets no further line. */
	private static final class Quiet {

		private @Nullable Long since;

		private long unseen;

		/**
		 * How many were not seen meanwhile, negative if this one is not to be seen,
		 * either.
		 */
		synchronized long end(long now) {
			if (this.since != null && now - this.since < QUIET_NANOS) {
				this.unseen++;
				return -1;
			}
			long result = this.unseen;
			this.since = now;
			this.unseen = 0;
			return result;
		}

	}

}
